import { z } from 'zod';
import type { AcceptedPayment } from '../../../application/payment/register-payment.js';
import { sourceName } from '../../../application/payment/take-notification.js';
import type { PaymentSource } from '../../../application/ports/payment-sources.js';
import { localDate } from '../../../domain/calendar/local-date.js';
import type { Payment } from '../../../domain/payment/payment.js';
import { UNMATCHED_PAYMENT_STATES } from '../../../domain/payment/unmatched-payment.js';
import type { UnmatchedPayment } from '../../../domain/payment/unmatched-payment.js';
import type { LenderId, TenantId } from '../../../domain/shared/ids.js';
import { CURRENCIES } from '../../../domain/shared/money.js';
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

const lenderCode = z.string().min(1).max(64);
const reference = z.string().trim().min(1).max(500);

const told = {
  debtReference: reference,
  reference,
  amountMinor: z.int().min(1),
  currency: z.enum(CURRENCIES),
  receivedOn: isoDay,
};

export const paymentBody = z.strictObject({ lender: lenderCode, ...told });
export const notificationBody = z.strictObject(told);
export const notificationParam = z.strictObject({ id: z.string().min(1).max(80) });
export const paymentsQuery = z.strictObject({ debt: idText });
export const unmatchedQuery = pageQuery.extend({ state: z.enum(UNMATCHED_PAYMENT_STATES).default('open') });
export const matchBody = z.strictObject({ debtReference: reference, reason: reasonText });
export const dismissBody = z.strictObject({ reason: reasonText });
export const sourceBody = z.strictObject({ lender: lenderCode, label: z.string().trim().min(1).max(100) });

export const paymentAnswer = z
  .object({
    id: z.string(),
    lender: z.string().nullable(),
    debtId: z.string(),
    reference: z.string(),
    amount: moneySchema,
    receivedOn: isoDay,
    recordedAt: isoInstant,
  })
  .meta({ id: 'Payment' });

export const paymentsAnswer = z.object({ items: z.array(paymentAnswer) }).meta({ id: 'Payments' });

/** The same for a payment that is told again. */
export const receivedAnswer = z
  .object({
    state: z.enum(['recorded', 'unmatched', 'dismissed']),
    paymentId: z.string().nullable(),
    debtId: z.string().nullable(),
    unmatchedPaymentId: z.string().nullable(),
    why: z.enum(['unknown-debt', 'other-currency']).nullable(),
  })
  .meta({ id: 'ReceivedPayment' });

export const unmatchedAnswer = z
  .object({
    id: z.string(),
    lender: z.string().nullable(),
    reference: z.string(),
    debtReference: z.string(),
    amount: moneySchema,
    receivedOn: isoDay,
    why: z.enum(['unknown-debt', 'other-currency']),
    toldBy: z.enum(['file', 'api', 'notification']),
    recordedAt: isoInstant,
    state: z.enum(UNMATCHED_PAYMENT_STATES),
    paymentId: z.string().nullable(),
    decidedAt: isoInstant.nullable(),
    decidedBy: z.string().nullable(),
    decideReason: z.string().nullable(),
  })
  .meta({ id: 'UnmatchedPayment' });

export const unmatchedPageAnswer = pageOf(unmatchedAnswer).meta({ id: 'UnmatchedPayments' });

export const sourceAnswer = z
  .object({
    id: z
      .string()
      .meta({ description: 'Names the tenant too: the whole of it is the address of notifications' }),
    lender: z.string().nullable(),
    label: z.string(),
    createdBy: z.string(),
    createdAt: isoInstant,
  })
  .meta({ id: 'PaymentSource' });

export const sourcesAnswer = pageOf(sourceAnswer).meta({ id: 'PaymentSources' });

/** The secret is shown once. */
export const madeSourceAnswer = z
  .object({ source: sourceAnswer, secret: z.string() })
  .meta({ id: 'MadePaymentSource' });

type Codes = ReadonlyMap<LenderId, string>;

export const toldOf = ({ receivedOn, ...rest }: z.infer<typeof notificationBody>) => ({
  ...rest,
  receivedOn: localDate(receivedOn),
});

export const paymentView = (payment: Payment, codes: Codes): z.infer<typeof paymentAnswer> => ({
  id: payment.id,
  lender: codes.get(payment.lenderId) ?? null,
  debtId: payment.debtId,
  reference: payment.reference,
  amount: { amountMinor: payment.amountMinor, currency: payment.currency },
  receivedOn: payment.receivedOn,
  recordedAt: toIso(payment.recordedAt),
});

export const receivedView = (received: AcceptedPayment): z.infer<typeof receivedAnswer> => {
  if ('payment' in received) {
    const { id: paymentId, debtId } = received.payment;
    return { state: 'recorded', paymentId, debtId, unmatchedPaymentId: null, why: null };
  }
  const { id, why } = received.unmatched;
  return { state: received.kind, paymentId: null, debtId: null, unmatchedPaymentId: id, why };
};

export const unmatchedView = (one: UnmatchedPayment, codes: Codes): z.infer<typeof unmatchedAnswer> => ({
  id: one.id,
  lender: codes.get(one.lenderId) ?? null,
  reference: one.reference,
  debtReference: one.debtReference,
  amount: { amountMinor: one.amountMinor, currency: one.currency },
  receivedOn: one.receivedOn,
  why: one.why,
  toldBy: one.toldBy,
  recordedAt: toIso(one.recordedAt),
  state: one.state,
  paymentId: one.paymentId,
  decidedAt: toIsoOrNull(one.decidedAt),
  decidedBy: one.decidedBy,
  decideReason: one.decideReason,
});

export const sourceView = (
  source: PaymentSource,
  tenantId: TenantId,
  codes: Codes,
): z.infer<typeof sourceAnswer> => ({
  id: sourceName(tenantId, source.id),
  lender: codes.get(source.lenderId) ?? null,
  label: source.label,
  createdBy: source.createdBy,
  createdAt: toIso(source.createdAt),
});
