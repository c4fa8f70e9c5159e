import { Injectable } from '@nestjs/common';
import { ChannelAccounts, type ChannelAccount } from '../../../application/ports/channel-accounts.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { ChannelAccountEntity } from '../entities/channel-account.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { byId, TenantRows } from './tenant-rows.js';

@Injectable()
export class TypeormChannelAccounts extends ChannelAccounts {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async all(): Promise<ChannelAccount[]> {
    const rows = await this.rows.read(ChannelAccountEntity, '1 = 1', [], 'ORDER BY id');
    return rows.map((row) => this.toAccount(row));
  }

  async byIds(ids: readonly ChannelAccountId[]): Promise<Map<ChannelAccountId, ChannelAccount>> {
    const rows = await this.rows.readIn(ChannelAccountEntity, 'id', ids);
    return byId(rows.map((row) => this.toAccount(row)));
  }

  async save(account: ChannelAccount): Promise<void> {
    const settings = this.cipher.encrypt(JSON.stringify(account.settings));
    const row = { ...account, settings, version: 1, changedBy: null, changedAt: null };
    await this.rows.insert(ChannelAccountEntity, [row], { unlessTaken: ['tenant_id', 'id'] });
    const set = ['channel', 'provider', 'label', 'settings', 'paused'] as const;
    await this.rows.update(ChannelAccountEntity, [row], set);
  }

  private toAccount(row: ChannelAccountEntity): ChannelAccount {
    const settings = JSON.parse(this.cipher.decrypt(row.settings)) as ChannelAccount['settings'];
    const { id, channel, provider, label, paused } = row;
    return { id, channel, provider, label, paused, settings };
  }
}
