import { Injectable } from '@nestjs/common';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { stableHash } from '../../domain/shared/stable-hash.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelGateways } from '../ports/channel-gateway.js';

export type AccountChoice =
  | { readonly kind: 'account'; readonly account: ChannelAccount }
  /** Every account that could serve it rests; worth trying again. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'none' };

/**
 * Which sender writes to a contact point: always the one it knows already, else one of the channel's accounts,
 * the same one for the same contact point. An address scoped to its account never moves to another one.
 */
export class AccountBook {
  private readonly byId: ReadonlyMap<string, ChannelAccount>;

  constructor(private readonly accounts: readonly ChannelAccount[]) {
    this.byId = new Map(accounts.map((account) => [account.id, account]));
  }

  choose(contactPoint: ContactPoint): AccountChoice {
    if (contactPoint.channelAccountId) {
      const known = this.byId.get(contactPoint.channelAccountId);
      if (!known) return { kind: 'none' };
      return known.paused ? { kind: 'paused' } : { kind: 'account', account: known };
    }
    const ofChannel = this.accounts.filter((account) => account.channel === contactPoint.channel);
    if (ofChannel.length === 0) return { kind: 'none' };
    const active = ofChannel.filter((account) => !account.paused);
    const account = active[stableHash(contactPoint.id) % Math.max(1, active.length)];
    return account ? { kind: 'account', account } : { kind: 'paused' };
  }
}

/** Reads the accounts of the tenant whose provider this installation has. */
@Injectable()
export class OpenAccountBook {
  constructor(
    private readonly accounts: ChannelAccounts,
    private readonly gateways: ChannelGateways,
  ) {}

  async run(): Promise<AccountBook> {
    const accounts = await this.accounts.all();
    return new AccountBook(accounts.filter((account) => this.isInstalled(account)));
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
