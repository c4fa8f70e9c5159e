import { Injectable } from '@nestjs/common';
import { ChannelHealth } from '../../../application/ports/channel-health.js';
import type { AccountHealth } from '../../../application/ports/channel-health.js';
import { instant } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { ChannelAccountId } from '../../../domain/shared/ids.js';
import { sqlInstant } from '../column-codec.js';
import { ChannelAccountEntity } from '../entities/channel-account.entity.js';
import { marks } from '../rows.js';
import { MAYBE_TAKEN } from './account-loads.repository.js';
import { TenantRows } from './tenant-rows.js';

const OF_ACCOUNTS = `FROM messages m JOIN contact_points c
  ON c.tenant_id = m.tenant_id AND c.id = m.contact_point_id
  WHERE m.tenant_id = ? AND c.channel_account_id IS NOT NULL`;

@Injectable()
export class SqlChannelHealth extends ChannelHealth {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async all(since: Instant, usedSince: Instant): Promise<AccountHealth[]> {
    return this.healthOf(
      await this.rows.read(ChannelAccountEntity, '1 = 1', [], 'ORDER BY id'),
      since,
      usedSince,
    );
  }

  async one(id: ChannelAccountId, since: Instant, usedSince: Instant): Promise<AccountHealth> {
    const row = await this.rows.readOne(ChannelAccountEntity, 'id = ?', [id]);
    const [health] = row === null ? [] : await this.healthOf([row], since, usedSince);
    if (health) return health;
    throw unknown();
  }

  async setPaused(
    id: ChannelAccountId,
    version: number,
    paused: boolean,
    by: string,
    now: Instant,
  ): Promise<void> {
    const account = await this.rows.readOne(ChannelAccountEntity, 'id = ?', [id]);
    if (account === null) throw unknown();
    await this.rows.updateVersioned(
      ChannelAccountEntity,
      [{ id, version, paused, changedBy: by, changedAt: now }],
      ['paused', 'changedBy', 'changedAt'],
      'CHANNEL_ACCOUNT.CHANGED_MEANWHILE',
    );
  }

  private async healthOf(
    accounts: readonly ChannelAccountEntity[],
    since: Instant,
    usedSince: Instant,
  ): Promise<AccountHealth[]> {
    const queued = await this.counts(`m.state IN ('queued', 'checking', 'deferred')`);
    const from = [sqlInstant(since)];
    const sent = await this.counts('m.sent_at >= ?', from);
    const failed = await this.counts(`m.sent_at >= ? AND m.state = 'failed'`, from);
    const used = await this.used(
      accounts.map(({ id }) => id),
      usedSince,
    );
    return accounts.map(({ id, ...row }) => ({
      id,
      channel: row.channel,
      provider: row.provider,
      label: row.label,
      paused: row.paused,
      state: row.state,
      detail: row.stateDetail,
      stateAt: row.stateAt,
      createdAt: row.createdAt ?? instant(0),
      ownLimits: row.limits ?? {},
      changedBy: row.changedBy,
      changedAt: row.changedAt,
      version: row.version,
      queued: queued.get(id) ?? 0,
      sent: sent.get(id) ?? 0,
      failed: failed.get(id) ?? 0,
      usedToday: used.get(id) ?? 0,
    }));
  }

  private async used(ids: readonly ChannelAccountId[], since: Instant): Promise<Map<string, number>> {
    const rows = await this.rows.inLists(ids, (list) =>
      this.rows.query<{ account: string; n: number | string }>(
        `SELECT channel_account_id AS account, COUNT(*) AS n FROM send_attempts
         WHERE tenant_id = ? AND channel_account_id IN (${marks(list)}) AND started_at >= ? AND ${MAYBE_TAKEN}
         GROUP BY channel_account_id`,
        [this.rows.tenantId, ...list, sqlInstant(since)],
      ),
    );
    return new Map(rows.map(({ account, n }) => [account, Number(n)]));
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

const unknown = (): DomainError =>
  new DomainError('CHANNEL_ACCOUNT.UNKNOWN', 'There is no channel account with this id.');
