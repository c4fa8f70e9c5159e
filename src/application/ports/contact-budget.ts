import type { BudgetUse } from '../../domain/contact-policy/contact-facts.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { DebtorId, MessageId } from '../../domain/shared/ids.js';

export interface Reservation extends BudgetUse {
  readonly debtorId: DebtorId;
}

/** What was taken from the contact caps. Read and reserved only under `Debtors.lock`. */
export abstract class ContactBudget {
  abstract usedSince(debtorIds: readonly DebtorId[], since: Instant): Promise<Reservation[]>;
  abstract reserve(reservations: readonly Reservation[]): Promise<void>;
  /** Gives back what a message took, after a definite refusal. */
  abstract release(messageIds: readonly MessageId[]): Promise<void>;
}
