import type { Instant } from '../../domain/calendar/instant.js';
import type { Hold, HoldReason, HoldScope } from '../../domain/debtor/hold.js';
import type { DebtorId } from '../../domain/shared/ids.js';

export abstract class Holds {
  /** Holds in force at `now`, of the debtors and of their debts. */
  abstract inForce(debtorIds: readonly DebtorId[], now: Instant): Promise<Hold[]>;
  abstract place(holds: readonly Hold[]): Promise<void>;
  /** Releases every hold of that scope and reason; returns how many. */
  abstract release(scope: HoldScope, reason: HoldReason, now: Instant): Promise<number>;
}
