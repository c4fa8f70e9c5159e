import { z } from 'zod';
import type { NotedHold } from '../../../application/cases/read-case-file.js';
import type { Arrangement } from '../../../domain/arrangement/arrangement.js';
import type { PromiseToPay } from '../../../domain/arrangement/promise-to-pay.js';
import type { Dispute } from '../../../domain/conversation/dispute.js';
import type { Debt } from '../../../domain/debt/debt.js';
import { outstanding, overpaid } from '../../../domain/debt/debt.js';
import { HOLD_REASONS } from '../../../domain/debtor/hold.js';
import { isoDay, isoInstant, moneySchema, toIso, toIsoOrNull } from '../api/representation.js';

export const DEBT_STATES = ['open', 'paid', 'settled', 'withdrawn'] as const;

export const balance = z.object({
  currency: z.string(),
  principalMinor: z.int(),
  interestMinor: z.int(),
  feesMinor: z.int(),
  paidMinor: z.int(),
  outstandingMinor: z.int(),
  overpaidMinor: z.int(),
});

export const holdAnswer = z
  .object({
    id: z.string(),
    scope: z.enum(['debtor', 'debt']),
    reason: z.enum(HOLD_REASONS),
    placedAt: isoInstant,
    until: isoInstant.nullable(),
    placedBy: z.string().nullable().meta({ description: 'Login; null: the service' }),
    note: z.string().nullable(),
  })
  .meta({ id: 'Hold' });

export const promiseAnswer = z.object({
  id: z.string(),
  amount: moneySchema,
  dueOn: isoDay,
  state: z.string(),
  madeAt: isoInstant,
  settledAt: isoInstant.nullable(),
});

export const arrangementAnswer = z.object({
  id: z.string(),
  state: z.string(),
  total: moneySchema,
  discountMinor: z.int(),
  frequency: z.string(),
  agreedAt: isoInstant,
  endedAt: isoInstant.nullable(),
  instalments: z.array(
    z.object({
      number: z.int(),
      dueOn: isoDay,
      amountMinor: z.int(),
      paidMinor: z.int(),
      state: z.string(),
    }),
  ),
});

export const disputeAnswer = z.object({
  number: z.string(),
  kind: z.string(),
  state: z.string(),
  outcome: z.string().nullable(),
  openedAt: isoInstant,
  answerByOn: isoDay,
  decidedAt: isoInstant.nullable(),
  decidedBy: z.string().nullable(),
});

export const owed = (debt: Debt): z.infer<typeof moneySchema> => ({
  amountMinor: outstanding(debt).minor,
  currency: debt.currency,
});

export const balanceView = (debt: Debt): z.infer<typeof balance> => ({
  currency: debt.currency,
  ...debt.components,
  outstandingMinor: outstanding(debt).minor,
  overpaidMinor: overpaid(debt).minor,
});

export const holdView = ({ hold, by }: NotedHold): z.infer<typeof holdAnswer> => ({
  id: hold.id,
  scope: hold.scope.kind,
  reason: hold.reason,
  placedAt: toIso(hold.placedAt),
  until: toIsoOrNull(hold.until),
  placedBy: by?.placedBy ?? null,
  note: by?.note ?? null,
});

export const promiseView = (promise: PromiseToPay): z.infer<typeof promiseAnswer> => ({
  id: promise.id,
  amount: { amountMinor: promise.amount.minor, currency: promise.amount.currency },
  dueOn: promise.dueOn,
  state: promise.state,
  madeAt: toIso(promise.madeAt),
  settledAt: toIsoOrNull(promise.settledAt),
});

export const arrangementView = (plan: Arrangement): z.infer<typeof arrangementAnswer> => ({
  id: plan.id,
  state: plan.state,
  total: { amountMinor: plan.totalMinor, currency: plan.currency },
  discountMinor: plan.discountMinor,
  frequency: plan.frequency,
  agreedAt: toIso(plan.agreedAt),
  endedAt: toIsoOrNull(plan.endedAt),
  instalments: plan.instalments.map(({ number, dueOn, amountMinor, paidMinor, state }) => ({
    number,
    dueOn,
    amountMinor,
    paidMinor,
    state,
  })),
});

export const disputeView = (dispute: Dispute): z.infer<typeof disputeAnswer> => ({
  number: dispute.number,
  kind: dispute.kind,
  state: dispute.state,
  outcome: dispute.outcome,
  openedAt: toIso(dispute.openedAt),
  answerByOn: dispute.answerByOn,
  decidedAt: toIsoOrNull(dispute.decidedAt),
  decidedBy: dispute.decidedBy,
});
