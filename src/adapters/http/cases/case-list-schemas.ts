import { z } from 'zod';
import { REVEALED_FIELDS } from '../../../application/cases/reveal-field.js';
import type { CaseRow } from '../../../application/cases/case-rows.js';
import type { CaseAccess } from '../../../application/ports/cases.js';
import { CASE_SORTS } from '../../../application/ports/cases.js';
import { DELINQUENCY_BUCKETS } from '../../../domain/debt/delinquency.js';
import { HOLD_REASONS } from '../../../domain/debtor/hold.js';
import { pageOf, pageQuery } from '../api/page.js';
import { idText, isoDay, isoInstant, moneySchema, reasonText, toIso } from '../api/representation.js';
import { owed, DEBT_STATES } from './case-parts.js';

export const casesQuery = pageQuery.extend({
  bucket: z.enum(DELINQUENCY_BUCKETS).optional(),
  hold: z.enum([...HOLD_REASONS, 'any', 'none']).optional(),
  lender: z.string().min(1).max(64).optional(),
  state: z.enum(DEBT_STATES).optional(),
  sort: z.enum(CASE_SORTS).default('due-first'),
});

export const searchBody = z.strictObject({ text: z.string().trim().min(1).max(100) });

export const revealBody = z.strictObject({
  field: z.enum(REVEALED_FIELDS),
  contactPointId: idText.optional(),
  reason: reasonText,
});

export const revealAnswer = z
  .object({ value: z.string(), hideAfterSeconds: z.int() })
  .meta({ id: 'RevealedValue' });

const caseRow = z
  .object({
    debtId: z.string(),
    version: z.int(),
    reference: z.string(),
    lender: z.string().meta({ description: 'Code' }),
    nameMasked: z.string(),
    product: z.string(),
    state: z.enum(DEBT_STATES),
    dueOn: isoDay,
    daysPastDue: z.int(),
    bucket: z.enum(DELINQUENCY_BUCKETS),
    outstanding: moneySchema,
    holds: z.array(z.enum(HOLD_REASONS)),
  })
  .meta({ id: 'CaseRow' });

export const casesAnswer = pageOf(caseRow).extend({ total: z.int() });

export const searchAnswer = z.object({
  items: z.array(caseRow),
  complete: z.boolean().meta({ description: 'False: more people than one search by name looks at' }),
});

const accessAnswer = z
  .object({
    id: z.string(),
    at: isoInstant,
    actor: z.string(),
    act: z.enum(['viewed', 'revealed']),
    field: z.string().nullable(),
    contactPointId: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'CaseAccess' });

export const accessesAnswer = pageOf(accessAnswer);

export const rowView = (row: CaseRow): z.infer<typeof caseRow> => ({
  debtId: row.debt.id,
  version: row.debt.version,
  reference: row.debt.reference,
  lender: row.lender,
  nameMasked: row.maskedName,
  product: row.debt.product,
  state: row.debt.state,
  dueOn: row.debt.dueOn,
  daysPastDue: row.daysPastDue,
  bucket: row.bucket,
  outstanding: owed(row.debt),
  holds: [...row.holds],
});

export const accessView = (access: CaseAccess): z.infer<typeof accessAnswer> => ({
  id: access.id,
  at: toIso(access.at),
  actor: access.actor,
  act: access.type === 'case.viewed' ? 'viewed' : 'revealed',
  field: access.field,
  contactPointId: access.contactPointId,
  reason: access.reason,
});
