import type { Instant } from '../../domain/calendar/instant.js';
import type { Hold, HoldReason, HoldScope } from '../../domain/debtor/hold.js';
import type { DebtorId, HoldId } from '../../domain/shared/ids.js';

/** What a person said about a hold; it may name the debtor. */
export interface HoldNote {
  readonly note: string | null;
  /** The person's login. */
  readonly placedBy: string;
}

export abstract class Holds {
  /** Holds in force at `now`, of the debtors and of their debts. */
  abstract inForce(debtorIds: readonly DebtorId[], now: Instant): Promise<Hold[]>;
  abstract place(holds: readonly Hold[], by?: HoldNote): Promise<void>;
  /** Of those that a person placed. */
  abstract notes(ids: readonly HoldId[]): Promise<Map<HoldId, HoldNote>>;
  /** Releases every hold of that scope and reason; returns how many. */
  abstract release(scope: HoldScope, reason: HoldReason, now: Instant): Promise<number>;
  /** Releases those of the holds that are in force; returns how many. */
  abstract releaseByIds(ids: readonly HoldId[], now: Instant): Promise<number>;
}
