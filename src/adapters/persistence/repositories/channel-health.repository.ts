import { Injectable } from '@nestjs/common';
import { ChannelHealth } from '../../../application/ports/channel-health.js';
import type { AccountHealth } from '../../../application/ports/channel-health.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { sqlInstant } from '../column-codec.js';
import { ChannelAccountEntity } from '../entities/channel-account.entity.js';
import { TenantRows } from './tenant-rows.js';

const OF_ACCOUNTS = `FROM messages m JOIN contact_points c
  ON c.tenant_id = m.tenant_id AND c.id = m.contact_point_id
  WHERE m.tenant_id = ? AND c.channel_account_id IS NOT NULL`;

@Injectable()
export class SqlChannelHealth extends ChannelHealth {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async all(since: Instant): Promise<AccountHealth[]> {
    const accounts = await this.rows.read(ChannelAccountEntity, '1 = 1', [], 'ORDER BY id');
    const queued = await this.counts(`m.state IN ('queued', 'checking', 'deferred')`);
    const from = [sqlInstant(since)];
    const sent = await this.counts('m.sent_at >= ?', from);
    const failed = await this.counts(`m.sent_at >= ? AND m.state = 'failed'`, from);
    return accounts.map(({ id, channel, provider, label, paused, changedBy, changedAt, version }) => ({
      id,
      channel,
      provider,
      label,
      paused,
      changedBy,
      changedAt,
      version,
      queued: queued.get(id) ?? 0,
      sent: sent.get(id) ?? 0,
      failed: failed.get(id) ?? 0,
    }));
  }

  async setPaused(
    id: ChannelAccountId,
    version: number,
    paused: boolean,
    by: string,
    now: Instant,
  ): Promise<void> {
    const account = await this.rows.readOne(ChannelAccountEntity, 'id = ?', [id]);
    if (account === null) {
      throw new DomainError('CHANNEL_ACCOUNT.UNKNOWN', 'There is no channel account with this id.');
    }
    await this.rows.updateVersioned(
      ChannelAccountEntity,
      [{ id, version, paused, changedBy: by, changedAt: now }],
      ['paused', 'changedBy', 'changedAt'],
      'CHANNEL_ACCOUNT.CHANGED_MEANWHILE',
    );
  }

  private async counts(condition: string, parameters: readonly unknown[] = []): Promise<Map<string, number>> {
    const rows = await this.rows.query<{ account: string; n: number | string }>(
      `SELECT c.channel_account_id AS account, COUNT(*) AS n ${OF_ACCOUNTS} AND ${condition}
       GROUP BY c.channel_account_id`,
      [this.rows.tenantId, ...parameters],
    );
    return new Map(rows.map(({ account, n }) => [account, Number(n)]));
  }
}
