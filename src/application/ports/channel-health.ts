import type { Instant } from '../../domain/calendar/instant.js';
import type { AccountLimits } from '../../domain/channel/account-limits.js';
import type { AccountState } from '../../domain/channel/account-state.js';
import type { Channel } from '../../domain/shared/channel.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';

/** How a channel account does. */
export interface AccountHealth {
  readonly id: ChannelAccountId;
  readonly channel: Channel;
  readonly provider: string;
  readonly label: string;
  readonly paused: boolean;
  readonly state: AccountState;
  /** What was seen last, in a sentence, and since when; null: nobody looked yet. */
  readonly detail: string | null;
  readonly stateAt: Instant | null;
  readonly createdAt: Instant;
  /** What the operator set; the rest is the provider's own. */
  readonly ownLimits: Partial<AccountLimits>;
  /** Texts that left or may have left on this UTC day, of which there may be a limited number. */
  readonly usedToday: number;
  /** Who changed it last, paused it or let it go on, and when. */
  readonly changedBy: string | null;
  readonly changedAt: Instant | null;
  readonly version: number;
  /** Messages that wait to leave through it. */
  readonly queued: number;
  readonly sent: number;
  readonly failed: number;
}

export abstract class ChannelHealth {
  /** Sent and failed are counted from that moment on, what is used from `usedSince`. */
  abstract all(since: Instant, usedSince: Instant): Promise<AccountHealth[]>;
  /** Throws `CHANNEL_ACCOUNT.UNKNOWN`. */
  abstract one(id: ChannelAccountId, since: Instant, usedSince: Instant): Promise<AccountHealth>;
  /** Throws `CHANNEL_ACCOUNT.UNKNOWN`, `CHANNEL_ACCOUNT.CHANGED_MEANWHILE`. */
  abstract setPaused(
    id: ChannelAccountId,
    version: number,
    paused: boolean,
    by: string,
    now: Instant,
  ): Promise<void>;
}
