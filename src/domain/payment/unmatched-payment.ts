import type { Instant } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { LenderId, PaymentId, UnmatchedPaymentId } from '../shared/ids.js';
import type { Currency } from '../shared/money.js';

export const UNMATCHED_PAYMENT_STATES = ['open', 'matched', 'dismissed'] as const;
export type UnmatchedPaymentState = (typeof UNMATCHED_PAYMENT_STATES)[number];

/** Who told of a payment: a file, a person or program at the API, or a signed notification. */
export type PaymentTeller = 'file' | 'api' | 'notification';

/** Money that arrived and could not be put on a debt: a person finds the debt, or says why there is none. */
export interface UnmatchedPayment {
  readonly id: UnmatchedPaymentId;
  readonly lenderId: LenderId;
  /** The lender's or bank's reference of the payment; unique within the lender. */
  readonly reference: string;
  /** The debt it was said to be for. */
  readonly debtReference: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly receivedOn: LocalDate;
  readonly why: 'unknown-debt' | 'other-currency';
  readonly toldBy: PaymentTeller;
  readonly recordedAt: Instant;
  readonly state: UnmatchedPaymentState;
  /** The payment that it became. */
  readonly paymentId: PaymentId | null;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly decideReason: string | null;
  readonly version: number;
}
