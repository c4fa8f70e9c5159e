import { Injectable } from '@nestjs/common';
import type { AccountState } from '../../domain/channel/account-state.js';
import { cannotSend } from '../../domain/channel/account-state.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';
import { stableHash } from '../../domain/shared/stable-hash.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import { ChannelGateways } from '../ports/channel-gateway.js';

export type AccountChoice =
  | { readonly kind: 'account'; readonly account: ChannelAccount }
  /** Somebody lets every account that could serve it rest; worth trying again. */
  | { readonly kind: 'paused' }
  /** No account that could serve it can send at the moment; worth trying again. */
  | { readonly kind: 'down'; readonly state: AccountState }
  | { readonly kind: 'none' };

type Addressed = Pick<ContactPoint, 'id' | 'channel' | 'channelAccountId'>;

const NONE: ReadonlySet<ChannelAccountId> = new Set();

/** Whether the addresses that accounts of a provider write to belong to the account. */
export type AddressesOf = (provider: string) => 'of-account' | 'of-channel';

/**
 * Which sender writes to a contact point: always the one it knows already, else one of the channel's accounts,
 * the same one for the same contact point. An address that belongs to its account never moves to another one, and is
 * written to by nobody while the account is not known.
 */
export class AccountBook {
  private readonly byId: ReadonlyMap<string, ChannelAccount>;

  constructor(
    private readonly accounts: readonly ChannelAccount[],
    private readonly addressesOf: AddressesOf,
  ) {
    this.byId = new Map(accounts.map((account) => [account.id, account]));
  }

  /** `full`: accounts that may do no more today; somebody who knows no sender yet hears from another one. */
  choose(contactPoint: Addressed, full: ReadonlySet<ChannelAccountId> = NONE): AccountChoice {
    if (contactPoint.channelAccountId) {
      const known = this.byId.get(contactPoint.channelAccountId);
      return known ? asChoice(known) : { kind: 'none' };
    }
    const able = this.couldSend(contactPoint);
    const free = able.filter(({ id }) => !full.has(id));
    const pool = free.length > 0 ? free : able;
    const account = pool[stableHash(contactPoint.id) % Math.max(1, pool.length)];
    if (account) return { kind: 'account', account };
    const ofChannel = this.ofChannel(contactPoint);
    const other = ofChannel.find(({ paused }) => !paused) ?? ofChannel[0];
    return other ? asChoice(other) : { kind: 'none' };
  }

  /** Every account that could be chosen for the contact point now. */
  couldSend(contactPoint: Addressed): readonly ChannelAccount[] {
    const candidates = contactPoint.channelAccountId
      ? this.accounts.filter(({ id }) => id === contactPoint.channelAccountId)
      : this.ofChannel(contactPoint);
    return candidates.filter((account) => !account.paused && !cannotSend(account.state));
  }

  private ofChannel(contactPoint: Addressed): readonly ChannelAccount[] {
    return this.accounts.filter(
      ({ channel, provider }) =>
        channel === contactPoint.channel && this.addressesOf(provider) === 'of-channel',
    );
  }
}

function asChoice(account: ChannelAccount): AccountChoice {
  if (account.paused) return { kind: 'paused' };
  return cannotSend(account.state) ? { kind: 'down', state: account.state } : { kind: 'account', account };
}

/** Reads the accounts of the tenant whose provider this installation has. */
@Injectable()
export class OpenAccountBook {
  constructor(
    private readonly accounts: ChannelAccounts,
    private readonly gateways: ChannelGateways,
    private readonly directory: ChannelDirectory,
  ) {}

  async run(): Promise<AccountBook> {
    const accounts = await this.accounts.all();
    return new AccountBook(
      accounts.filter((account) => this.isInstalled(account)),
      (provider) => this.directory.capabilities(provider).addresses,
    );
  }

  private isInstalled(account: ChannelAccount): boolean {
    try {
      return this.gateways.of(account.provider).provider === account.provider;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}
