import { Injectable } from '@nestjs/common';
import { PendingReceipts, type PendingReceipt } from '../../../application/ports/pending-receipts.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Receipt } from '../../../domain/message/send-outcome.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { PendingReceiptEntity } from '../entities/pending-receipt.entity.js';
import { sqlInstant } from '../column-codec.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { TenantRows } from './tenant-rows.js';

@Injectable()
export class TypeormPendingReceipts extends PendingReceipts {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  keep(receipts: readonly PendingReceipt[]): Promise<void> {
    const rows = receipts.map(({ channelAccountId, receipt, keptAt }) => ({
      channelAccountId,
      ...receipt,
      detail: this.cipher.encryptOptional(receipt.detail),
      keptAt,
    }));
    const unlessTaken = ['tenant_id', 'channel_account_id', 'provider_message_id', 'status'];
    return this.rows.insert(PendingReceiptEntity, rows, { unlessTaken });
  }

  async take(accountId: ChannelAccountId, providerMessageIds: readonly string[]): Promise<Receipt[]> {
    const rows = await this.rows.readIn(PendingReceiptEntity, 'provider_message_id', providerMessageIds, {
      condition: 'AND channel_account_id = ?',
      parameters: [accountId],
      tail: `ORDER BY kept_at${this.rows.forUpdate}`,
    });
    if (rows.length === 0) return [];
    const ids = rows.map(({ providerMessageId }) => providerMessageId);
    await this.rows.inLists(ids, async (list) => [
      await this.rows.execute(
        `DELETE FROM pending_receipts
         WHERE tenant_id = ? AND channel_account_id = ? AND provider_message_id IN (${marks(list)})`,
        [this.rows.tenantId, accountId, ...list],
      ),
    ]);
    return rows.map((row) => this.toReceipt(row));
  }

  async oldest(limit: number): Promise<PendingReceipt[]> {
    const rows = await this.rows.read(PendingReceiptEntity, '1 = 1', [limit], 'ORDER BY kept_at LIMIT ?');
    return rows.map((row) => ({
      channelAccountId: row.channelAccountId,
      receipt: this.toReceipt(row),
      keptAt: row.keptAt,
    }));
  }

  forget(before: Instant): Promise<number> {
    return this.rows.execute('DELETE FROM pending_receipts WHERE tenant_id = ? AND kept_at < ?', [
      this.rows.tenantId,
      sqlInstant(before),
    ]);
  }

  private toReceipt({ providerMessageId, status, at, detail }: PendingReceiptEntity): Receipt {
    return { providerMessageId, status, at, detail: this.cipher.decryptOptional(detail) };
  }
}
