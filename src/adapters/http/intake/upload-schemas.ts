import { z } from 'zod';
import type { OpenedUpload } from '../../../application/intake/open-upload.js';
import { partCount } from '../../../application/intake/open-upload.js';
import type { UploadPreview } from '../../../application/intake/preview-upload.js';
import { LARGEST_UPLOAD } from '../../../application/intake/start-upload.js';
import type { LenderId } from '../../../domain/shared/ids.js';
import { idText, isoInstant, toIso } from '../api/representation.js';

export const importKind = z.enum(['debts', 'payments']);
export const importEncoding = z.enum(['auto', 'utf-8', 'gb18030']);
export const lenderCode = z.string().min(1).max(64);

export const uploadBody = z.strictObject({
  fileName: z.string().trim().min(1).max(255),
  size: z.int().min(1).max(LARGEST_UPLOAD),
  lender: lenderCode.optional(),
});

export const partParam = z.strictObject({ id: idText, number: z.coerce.number().int().min(1).max(1_000) });

export const previewBody = z.strictObject({
  kind: importKind,
  lender: lenderCode.optional(),
  encoding: importEncoding.default('auto'),
});

export const uploadAnswer = z
  .object({
    id: z.string(),
    fileName: z.string(),
    size: z.int(),
    partSize: z.int().meta({ description: 'Bytes of every part but the last' }),
    parts: z.int().meta({ description: 'How many parts the file has' }),
    receivedParts: z.array(z.int()),
    lender: z.string().nullable(),
    createdAt: isoInstant,
    keptUntil: isoInstant,
  })
  .meta({ id: 'Upload' });

export const previewAnswer = z
  .object({
    encoding: z.enum(['utf-8', 'gb18030']),
    header: z.array(z.string()),
    rows: z.array(z.object({ row: z.int(), cells: z.array(z.string()) })),
    columns: z.array(z.object({ header: z.string(), field: z.string().nullable() })),
    remembered: z.boolean(),
    missing: z.array(z.string()),
    twice: z.array(z.string()),
    fields: z.array(z.object({ name: z.string(), required: z.boolean() })),
  })
  .meta({ id: 'UploadPreview' });

export const uploadView = (
  { upload, parts }: OpenedUpload,
  codes: ReadonlyMap<LenderId, string>,
): z.infer<typeof uploadAnswer> => ({
  id: upload.id,
  fileName: upload.fileName,
  size: upload.size,
  partSize: upload.partSize,
  parts: partCount(upload),
  receivedParts: parts.map(({ number }) => number),
  lender: upload.lenderId === null ? null : (codes.get(upload.lenderId) ?? null),
  createdAt: toIso(upload.createdAt),
  keptUntil: toIso(upload.keepUntil),
});

export const previewView = ({
  encoding,
  header,
  rows,
  fields,
  ...rest
}: UploadPreview): z.infer<typeof previewAnswer> => ({
  encoding,
  header: [...header],
  rows: rows.map(({ number, cells }) => ({ row: number, cells: [...cells] })),
  columns: header.map((written, place) => ({ header: written, field: fields[place] ?? null })),
  remembered: rest.remembered,
  missing: [...rest.missing],
  twice: [...rest.twice],
  fields: rest.possible.map(({ name, required }) => ({ name, required })),
});
