import { z } from 'zod';
import type { ImportWish } from '../../../application/intake/request-import.js';
import type { ReadImport } from '../../../application/intake/read-imports.js';
import type { UndoneImport } from '../../../application/intake/undo-import.js';
import { IMPORT_STATES } from '../../../application/ports/imports.js';
import type { LenderId, UploadId } from '../../../domain/shared/ids.js';
import { idOf } from '../../../domain/shared/ids.js';
import { pageOf } from '../api/page.js';
import { idText, isoInstant, reasonText, toIso, toIsoOrNull } from '../api/representation.js';
import { importEncoding, importKind, lenderCode } from './upload-schemas.js';

/** More columns no table has that a person looks at. */
const MOST_COLUMNS = 300;

export const importBody = z.strictObject({
  uploadId: idText,
  kind: importKind,
  lender: lenderCode.optional(),
  encoding: importEncoding.default('auto'),
  columns: z
    .record(z.string().max(500), z.string().max(64).nullable())
    .refine((columns) => Object.keys(columns).length <= MOST_COLUMNS, { error: 'has too many columns' })
    .optional()
    .meta({ description: 'Field by own header; null leaves the column out' }),
  trial: z.boolean(),
  acceptRejected: z.boolean().default(false),
});

export const undoBody = z.strictObject({ reason: reasonText });

export const importAnswer = z
  .object({
    id: z.string(),
    uploadId: z.string(),
    kind: importKind,
    lender: z.string().nullable(),
    fileName: z.string(),
    trial: z.boolean(),
    state: z.enum(IMPORT_STATES),
    requestedBy: z.string(),
    requestedAt: isoInstant,
    startedAt: isoInstant.nullable(),
    finishedAt: isoInstant.nullable(),
    rowsTotal: z.int().nullable(),
    rowsDone: z.int(),
    added: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    rejected: z.int(),
    rowsPerSecond: z.int().nullable(),
    problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
    waitingFor: z.object({ importId: z.string(), requestedBy: z.string() }).nullable(),
    undone: z.object({ at: isoInstant, by: z.string(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'Import' });

export const importsAnswer = pageOf(importAnswer).meta({ id: 'Imports' });

export const undoneAnswer = z
  .object({
    import: importAnswer,
    withdrawn: z.int(),
    notices: z.array(z.object({ code: z.string(), count: z.int() })),
  })
  .meta({ id: 'UndoneImport' });

export const wishOf = ({ uploadId, lender, columns, ...rest }: z.infer<typeof importBody>): ImportWish => ({
  ...rest,
  uploadId: idOf<UploadId>(uploadId),
  lender: lender ?? null,
  columns: columns ?? null,
});

type Codes = ReadonlyMap<LenderId, string>;

export const importView = ({ one, waitingFor }: ReadImport, codes: Codes): z.infer<typeof importAnswer> => ({
  id: one.id,
  uploadId: one.uploadId,
  kind: one.kind,
  lender: one.lenderId === null ? null : (codes.get(one.lenderId) ?? null),
  fileName: one.fileName,
  trial: one.trial,
  state: one.state,
  requestedBy: one.requestedBy,
  requestedAt: toIso(one.requestedAt),
  startedAt: toIsoOrNull(one.startedAt),
  finishedAt: toIsoOrNull(one.finishedAt),
  rowsTotal: one.rowsTotal,
  rowsDone: one.rowsDone,
  added: one.added,
  updated: one.updated,
  unchanged: one.unchanged,
  rejected: one.rejected,
  rowsPerSecond: one.rowsPerSecond,
  problem: one.problem === null ? null : { code: one.problem.code, detail: one.problem.sentence },
  waitingFor: waitingFor && { importId: waitingFor.id, requestedBy: waitingFor.requestedBy },
  undone: one.undone && { ...one.undone, at: toIso(one.undone.at) },
});

/** Rows that only changed a debt are told: nothing takes that back. */
export const undoneView = (
  { one, withdrawn, updatedRows }: UndoneImport,
  codes: Codes,
): z.infer<typeof undoneAnswer> => ({
  import: importView({ one, waitingFor: null }, codes),
  withdrawn,
  notices: updatedRows > 0 ? [{ code: 'INTAKE.UPDATED_ROWS', count: updatedRows }] : [],
});
