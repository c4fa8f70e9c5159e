import type { Instant } from '../../domain/calendar/instant.js';
import type { AccountState } from '../../domain/channel/account-state.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';

export interface AccountReport {
  readonly state: AccountState;
  /** One sentence for people; never a secret, never an address of a debtor. */
  readonly detail: string;
  /** What a person has to scan to log in; null when there is nothing to scan. */
  readonly signInCode?: string | null;
  /** Use the account more slowly until then. */
  readonly slowUntil?: Instant | null;
}

export interface AccountChange extends AccountReport {
  readonly at: Instant;
}

/** How channel accounts did over time: the latest report, and every change of state. */
export abstract class AccountLog {
  /** Stores the report; a change of state or detail is kept in the history. Returns whether the state changed. */
  abstract report(id: ChannelAccountId, report: AccountReport, now: Instant): Promise<boolean>;
  /** Newest first. */
  abstract changes(id: ChannelAccountId, limit: number): Promise<AccountChange[]>;
  abstract latest(id: ChannelAccountId): Promise<AccountChange | null>;
}
