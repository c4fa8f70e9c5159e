import type { Instant } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { ConversationId, DebtId, PromiseId } from '../shared/ids.js';
import type { Money } from '../shared/money.js';

export type PromiseState = 'open' | 'kept' | 'partly-kept' | 'broken' | 'cancelled';

/** The debtor's word to pay an amount by a date, confirmed in the chat. */
export interface PromiseToPay {
  readonly id: PromiseId;
  readonly debtId: DebtId;
  readonly conversationId: ConversationId;
  readonly amount: Money;
  /** Last local day on which a payment still keeps the promise. */
  readonly dueOn: LocalDate;
  readonly state: PromiseState;
  /** What had been paid on the debt when the promise was made, in minor units. */
  readonly paidBeforeMinor: number;
  readonly madeAt: Instant;
  readonly remindedAt: Instant | null;
  readonly settledAt: Instant | null;
  readonly version: number;
}
