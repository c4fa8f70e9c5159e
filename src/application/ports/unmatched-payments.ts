import type { LenderReach } from '../../domain/people/access.js';
import type { UnmatchedPayment, UnmatchedPaymentState } from '../../domain/payment/unmatched-payment.js';
import type { LenderId, UnmatchedPaymentId } from '../../domain/shared/ids.js';

export interface UnmatchedPage {
  readonly reach: LenderReach | undefined;
  readonly state: UnmatchedPaymentState;
  readonly after: UnmatchedPaymentId | null;
  readonly limit: number;
}

export abstract class UnmatchedPayments {
  abstract add(payment: UnmatchedPayment): Promise<void>;
  /** Locks the row until the transaction ends. */
  abstract byId(id: UnmatchedPaymentId): Promise<UnmatchedPayment | null>;
  abstract byReference(lenderId: LenderId, reference: string): Promise<UnmatchedPayment | null>;
  /** In the order in which they were recorded. */
  abstract page(page: UnmatchedPage): Promise<UnmatchedPayment[]>;
  /** Throws `UNMATCHED_PAYMENT.CHANGED_MEANWHILE`. */
  abstract update(payment: UnmatchedPayment): Promise<void>;
}
