import { Injectable } from '@nestjs/common';
import { MINUTE } from '../../domain/calendar/instant.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import type { ChannelCapabilities } from '../ports/channel-directory.js';
import type { ChannelAddress } from '../ports/contact-points.js';

/** The account that events came through, and what its provider makes of addresses and of time. */
export interface EventSource {
  readonly account: ChannelAccount;
  /** Whether its addresses are ids of this login, which mean nothing at another one. */
  readonly ownAddresses: boolean;
  /** A message that arrived so many milliseconds after it was written, or earlier, is answered. */
  readonly answersWithin: number;
}

/** An address as that account means it. */
export const addressAt = ({ account, ownAddresses }: EventSource, address: string): ChannelAddress => ({
  channel: account.channel,
  address,
  ...(ownAddresses ? { within: account.id } : {}),
});

/** Finds the accounts that events came through. Inside the caller's unit of work. */
@Injectable()
export class EventSources {
  constructor(
    private readonly accounts: ChannelAccounts,
    private readonly directory: ChannelDirectory,
  ) {}

  /** Accounts that are gone are left out. */
  async of(ids: readonly ChannelAccountId[]): Promise<Map<ChannelAccountId, EventSource>> {
    const accounts = await this.accounts.byIds([...new Set(ids)]);
    return new Map([...accounts].map(([id, account]) => [id, this.source(account)]));
  }

  private source(account: ChannelAccount): EventSource {
    const known = this.capabilities(account.provider);
    return {
      account,
      ownAddresses: known?.addresses === 'of-account',
      answersWithin: (known?.answersWithinMinutes ?? Infinity) * MINUTE,
    };
  }

  /** Null: what a provider brought that is not installed any more is still read. */
  private capabilities(provider: string): ChannelCapabilities | null {
    try {
      return this.directory.capabilities(provider);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'CHANNEL.NO_PROVIDER') return null;
      throw error;
    }
  }
}
