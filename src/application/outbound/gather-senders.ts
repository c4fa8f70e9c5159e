import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { HOUR, plus } from '../../domain/calendar/instant.js';
import type { AccountLimits } from '../../domain/channel/account-limits.js';
import type { Leave, Leaving } from '../../domain/channel/account-pace.js';
import { AccountPace, isPaced, longestPause, startOfDay } from '../../domain/channel/account-pace.js';
import { outsideReplyWindow } from '../../domain/contact-policy/reply-window.js';
import type { Objection } from '../../domain/contact-policy/rule.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { ChannelAccountId, ContactPointId } from '../../domain/shared/ids.js';
import { AccountLoads } from '../ports/account-loads.js';
import type { ChannelAccount } from '../ports/channel-accounts.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import type { ChannelCapabilities } from '../ports/channel-directory.js';
import type { AccountBook, AccountChoice } from './choose-channel-account.js';

/** What the operator set goes before the provider's own. */
export const limitsOf = (account: ChannelAccount, { limits }: ChannelCapabilities): AccountLimits => ({
  ...limits,
  ...account.limits,
});

/** What the accounts of one batch may still do. Texts let go earlier in the batch count for the later ones. */
export class BatchSenders {
  constructor(
    private readonly accounts: AccountBook,
    private readonly paces: ReadonlyMap<ChannelAccountId, AccountPace>,
    private readonly handedOver: Map<ContactPointId, Instant[]>,
    private readonly capabilitiesOf: (provider: string) => ChannelCapabilities,
    private readonly now: Instant,
  ) {}

  /** Somebody who knows no sender yet hears from one that may still do something today, where there is one. */
  choose(contactPoint: ContactPoint): AccountChoice {
    const full = new Set([...this.paces].flatMap(([id, pace]) => (pace.isFull ? [id] : [])));
    return this.accounts.choose(contactPoint, full);
  }

  capabilities(account: ChannelAccount): ChannelCapabilities {
    return this.capabilitiesOf(account.provider);
  }

  outsideReplyWindow(account: ChannelAccount, contactPoint: ContactPoint): Objection | null {
    const rules = this.capabilities(account);
    return outsideReplyWindow(rules, contactPoint, this.handedOver.get(contactPoint.id) ?? [], this.now);
  }

  leave(account: ChannelAccount, message: Leaving): Leave {
    const leave = this.paces.get(account.id)?.leave(message) ?? { kind: 'now' };
    const earlier = this.handedOver.get(message.person);
    if (leave.kind === 'now') {
      if (earlier) earlier.push(this.now);
      else this.handedOver.set(message.person, [this.now]);
    }
    return leave;
  }

  /** The last slots given to waiting messages. */
  slots(): ReadonlyMap<ChannelAccountId, Instant> {
    const slots = new Map<ChannelAccountId, Instant>();
    for (const [id, { lastSlot }] of this.paces) {
      if (lastSlot !== null && lastSlot > this.now) slots.set(id, lastSlot);
    }
    return slots;
  }
}

/**
 * Reads what the senders of a batch did lately, each kind in one look-up, and only of those that have limits. Call it
 * in the transaction that stores the departures.
 */
@Injectable()
export class GatherSenders {
  constructor(
    private readonly loads: AccountLoads,
    private readonly directory: ChannelDirectory,
  ) {}

  async run(
    contactPoints: readonly ContactPoint[],
    accounts: AccountBook,
    now: Instant,
  ): Promise<BatchSenders> {
    const chosen = new Map<ChannelAccountId, ChannelAccount>();
    const windowed = new Set<ContactPoint>();
    let hours = 0;
    for (const contactPoint of contactPoints) {
      for (const account of accounts.couldSend(contactPoint)) {
        chosen.set(account.id, account);
        const { replyWindow } = this.directory.capabilities(account.provider);
        if (replyWindow === null) continue;
        windowed.add(contactPoint);
        hours = Math.max(hours, replyWindow.hours);
      }
    }
    return new BatchSenders(
      accounts,
      await this.paces([...chosen.values()], now),
      await this.handedOver([...windowed], plus(now, -hours * HOUR)),
      (provider) => this.directory.capabilities(provider),
      now,
    );
  }

  private async paces(
    accounts: readonly ChannelAccount[],
    now: Instant,
  ): Promise<Map<ChannelAccountId, AccountPace>> {
    const paced = accounts
      .map((account) => ({
        ...account,
        limits: limitsOf(account, this.directory.capabilities(account.provider)),
      }))
      .filter(({ limits }) => isPaced(limits));
    if (paced.length === 0) return new Map();
    const since = plus(now, -Math.max(...paced.map(({ limits }) => longestPause(limits))));
    const loads = await this.loads.lock(paced.map(({ id }) => id).sort(), startOfDay(now), since);
    return new Map(
      paced.flatMap((account) => {
        const load = loads.get(account.id);
        if (load === undefined) return [];
        const { slowUntil } = load;
        return [[account.id, new AccountPace({ ...account, slowUntil }, load, now)]];
      }),
    );
  }

  private async handedOver(
    contactPoints: readonly ContactPoint[],
    since: Instant,
  ): Promise<Map<ContactPointId, Instant[]>> {
    const found = new Map<ContactPointId, Instant[]>();
    if (contactPoints.length === 0) return found;
    for (const { contactPointId, at } of await this.loads.handedOver(
      contactPoints.map(({ id }) => id),
      since,
    )) {
      const earlier = found.get(contactPointId);
      if (earlier) earlier.push(at);
      else found.set(contactPointId, [at]);
    }
    return found;
  }
}
