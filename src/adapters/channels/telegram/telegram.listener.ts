import { Injectable } from '@nestjs/common';
import { ReportAccountState } from '../../../application/channel/report-account-state.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { callbackPath } from '../../../application/ports/channel-callbacks.js';
import { Clock } from '../../../application/ports/clock.js';
import { PublicAddress } from '../../../application/ports/public-address.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { ChannelListener } from '../channel-listener.js';
import { KnownState } from './known-state.js';
import { TakeUpdates } from './take-updates.js';
import { TelegramClients } from './telegram-clients.js';
import type { TelegramConnection } from './telegram-connection.js';
import { TelegramPolling } from './telegram-polling.js';
import { TelegramWebhook } from './telegram-webhook.js';

/** Polls, or has Telegram call, whichever the account says. */
@Injectable()
export class TelegramListener extends ChannelListener {
  override readonly provider = 'telegram';
  private readonly connections = new Map<ChannelAccount['id'], TelegramConnection>();
  /** Opening and closing of one account come one after the other, so that it is never listened to twice. */
  private readonly turns = new Map<ChannelAccount['id'], Promise<void>>();

  constructor(
    private readonly clients: TelegramClients,
    private readonly take: TakeUpdates,
    private readonly known: KnownState,
    private readonly reportState: ReportAccountState,
    private readonly address: PublicAddress,
    private readonly clock: Clock,
  ) {
    super();
  }

  override open(account: ChannelAccount): Promise<void> {
    return this.inTurn(account.id, async () => {
      if ((this.connections.get(account.id)?.account.version ?? 0) >= account.version) return;
      await this.stop(account.id);
      const connection = await this.connectionOf(account);
      if (connection === null) return;
      this.connections.set(account.id, connection);
      connection.start();
    });
  }

  override close(accountId: ChannelAccount['id']): Promise<void> {
    return this.inTurn(accountId, () => this.stop(accountId));
  }

  private async stop(accountId: ChannelAccount['id']): Promise<void> {
    const connection = this.connections.get(accountId);
    this.connections.delete(accountId);
    await connection?.stop();
  }

  private inTurn(accountId: ChannelAccount['id'], work: () => Promise<void>): Promise<void> {
    const turn = (this.turns.get(accountId) ?? Promise.resolve()).then(work);
    const settled = turn.catch(() => undefined);
    this.turns.set(accountId, settled);
    return turn;
  }

  private async connectionOf(account: ChannelAccount): Promise<TelegramConnection | null> {
    try {
      const client = this.clients.of(account);
      const { reportState, take, known, clock } = this;
      return client.settings.mode === 'polling'
        ? new TelegramPolling(account, reportState, client, take, known, clock)
        : new TelegramWebhook(account, reportState, client, known, this.address.of(callbackPath(account)));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await this.reportState.run(account, { state: 'down', detail: error.message });
      return null;
    }
  }
}
