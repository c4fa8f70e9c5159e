import { Injectable } from '@nestjs/common';
import { ChannelCursors } from '../../../application/ports/channel-cursors.js';
import type { ChannelCursor } from '../../../domain/channel/channel-event.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { ChannelCursorEntity } from '../entities/channel-account.entity.js';
import { TenantRows } from './tenant-rows.js';

@Injectable()
export class TypeormChannelCursors extends ChannelCursors {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async read(accountId: ChannelAccountId, name: string): Promise<string | null> {
    const row = await this.rows.readOne(ChannelCursorEntity, 'channel_account_id = ? AND name = ?', [
      accountId,
      name,
    ]);
    return row?.value ?? null;
  }

  async write(accountId: ChannelAccountId, { name, value }: ChannelCursor): Promise<void> {
    const row = { channelAccountId: accountId, name, value };
    await this.rows.insert(ChannelCursorEntity, [row], {
      unlessTaken: ['tenant_id', 'channel_account_id', 'name'],
    });
    await this.rows.update(ChannelCursorEntity, [row], ['value']);
  }
}
