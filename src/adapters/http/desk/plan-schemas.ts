import { z } from 'zod';
import type { ApprovalEntry } from '../../../application/arrangement/read-approvals.js';
import type { OfferedPlan, QuoteAnswer } from '../../../application/arrangement/quote-plan.js';
import type { Approval } from '../../../domain/arrangement/approval.js';
import { APPROVAL_STATES } from '../../../domain/arrangement/approval.js';
import type { PlanTerms } from '../../../domain/arrangement/arrangement.js';
import { planInterest } from '../../../domain/arrangement/arrangement.js';
import { AUTHORITIES } from '../../../domain/arrangement/limits.js';
import type { QuoteWish } from '../../../domain/arrangement/quote-plans.js';
import { localDate } from '../../../domain/calendar/local-date.js';
import { pageOf, pageQuery } from '../api/page.js';
import {
  idText,
  isoDay,
  isoInstant,
  moneySchema,
  reasonText,
  toIso,
  toIsoOrNull,
} from '../api/representation.js';

const minor = z.int().min(1);

export const quoteBody = z
  .strictObject({
    conversationId: idText.optional(),
    debtId: idText.optional(),
    wish: z
      .strictObject({
        instalments: z.int().min(1).max(360).optional(),
        amountMinor: minor.optional(),
        firstPaymentMinor: minor.optional(),
        frequency: z.enum(['weekly', 'fortnightly', 'monthly']).optional(),
        firstDueOn: isoDay.optional(),
        payDay: z
          .int()
          .min(1)
          .max(31)
          .optional()
          .meta({ description: 'Day of the month that monthly instalments follow' }),
        discountPerMille: z.int().min(0).max(999).optional(),
      })
      .default({}),
  })
  .refine(({ conversationId, debtId }) => conversationId !== undefined || debtId !== undefined, {
    path: ['conversationId'],
    message: 'give conversationId or debtId',
  });

export const wishOf = ({ wish }: z.infer<typeof quoteBody>): QuoteWish => {
  const { firstDueOn, ...rest } = wish;
  const given = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== undefined),
  ) as QuoteWish;
  return firstDueOn === undefined ? given : { ...given, firstDueOn: localDate(firstDueOn) };
};

const termsAnswer = z
  .object({
    currency: z.string(),
    totalMinor: z.int(),
    discountMinor: z.int(),
    interestMinor: z.int().meta({ description: 'Of the plan, within the total' }),
    frequency: z.string(),
    instalments: z.int(),
    firstDueOn: isoDay.nullable(),
    usualMinor: z.int().nullable(),
  })
  .meta({ id: 'PlanTerms' });

const authority = z.enum(AUTHORITIES);

const offerAnswer = z
  .object({
    planQuoteId: z.string(),
    validUntil: isoInstant,
    needs: authority,
    terms: termsAnswer,
    rows: z.array(
      z.object({
        number: z.int(),
        dueOn: isoDay,
        principalMinor: z.int(),
        chargesMinor: z.int(),
        totalMinor: z.int(),
      }),
    ),
    preview: z.string(),
  })
  .meta({ id: 'OfferedPlan' });

export const quoteAnswer = z
  .object({
    debtId: z.string(),
    balance: moneySchema,
    asOf: isoInstant,
    authority,
    why: z.string().nullable(),
    offers: z.array(offerAnswer),
    beyond: offerAnswer.nullable(),
    steps: z.array(z.object({ instalments: z.int(), amountMinor: z.int(), needs: authority })),
  })
  .meta({ id: 'PlanQuotes' });

const termsView = (terms: PlanTerms): z.infer<typeof termsAnswer> => ({
  currency: terms.currency,
  totalMinor: terms.totalMinor,
  discountMinor: terms.discountMinor,
  interestMinor: planInterest(terms),
  frequency: terms.frequency,
  instalments: terms.instalments.length,
  firstDueOn: terms.instalments[0]?.dueOn ?? null,
  usualMinor: (terms.instalments[1] ?? terms.instalments[0])?.amountMinor ?? null,
});

const offerView = ({ quote, rows, preview }: OfferedPlan): z.infer<typeof offerAnswer> => ({
  planQuoteId: quote.id,
  validUntil: toIso(quote.validUntil),
  needs: quote.needs,
  terms: termsView(quote.terms),
  rows: rows.map((row) => ({ ...row })),
  preview,
});

export const quoteView = (
  { debtId, balance, asOf, why, offers, beyond, steps }: QuoteAnswer,
  asked: 'staff' | 'lead',
): z.infer<typeof quoteAnswer> => ({
  debtId,
  balance: { amountMinor: balance.minor, currency: balance.currency },
  asOf: toIso(asOf),
  authority: asked,
  why,
  offers: offers.map(offerView),
  beyond: beyond && offerView(beyond),
  steps: steps.map((step) => ({ ...step })),
});

export const approvalBody = z.strictObject({ planQuoteId: idText, reason: reasonText });
export const approvalsQuery = pageQuery.extend({ state: z.enum(APPROVAL_STATES).default('open') });
export const decisionBody = z.strictObject({
  decision: z.enum(['approve', 'refuse']),
  reason: reasonText,
});

export const approvalAnswer = z
  .object({
    id: z.string(),
    version: z.int(),
    kind: z.literal('plan'),
    state: z.enum(APPROVAL_STATES),
    planQuoteId: z.string(),
    conversationId: z.string().nullable(),
    debtId: z.string(),
    terms: termsAnswer.nullable(),
    askedBy: z.string(),
    reason: z.string(),
    askedAt: isoInstant,
    dueAt: isoInstant,
    decidedBy: z.string().nullable(),
    decisionReason: z.string().nullable(),
    decidedAt: isoInstant.nullable(),
  })
  .meta({ id: 'Approval' });
export const approvalsAnswer = pageOf(approvalAnswer);

export const approvalView = (
  approval: Approval,
  quote: ApprovalEntry['quote'],
): z.infer<typeof approvalAnswer> => ({
  id: approval.id,
  version: approval.version,
  kind: 'plan',
  state: approval.state,
  planQuoteId: approval.planQuoteId,
  conversationId: approval.conversationId,
  debtId: approval.debtId,
  terms: quote && termsView(quote.terms),
  askedBy: approval.askedBy,
  reason: approval.reason,
  askedAt: toIso(approval.askedAt),
  dueAt: toIso(approval.answerBy),
  decidedBy: approval.decidedBy,
  decisionReason: approval.decisionReason,
  decidedAt: toIsoOrNull(approval.decidedAt),
});
