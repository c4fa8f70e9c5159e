import type { LocalDate } from '../calendar/local-date.js';
import type { Instant } from '../calendar/instant.js';
import type { DebtId, LenderId, PaymentId } from '../shared/ids.js';
import type { Currency } from '../shared/money.js';

/** Money that arrived for a debt; unique by (lender, reference), however often it is told. */
export interface Payment {
  readonly id: PaymentId;
  readonly lenderId: LenderId;
  readonly debtId: DebtId;
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  /** Local day of the lender on which it was received. */
  readonly receivedOn: LocalDate;
  readonly recordedAt: Instant;
}
