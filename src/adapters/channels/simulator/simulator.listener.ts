import { Injectable } from '@nestjs/common';
import { RecordInbound } from '../../../application/inbound/record-inbound.js';
import { RecordReceipts } from '../../../application/outbound/record-receipts.js';
import { ChannelAccounts } from '../../../application/ports/channel-accounts.js';
import type { ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { UnitOfWork } from '../../../application/ports/unit-of-work.js';
import type { TenantId } from '../../../domain/shared/ids.js';
import { SimulatorWire } from './simulator-wire.js';
import { eventPage } from './translate.js';

/**
 * Fetches what debtors wrote and what became of texts. An event is acknowledged only after it is stored, so one
 * that is fetched twice is stored once and none is lost.
 */
@Injectable()
export class SimulatorListener {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: ChannelAccounts,
    private readonly wire: SimulatorWire,
    private readonly recordInbound: RecordInbound,
    private readonly recordReceipts: RecordReceipts,
  ) {}

  /** Fetches until nothing is left, for all simulator accounts of the tenant; returns how many events it stored. */
  async poll(tenantId: TenantId): Promise<number> {
    const accounts = await this.unitOfWork.run(
      { tenantId, actor: { kind: 'system', name: 'listener' } },
      () => this.accounts.all(),
    );
    let stored = 0;
    for (const account of accounts) {
      if (account.provider === 'simulator') stored += await this.pollAccount(tenantId, account);
    }
    return stored;
  }

  private async pollAccount(tenantId: TenantId, account: ChannelAccount): Promise<number> {
    let stored = 0;
    for (;;) {
      const result = await this.wire.call(account, 'GET', 'events');
      if (result.kind !== 'reply' || result.reply.status !== 200) return stored;
      const { receipts, messages, through } = eventPage(result.reply.body, account.id);
      if (through === null) return stored;
      if (messages.length > 0) await this.recordInbound.run(tenantId, messages);
      if (receipts.length > 0) await this.recordReceipts.run(tenantId, account.id, receipts);
      stored += receipts.length + messages.length;
      const acknowledged = await this.wire.call(account, 'POST', 'acknowledge', { through });
      if (acknowledged.kind !== 'reply' || acknowledged.reply.status !== 200) return stored;
    }
  }
}
