import type { Instant } from '../../domain/calendar/instant.js';
import type { AccountLoad } from '../../domain/channel/account-pace.js';
import type { ChannelAccountId, ContactPointId } from '../../domain/shared/ids.js';

export interface StoredLoad extends AccountLoad {
  /** The account is used more slowly until then. */
  readonly slowUntil: Instant | null;
}

export interface HandedOver {
  readonly contactPointId: ContactPointId;
  readonly at: Instant;
}

/** What left through channel accounts; what may have been taken counts, what was definitely not taken does not. */
export abstract class AccountLoads {
  /**
   * The loads of the accounts; nobody else passes here until the transaction ends, so that N a day means N. `used`
   * counts from `dayStart`, departures are told from `since` on.
   */
  abstract lock(
    ids: readonly ChannelAccountId[],
    dayStart: Instant,
    since: Instant,
  ): Promise<Map<ChannelAccountId, StoredLoad>>;
  /** Keeps the last slots given out; call it in the transaction of `lock`. */
  abstract keepSlots(slots: ReadonlyMap<ChannelAccountId, Instant>): Promise<void>;
  /** What was handed over through the contact points since then. */
  abstract handedOver(contactPointIds: readonly ContactPointId[], since: Instant): Promise<HandedOver[]>;
}
