import { Injectable } from '@nestjs/common';
import { AccountLog } from '../../../application/ports/account-log.js';
import type { AccountChange, AccountReport } from '../../../application/ports/account-log.js';
import { Ids } from '../../../application/ports/ids.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { ChannelAccountChangeEntity, ChannelAccountEntity } from '../entities/channel-account.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { TenantRows } from './tenant-rows.js';

@Injectable()
export class TypeormAccountLog extends AccountLog {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
    private readonly ids: Ids,
  ) {
    super();
  }

  async report(id: ChannelAccountId, report: AccountReport, now: Instant): Promise<boolean> {
    const account = await this.rows.readOne(ChannelAccountEntity, 'id = ?', [id]);
    if (account === null) return false;
    const { state, detail, signInCode = null, slowUntil = null } = report;
    const isNew = account.state !== state;
    const changed = isNew || account.stateDetail !== detail;
    const row = {
      id,
      state,
      stateDetail: detail,
      stateAt: changed ? now : account.stateAt,
      signInCode: signInCode === null ? null : this.cipher.encrypt(signInCode),
      slowUntil,
    };
    const set = ['state', 'stateDetail', 'stateAt', 'signInCode', 'slowUntil'] as const;
    await this.rows.update(ChannelAccountEntity, [row], set);
    if (changed) {
      const change = { id: this.ids.next(), channelAccountId: id, state, detail, at: now };
      await this.rows.insert(ChannelAccountChangeEntity, [change]);
    }
    return isNew;
  }

  async changes(id: ChannelAccountId, limit: number): Promise<AccountChange[]> {
    const rows = await this.rows.read(
      ChannelAccountChangeEntity,
      'channel_account_id = ?',
      [id],
      `ORDER BY at DESC, id DESC LIMIT ${limit}`,
    );
    return rows.map(({ state, detail, at }) => ({ state, detail, at }));
  }

  async latest(id: ChannelAccountId): Promise<AccountChange | null> {
    const row = await this.rows.readOne(ChannelAccountEntity, 'id = ?', [id]);
    if (row === null || row.stateAt === null) return null;
    const { state, stateDetail, stateAt, signInCode, slowUntil } = row;
    return {
      state,
      detail: stateDetail ?? '',
      at: stateAt,
      signInCode: signInCode === null ? null : this.cipher.decrypt(signInCode),
      slowUntil,
    };
  }
}
