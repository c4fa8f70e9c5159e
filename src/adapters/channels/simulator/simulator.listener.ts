import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { TakeChannelEvents } from '../../../application/channel/take-channel-events.js';
import { ChannelAccounts } from '../../../application/ports/channel-accounts.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { UnitOfWork } from '../../../application/ports/unit-of-work.js';
import type { TenantId } from '../../../domain/shared/ids.js';
import { ChannelListener } from '../channel-listener.js';
import { SimulatorWire } from './simulator-wire.js';
import { eventPage } from './translate.js';

const POLL_MS = 250;

/**
 * Fetches what debtors wrote and what became of texts. An event is acknowledged only after it is stored, so one
 * that is fetched twice is stored once and none is lost.
 */
@Injectable()
export class SimulatorListener extends ChannelListener {
  override readonly provider = 'simulator';
  private readonly polling = new Map<ChannelAccount['id'], { stopped: boolean; rounds: Promise<void> }>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: ChannelAccounts,
    private readonly wire: SimulatorWire,
    private readonly takeEvents: TakeChannelEvents,
  ) {
    super();
  }

  override async open(account: ChannelAccount): Promise<void> {
    await this.close(account.id);
    const state = { stopped: false, rounds: Promise.resolve() };
    this.polling.set(account.id, state);
    state.rounds = this.keepPolling(account, state);
  }

  override async close(accountId: ChannelAccount['id']): Promise<void> {
    const state = this.polling.get(accountId);
    if (!state) return;
    state.stopped = true;
    this.polling.delete(accountId);
    await state.rounds;
  }

  /** A round that fails is not acknowledged; the next one fetches the same events. */
  private async keepPolling(account: ChannelAccount, state: { readonly stopped: boolean }): Promise<void> {
    while (!state.stopped) {
      await this.pollAccount(account).catch(() => undefined);
      await sleep(POLL_MS);
    }
  }

  /** Fetches until nothing is left, for all simulator accounts of the tenant; returns how many events it stored. */
  async poll(tenantId: TenantId): Promise<number> {
    const accounts = await this.unitOfWork.run(
      { tenantId, actor: { kind: 'system', name: 'listener' } },
      () => this.accounts.all(),
    );
    let stored = 0;
    for (const account of accounts) {
      if (account.provider === 'simulator') stored += await this.pollAccount(account);
    }
    return stored;
  }

  private async pollAccount(account: ChannelAccount): Promise<number> {
    let stored = 0;
    for (;;) {
      const result = await this.wire.call(account, 'GET', 'events');
      if (result.kind !== 'reply' || result.reply.status !== 200) return stored;
      const { events, through } = eventPage(result.reply.body);
      if (through === null) return stored;
      await this.takeEvents.run(account, events);
      stored += events.length;
      const acknowledged = await this.wire.call(account, 'POST', 'acknowledge', { through });
      if (acknowledged.kind !== 'reply' || acknowledged.reply.status !== 200) return stored;
    }
  }
}
