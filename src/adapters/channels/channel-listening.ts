import { Injectable, Logger } from '@nestjs/common';
import { ChannelAccounts } from '../../application/ports/channel-accounts.js';
import type { ChannelAccount } from '../../application/ports/channel-accounts.js';
import { Clock } from '../../application/ports/clock.js';
import { EventLog } from '../../application/ports/event-log.js';
import { Ids } from '../../application/ports/ids.js';
import { ListenerLeases } from '../../application/ports/listener-leases.js';
import { Tenants } from '../../application/ports/tenants.js';
import { UnitOfWork } from '../../application/ports/unit-of-work.js';
import type { WorkScope } from '../../application/ports/unit-of-work.js';
import { plus, SECOND } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ChannelAccountId, TenantId } from '../../domain/shared/ids.js';
import type { ChannelListener } from './channel-listener.js';
import { ChannelRegistry } from './channel-registry.js';

/** An account is another process's after this time without a word; the clocks of processes agree better than that. */
const LEASE = 30 * SECOND;
/** So early a process lets go of an account for which it could not say its word. */
const LET_GO_EARLY = 10 * SECOND;
const ROUND_MS = 10_000;
/** So soon after a change in this process there is a round between the others. */
const SOON_MS = 1_000;
/** How long a round waits for connections to open and close before it goes on without them. */
const SETTLE_WITHIN_MS = 5_000;

/** An account that this process listens to. */
interface Listening {
  readonly tenantId: TenantId;
  readonly listener: ChannelListener;
  /** What it was opened with. */
  opened: string;
  until: Instant;
  closing: Promise<void> | null;
}

/**
 * Keeps every account listened to by exactly one process: takes leases, opens what it holds, opens anew what has new
 * settings, closes what was lost. An account that rests sends nothing and is listened to all the same: whoever writes
 * in need or to say stop must be heard. A process that dies is replaced when its leases have run out.
 */
@Injectable()
export class ChannelListening {
  private readonly logger = new Logger('Listening');
  private readonly holder: string;
  private readonly open = new Map<ChannelAccountId, Listening>();
  private timer: NodeJS.Timeout | null = null;
  private soon: NodeJS.Timeout | null = null;
  private round: Promise<void> | null = null;
  private report = (error: unknown): void => this.logger.error(error);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly tenants: Tenants,
    private readonly accounts: ChannelAccounts,
    private readonly leases: ListenerLeases,
    private readonly registry: ChannelRegistry,
    private readonly clock: Clock,
    private readonly events: EventLog,
    ids: Ids,
  ) {
    this.holder = ids.next();
  }

  /** Goes on by itself; a round that fails is reported and the next one tries again. */
  start(report: (error: unknown) => void): void {
    this.report = report;
    const tick = (): void => {
      if (this.round !== null) return this.letGoInTime();
      this.round = this.sync()
        .catch(report)
        .finally(() => {
          this.round = null;
          this.letGoInTime();
        });
    };
    this.timer = setInterval(tick, ROUND_MS);
    this.events.onAppended(() => {
      if (this.timer === null) return;
      this.soon ??= setTimeout(() => {
        this.soon = null;
        tick();
      }, SOON_MS);
    });
    tick();
  }

  /** Resolves when nothing is open any more, or after five seconds. */
  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    if (this.soon !== null) clearTimeout(this.soon);
    this.timer = null;
    await this.round;
    await settled([...this.open].map(([id, one]) => this.close(id, one)));
  }

  /** One round. Throws what kept a tenant's accounts from being looked at, after the others were. */
  async sync(): Promise<void> {
    const failures: unknown[] = [];
    for (const { id } of await this.tenants.all()) {
      await this.syncTenant(id).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }

  private async syncTenant(tenantId: TenantId): Promise<void> {
    const accounts = await this.unitOfWork.run(scopeOf(tenantId), () => this.accounts.all());
    const wanted = new Map<ChannelAccountId, { account: ChannelAccount; listener: ChannelListener }>();
    for (const account of accounts) {
      const listener = this.listenerOf(account);
      if (listener !== null) wanted.set(account.id, { account, listener });
    }
    const mine = [...this.open].filter(([, one]) => one.tenantId === tenantId);
    const closing = new Set(mine.flatMap(([id, one]) => (one.closing === null ? [] : [id])));
    const held = await this.hold(tenantId, [...new Set([...wanted.keys(), ...mine.map(([id]) => id)])]);
    const work = mine
      .filter(([id]) => !held.has(id) || !wanted.has(id))
      .map(([id, one]) => this.close(id, one));
    for (const { account, listener } of wanted.values()) {
      if (held.has(account.id) && !closing.has(account.id)) work.push(this.openOne(account, listener));
    }
    await settled(work);
  }

  private async hold(
    tenantId: TenantId,
    ids: readonly ChannelAccountId[],
  ): Promise<ReadonlySet<ChannelAccountId>> {
    const now = this.clock.now();
    const until = plus(now, LEASE);
    const held = await this.unitOfWork.run(scopeOf(tenantId), () =>
      this.leases.hold(ids, this.holder, until, now),
    );
    for (const id of held) {
      const one = this.open.get(id);
      if (one) one.until = until;
    }
    return held;
  }

  private async openOne(account: ChannelAccount, listener: ChannelListener): Promise<void> {
    const settings = fingerprintOf(account);
    const known = this.open.get(account.id);
    if (known?.opened === settings) return;
    const one = known ?? {
      tenantId: account.tenantId,
      listener,
      opened: settings,
      until: plus(this.clock.now(), LEASE),
      closing: null,
    };
    one.opened = settings;
    this.open.set(account.id, one);
    try {
      await listener.open(account);
    } catch (error) {
      this.open.delete(account.id);
      this.report(error);
    }
  }

  /** The lease is given back only when nothing of the connection is left; until then it is kept up. */
  private close(id: ChannelAccountId, one: Listening, givesBack = true): Promise<void> {
    one.closing ??= one.listener
      .close(id)
      .then(() => (givesBack ? this.giveBack(id, one) : undefined))
      .then(() => void this.open.delete(id))
      .catch((error: unknown) => {
        one.closing = null;
        this.report(error);
      });
    return one.closing;
  }

  private giveBack(id: ChannelAccountId, { tenantId }: Listening): Promise<void> {
    return this.unitOfWork.run(scopeOf(tenantId), () => this.leases.release([id], this.holder));
  }

  /** Closes what another process may soon open, because this one could not renew its leases; they run out. */
  private letGoInTime(): void {
    const soon = plus(this.clock.now(), LET_GO_EARLY);
    for (const [id, one] of this.open) if (one.until <= soon) void this.close(id, one, false);
  }

  private listenerOf({ provider }: ChannelAccount): ChannelListener | null {
    return this.registry.has(provider) ? (this.registry.of(provider).listener ?? null) : null;
  }
}

const scopeOf = (tenantId: TenantId): WorkScope => ({
  tenantId,
  actor: { kind: 'system', name: 'listener' },
});

/** What a connection is made of; a new label or limit needs no new one. */
const fingerprintOf = ({ settings, callbackSecret }: ChannelAccount): string =>
  JSON.stringify([Object.entries(settings).sort(), callbackSecret]);

const settled = async (work: readonly Promise<void>[]): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((done) => (timer = setTimeout(done, SETTLE_WITHIN_MS)));
  await Promise.race([Promise.allSettled(work), late]);
  clearTimeout(timer);
};
