import type { AccountLimits } from '../../domain/channel/account-limits.js';
import type { InboundContent } from '../../domain/conversation/inbound-content.js';
import type { Channel } from '../../domain/shared/channel.js';

export interface ChannelCapabilities {
  /** Channels that an account of this provider can serve. */
  readonly channels: readonly Channel[];
  readonly buttons: boolean;
  readonly receipts: boolean;
  /** Longest text in characters. */
  readonly maximumLength: number;
  /** Texts under way at once per account. */
  readonly concurrency: number;
  /** Whether an address belongs to the account (an id of that login) or to the channel (a telephone number). */
  readonly addresses: 'of-account' | 'of-channel';
  /** Whether we may write first; where not, the debtor has to come to us. */
  readonly opensConversations: boolean;
  /** How long and how often we may write after the debtor's last message; null: without such a limit. */
  readonly replyWindow: { readonly hours: number; readonly messages: number } | null;
  /** What debtors can send that is kept or understood. */
  readonly inbound: readonly InboundContent['kind'][];
  /** A message that arrives later than this after it was written is stored but not answered by the bot; minutes. */
  readonly answersWithinMinutes: number;
  readonly limits: AccountLimits;
}

/** One setting of a provider's accounts, as people fill it in. */
export interface ProviderSetting {
  readonly name: string;
  readonly required: boolean;
  /** Never shown again once stored. */
  readonly secret: boolean;
  readonly sentence: string;
}

export interface ProviderDescription {
  readonly provider: string;
  readonly capabilities: ChannelCapabilities;
  readonly settings: readonly ProviderSetting[];
}

/** What channels can do; for everybody who must not be able to send. */
export abstract class ChannelDirectory {
  /** Throws `CHANNEL.NO_PROVIDER`. */
  abstract capabilities(provider: string): ChannelCapabilities;
  abstract providers(): readonly ProviderDescription[];
  /**
   * Settings with the provider's own values where none is given. Throws `CHANNEL.NO_PROVIDER`,
   * `CHANNEL_ACCOUNT.BAD_SETTING` with a sentence that names the setting, never its value.
   */
  abstract checkSettings(
    provider: string,
    settings: Readonly<Record<string, string>>,
  ): Readonly<Record<string, string>>;
  /** Channels that have an account which is not paused, in the current tenant. */
  abstract available(): Promise<readonly Channel[]>;
}
