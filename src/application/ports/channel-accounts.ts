import type { Instant } from '../../domain/calendar/instant.js';
import type { AccountLimits } from '../../domain/channel/account-limits.js';
import type { AccountState } from '../../domain/channel/account-state.js';
import type { Channel } from '../../domain/shared/channel.js';
import type { ChannelAccountId, TenantId } from '../../domain/shared/ids.js';

/** A login or sender at a provider, through which a channel is written to. */
export interface ChannelAccount {
  readonly id: ChannelAccountId;
  readonly tenantId: TenantId;
  readonly channel: Channel;
  /** The adapter's folder, e.g. `simulator`. */
  readonly provider: string;
  readonly label: string;
  /** Provider settings; stored encrypted. */
  readonly settings: Readonly<Record<string, string>>;
  readonly paused: boolean;
  /** What the operator set; the rest comes from the provider's own. */
  readonly limits: Partial<AccountLimits>;
  readonly state: AccountState;
  /** Last part of the address that the provider calls back at; as good as a password. */
  readonly callbackSecret: string;
  readonly createdAt: Instant;
  /** Rises with every change of settings, limits or pause. */
  readonly version: number;
}

/** A new account with no limits of its own; `callbackSecret` is made by `Secrets`. */
export const newChannelAccount = (
  start: Pick<
    ChannelAccount,
    'id' | 'tenantId' | 'channel' | 'provider' | 'label' | 'settings' | 'callbackSecret' | 'createdAt'
  >,
): ChannelAccount => ({ ...start, paused: false, limits: {}, state: 'unknown', version: 1 });

export abstract class ChannelAccounts {
  abstract all(): Promise<ChannelAccount[]>;
  abstract byIds(ids: readonly ChannelAccountId[]): Promise<Map<ChannelAccountId, ChannelAccount>>;
  abstract save(account: ChannelAccount): Promise<void>;
  /**
   * Stores label, settings, limits and callback secret, if the account still has the version that it is given with,
   * which rises by one. Throws `CHANNEL_ACCOUNT.CHANGED_MEANWHILE`.
   */
  abstract change(account: ChannelAccount, by: string, now: Instant): Promise<void>;
}
