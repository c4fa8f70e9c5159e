import { Injectable } from '@nestjs/common';
import { ChannelAccounts, type ChannelAccount } from '../../../application/ports/channel-accounts.js';
import { instant } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { ChannelAccountEntity } from '../entities/channel-account.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { byId, TenantRows } from './tenant-rows.js';

/** What other repositories write. */
const UNTOUCHED = {
  changedBy: null,
  changedAt: null,
  stateDetail: null,
  stateAt: null,
  signInCode: null,
  slowUntil: null,
  lastSlot: null,
  listener: null,
  listenerUntil: null,
};

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
    const row = {
      ...account,
      settings,
      callbackSecret: this.cipher.encrypt(account.callbackSecret),
      ...UNTOUCHED,
    };
    await this.rows.insert(ChannelAccountEntity, [row], { unlessTaken: ['tenant_id', 'id'] });
    const set = [
      'channel',
      'provider',
      'label',
      'settings',
      'paused',
      'limits',
      'callbackSecret',
      'version',
    ] as const;
    await this.rows.update(ChannelAccountEntity, [row], set);
  }

  async change(
    { id, label, settings, limits, callbackSecret, version }: ChannelAccount,
    by: string,
    now: Instant,
  ) {
    const row = {
      id,
      version,
      label,
      limits,
      settings: this.cipher.encrypt(JSON.stringify(settings)),
      callbackSecret: this.cipher.encrypt(callbackSecret),
      changedBy: by,
      changedAt: now,
    };
    await this.rows.updateVersioned(
      ChannelAccountEntity,
      [row],
      ['label', 'settings', 'limits', 'callbackSecret', 'changedBy', 'changedAt'],
      'CHANNEL_ACCOUNT.CHANGED_MEANWHILE',
    );
  }

  private toAccount(row: ChannelAccountEntity): ChannelAccount {
    const settings = JSON.parse(this.cipher.decrypt(row.settings)) as ChannelAccount['settings'];
    const { id, tenantId, channel, provider, label, paused, limits, state, version } = row;
    return {
      id,
      tenantId,
      channel,
      provider,
      label,
      settings,
      paused,
      limits: limits ?? {},
      state,
      callbackSecret: row.callbackSecret === null ? '' : this.cipher.decrypt(row.callbackSecret),
      createdAt: row.createdAt ?? instant(0),
      version,
    };
  }
}
