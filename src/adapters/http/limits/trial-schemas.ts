import { z } from 'zod';
import type { TriedLimits } from '../../../application/limits/try-limits.js';
import type { PlanTerms } from '../../../domain/arrangement/arrangement.js';
import { AUTHORITIES } from '../../../domain/arrangement/limits.js';
import type { PlanWish } from '../../../domain/arrangement/propose-terms.js';
import { localDate } from '../../../domain/calendar/local-date.js';
import type { Currency } from '../../../domain/shared/money.js';
import { CURRENCIES, money } from '../../../domain/shared/money.js';
import { isoDay, locale } from '../api/representation.js';
import { lenderCode } from '../revisions/revision-schemas.js';
import { frequency, limitsContent, product } from './limits-schemas.js';

const amountMinor = z.int().min(1).max(Number.MAX_SAFE_INTEGER);

const payDay = z
  .int()
  .min(1)
  .max(31)
  .meta({ description: 'Day of the month that monthly instalments follow' });

const wish = z.strictObject({
  instalments: z.int().min(1).max(1000).optional(),
  per: z.enum(['week', 'month']).optional(),
  payDay: payDay.optional(),
  amountMinor: amountMinor
    .optional()
    .meta({ description: 'Of each payment; of the only one beside 1 instalment' }),
  firstPaymentMinor: amountMinor.optional(),
  firstDueOn: isoDay.optional(),
  discountPerMille: z.int().min(1).max(999).optional().meta({ description: 'On one payment of the rest' }),
});

export const trialBody = z.strictObject({
  lender: lenderCode,
  product,
  balanceMinor: amountMinor,
  currency: z.enum(CURRENCIES),
  daysPastDue: z.int().min(-3650).max(36_500),
  wish: wish.default({}),
  said: z
    .strictObject({ text: z.string().trim().min(1).max(500), locale })
    .optional()
    .meta({ description: "The wish in a debtor's words; what `wish` names goes before it" }),
  content: limitsContent.optional().meta({ description: 'Limits to try instead of those in force' }),
});

const termsAnswer = z
  .object({
    currency: z.string(),
    totalMinor: z.int(),
    discountMinor: z.int(),
    frequency: z.union([frequency, z.literal('once')]),
    payDay: payDay.optional(),
    instalments: z.array(
      z.object({ dueOn: isoDay, amountMinor: z.int(), interestMinor: z.int().optional() }),
    ),
  })
  .meta({ id: 'TriedTerms' });

const stepAnswer = z.object({
  round: z.int(),
  answer: z.enum(['accept', 'offer', 'hand-off']),
  reason: z.string().meta({ description: 'Why the terms are offered or taken, or why a person goes on' }),
  terms: termsAnswer.nullable(),
});

export const trialAnswer = z
  .object({
    wish: wish.meta({ description: 'As it was understood' }),
    authorities: z.array(
      z.object({
        authority: z.enum(AUTHORITIES),
        opening: termsAnswer,
        steps: z.array(stepAnswer),
      }),
    ),
  })
  .meta({ id: 'LimitsTrial' });

export const wishOf = (given: z.infer<typeof wish>, currency: Currency): PlanWish => ({
  ...(given.instalments === undefined ? {} : { installments: given.instalments }),
  ...(given.per === undefined ? {} : { per: given.per }),
  ...(given.payDay === undefined ? {} : { payDay: given.payDay }),
  ...(given.amountMinor === undefined ? {} : { amount: money(given.amountMinor, currency) }),
  ...(given.firstPaymentMinor === undefined ? {} : { downPayment: money(given.firstPaymentMinor, currency) }),
  ...(given.firstDueOn === undefined ? {} : { date: localDate(given.firstDueOn) }),
  ...(given.discountPerMille === undefined ? {} : { ratio: (1000 - given.discountPerMille) / 1000 }),
});

export const trialView = ({ wish: understood, authorities }: TriedLimits): z.infer<typeof trialAnswer> => ({
  wish: wishView(understood),
  authorities: authorities.map(({ authority, opening, steps }) => ({
    authority,
    opening: termsView(opening),
    steps: steps.map(({ round, answer }) => ({
      round,
      answer: answer.kind,
      reason: answer.reason,
      terms: answer.kind === 'hand-off' ? null : termsView(answer.terms),
    })),
  })),
});

const wishView = ({
  installments,
  per,
  payDay: paidOn,
  amount,
  downPayment,
  date,
  ratio,
}: PlanWish): z.infer<typeof wish> => ({
  ...(installments === undefined ? {} : { instalments: installments }),
  ...(per === undefined ? {} : { per }),
  ...(paidOn === undefined ? {} : { payDay: paidOn }),
  ...(amount === undefined ? {} : { amountMinor: amount.minor }),
  ...(downPayment === undefined ? {} : { firstPaymentMinor: downPayment.minor }),
  ...(date === undefined ? {} : { firstDueOn: date }),
  ...(ratio === undefined ? {} : { discountPerMille: Math.round(1000 - 1000 * ratio) }),
});

const termsView = (terms: PlanTerms): z.infer<typeof termsAnswer> => ({
  ...terms,
  instalments: terms.instalments.map((instalment) => ({ ...instalment })),
});
