import type { Instant } from '../../domain/calendar/instant.js';
import type { Channel } from '../../domain/shared/channel.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';

/** How a channel account does. */
export interface AccountHealth {
  readonly id: ChannelAccountId;
  readonly channel: Channel;
  readonly provider: string;
  readonly label: string;
  readonly paused: boolean;
  /** Who paused it or let it go on last, and when. */
  readonly changedBy: string | null;
  readonly changedAt: Instant | null;
  readonly version: number;
  /** Messages that wait to leave through it. */
  readonly queued: number;
  readonly sent: number;
  readonly failed: number;
}

export abstract class ChannelHealth {
  /** Sent and failed are counted from that moment on. */
  abstract all(since: Instant): Promise<AccountHealth[]>;
  /** Throws `CHANNEL_ACCOUNT.UNKNOWN`, `CHANNEL_ACCOUNT.CHANGED_MEANWHILE`. */
  abstract setPaused(
    id: ChannelAccountId,
    version: number,
    paused: boolean,
    by: string,
    now: Instant,
  ): Promise<void>;
}
