import type { Instant } from '../../domain/calendar/instant.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';

/** Which process holds the connection of an account, so that no login is ever used by two. */
export abstract class ListenerLeases {
  /** Takes or renews the lease of each account for `holder`; returns those that `holder` has now. */
  abstract hold(
    ids: readonly ChannelAccountId[],
    holder: string,
    until: Instant,
    now: Instant,
  ): Promise<ReadonlySet<ChannelAccountId>>;
  abstract release(ids: readonly ChannelAccountId[], holder: string): Promise<void>;
}
