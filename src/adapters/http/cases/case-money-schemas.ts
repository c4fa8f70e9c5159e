import { z } from 'zod';
import type { CaseMoney } from '../../../application/cases/read-case-money.js';
import { isoDay, isoInstant, moneySchema, toIso } from '../api/representation.js';
import { balance, arrangementAnswer, balanceView, arrangementView } from './case-parts.js';

export const moneyAnswer = z
  .object({
    asOf: isoInstant,
    balance,
    paidFor: z.object({
      instalment: z.int(),
      fees: z.int(),
      interest: z.int(),
      principal: z.int(),
      overpayment: z.int(),
    }),
    payments: z.array(
      z.object({
        id: z.string(),
        reference: z.string(),
        amount: moneySchema,
        receivedOn: isoDay,
        recordedAt: isoInstant,
        allocations: z.array(
          z.object({ target: z.string(), instalmentId: z.string().nullable(), amountMinor: z.int() }),
        ),
      }),
    ),
    arrangements: z.array(arrangementAnswer),
  })
  .meta({ id: 'CaseMoney' });

export const moneyView = (money: CaseMoney): z.infer<typeof moneyAnswer> => ({
  asOf: toIso(money.asOf),
  balance: balanceView(money.debt),
  paidFor: { ...money.paidFor },
  payments: money.payments.map(({ payment, allocations }) => ({
    id: payment.id,
    reference: payment.reference,
    amount: { amountMinor: payment.amountMinor, currency: payment.currency },
    receivedOn: payment.receivedOn,
    recordedAt: toIso(payment.recordedAt),
    allocations: allocations.map((allocation) => ({ ...allocation })),
  })),
  arrangements: money.arrangements.map(arrangementView),
});
