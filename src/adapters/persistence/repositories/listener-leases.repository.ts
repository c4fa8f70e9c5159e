import { Injectable } from '@nestjs/common';
import { ListenerLeases } from '../../../application/ports/listener-leases.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { sqlInstant } from '../column-codec.js';
import { ChannelAccountEntity } from '../entities/channel-account.entity.js';
import { marks } from '../rows.js';
import { TenantRows } from './tenant-rows.js';

@Injectable()
export class SqlListenerLeases extends ListenerLeases {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async hold(
    ids: readonly ChannelAccountId[],
    holder: string,
    until: Instant,
    now: Instant,
  ): Promise<ReadonlySet<ChannelAccountId>> {
    if (ids.length === 0) return new Set();
    await this.rows.execute(
      `UPDATE channel_accounts SET listener = ?, listener_until_at = ?
       WHERE tenant_id = ? AND id IN (${marks(ids)})
         AND (listener IS NULL OR listener = ? OR listener_until_at <= ?)`,
      [holder, sqlInstant(until), this.rows.tenantId, ...ids, holder, sqlInstant(now)],
    );
    const held = await this.rows.readIn(ChannelAccountEntity, 'id', ids, {
      condition: 'AND listener = ?',
      parameters: [holder],
    });
    return new Set(held.map(({ id }) => id));
  }

  async release(ids: readonly ChannelAccountId[], holder: string): Promise<void> {
    if (ids.length === 0) return;
    await this.rows.execute(
      `UPDATE channel_accounts SET listener = NULL, listener_until_at = NULL
       WHERE tenant_id = ? AND listener = ? AND id IN (${marks(ids)})`,
      [this.rows.tenantId, holder, ...ids],
    );
  }
}
