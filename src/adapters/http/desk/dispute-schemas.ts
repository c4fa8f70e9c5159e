import { z } from 'zod';
import type { DecisionPreview } from '../../../application/desk/preview-dispute-decision.js';
import type { PaymentClaim } from '../../../application/desk/read-payment-claim.js';
import type { Dispute } from '../../../domain/conversation/dispute.js';
import { pageOf, pageQuery } from '../api/page.js';
import { isoDay, isoInstant, moneySchema, toIso, toIsoOrNull } from '../api/representation.js';

export const numberParam = z.strictObject({ number: z.string().regex(/^D-\d{4}-\d{6,}$/) });
export const disputesQuery = pageQuery.extend({ state: z.enum(['open', 'decided']).default('open') });

export const disputeBody = z
  .strictObject({
    outcome: z.enum(['upheld', 'partly-upheld', 'rejected']),
    correctedMinor: z.int().min(0).optional(),
  })
  .refine(({ outcome, correctedMinor }) => (outcome === 'partly-upheld') === (correctedMinor !== undefined), {
    path: ['correctedMinor'],
    message: 'goes with "partly-upheld", and only with it',
  });

export const claimBody = z.strictObject({
  result: z.enum(['found', 'not-found']),
  reference: z.string().trim().min(1).max(500).optional(),
});

export const disputeAnswer = z
  .object({
    number: z.string(),
    version: z.int(),
    kind: z.string(),
    debtId: z.string(),
    conversationId: z.string(),
    state: z.enum(['open', 'decided']),
    outcome: z.string().nullable(),
    openedAt: isoInstant,
    answerByOn: isoDay,
    decidedAt: isoInstant.nullable(),
    decidedBy: z.string().nullable(),
  })
  .meta({ id: 'Dispute' });
export const disputesAnswer = pageOf(disputeAnswer);

export const decisionPreviewAnswer = z
  .object({
    text: z.string(),
    outstandingBefore: moneySchema,
    outstandingAfter: moneySchema,
    debtStateAfter: z.string(),
  })
  .meta({ id: 'DecisionPreview' });

export const paymentClaimAnswer = z
  .object({
    dispute: disputeAnswer,
    outstanding: moneySchema,
    payments: z.array(
      z.object({
        id: z.string(),
        debtId: z.string(),
        reference: z.string(),
        amount: moneySchema,
        receivedOn: isoDay,
        recordedAt: isoInstant,
      }),
    ),
  })
  .meta({ id: 'PaymentClaim' });

export const disputeView = (dispute: Dispute): z.infer<typeof disputeAnswer> => ({
  number: dispute.number,
  version: dispute.version,
  kind: dispute.kind,
  debtId: dispute.debtId,
  conversationId: dispute.conversationId,
  state: dispute.state,
  outcome: dispute.outcome,
  openedAt: toIso(dispute.openedAt),
  answerByOn: dispute.answerByOn,
  decidedAt: toIsoOrNull(dispute.decidedAt),
  decidedBy: dispute.decidedBy,
});

const moneyView = ({ minor, currency }: DecisionPreview['outstandingAfter']) => ({
  amountMinor: minor,
  currency,
});

export const decisionPreviewView = (preview: DecisionPreview): z.infer<typeof decisionPreviewAnswer> => ({
  ...preview,
  outstandingBefore: moneyView(preview.outstandingBefore),
  outstandingAfter: moneyView(preview.outstandingAfter),
});

export const paymentClaimView = ({
  dispute,
  outstanding,
  payments,
}: PaymentClaim): z.infer<typeof paymentClaimAnswer> => ({
  dispute: disputeView(dispute),
  outstanding: moneyView(outstanding),
  payments: payments.map(({ id, debtId, reference, amountMinor, currency, receivedOn, recordedAt }) => ({
    id,
    debtId,
    reference,
    amount: { amountMinor, currency },
    receivedOn,
    recordedAt: toIso(recordedAt),
  })),
});
