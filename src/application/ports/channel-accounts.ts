import type { Channel } from '../../domain/shared/channel.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';

/** A login or sender at a provider, through which a channel is written to. */
export interface ChannelAccount {
  readonly id: ChannelAccountId;
  readonly channel: Channel;
  /** The adapter's folder, e.g. `simulator`. */
  readonly provider: string;
  readonly label: string;
  /** Provider settings; stored encrypted. */
  readonly settings: Readonly<Record<string, string>>;
  readonly paused: boolean;
}

export abstract class ChannelAccounts {
  abstract all(): Promise<ChannelAccount[]>;
  abstract byIds(ids: readonly ChannelAccountId[]): Promise<Map<ChannelAccountId, ChannelAccount>>;
  abstract save(account: ChannelAccount): Promise<void>;
}
