import type { AccountState } from '../../domain/channel/account-state.js';
import type { ChannelAccount } from './channel-accounts.js';

export interface AccountCheck {
  readonly state: AccountState;
  /** One sentence: what was seen, and what to do when it is not `up`. Never a secret. */
  readonly detail: string;
}

/** Looks how an account does, for everybody who must not be able to send. */
export abstract class ChannelProbe {
  /** Reaches the provider with the account's credentials, writing to nobody. Never throws; never inside a transaction. */
  abstract check(account: ChannelAccount): Promise<AccountCheck>;
  /** Whether a listener keeps a connection for accounts of this provider, and so knows by itself how they do. */
  abstract isListenedTo(provider: string): boolean;
}
