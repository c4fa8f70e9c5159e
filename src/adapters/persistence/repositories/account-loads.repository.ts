import { Injectable } from '@nestjs/common';
import { AccountLoads, type HandedOver, type StoredLoad } from '../../../application/ports/account-loads.js';
import { latest } from '../../../domain/calendar/instant.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ChannelAccountId, ContactPointId, MessageId } from '../../../domain/shared/ids.js';
import { sqlInstant } from '../column-codec.js';
import { ChannelAccountEntity } from '../entities/channel-account.entity.js';
import { SendAttemptEntity } from '../entities/send-attempt.entity.js';
import { marks } from '../rows.js';
import { TenantRows } from './tenant-rows.js';

/** What left or may have left. An attempt without an outcome is under way. */
export const MAYBE_TAKEN = `(outcome IS NULL OR outcome NOT IN ('retry', 'refused'))`;

interface Departed {
  readonly accountId: ChannelAccountId;
  readonly person: ContactPointId;
  readonly at: Instant;
}

@Injectable()
export class SqlAccountLoads extends AccountLoads {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async lock(
    ids: readonly ChannelAccountId[],
    dayStart: Instant,
    since: Instant,
  ): Promise<Map<ChannelAccountId, StoredLoad>> {
    const accounts = await this.rows.readIn(ChannelAccountEntity, 'id', ids, {
      tail: `ORDER BY id${this.rows.forUpdate}`,
    });
    const used = await this.usedSince(ids, dayStart);
    const departed = await this.departedSince(ids, since);
    return new Map(
      accounts.map(({ id, lastSlot, slowUntil }) => {
        const lastTo = new Map<ContactPointId, Instant>();
        for (const { accountId, person, at } of departed) {
          if (accountId === id) lastTo.set(person, latest(at, lastTo.get(person) ?? at));
        }
        return [id, { usedToday: used.get(id) ?? 0, lastTo, lastSlot, slowUntil }];
      }),
    );
  }

  async keepSlots(slots: ReadonlyMap<ChannelAccountId, Instant>): Promise<void> {
    const rows = [...slots].map(([id, lastSlot]) => ({ id, lastSlot }));
    if (rows.length > 0) await this.rows.update(ChannelAccountEntity, rows, ['lastSlot']);
  }

  async handedOver(contactPointIds: readonly ContactPointId[], since: Instant): Promise<HandedOver[]> {
    const messages = await this.rows.inLists(contactPointIds, (list) =>
      this.rows.query<{ id: MessageId; person: ContactPointId }>(
        `SELECT id, contact_point_id AS person FROM messages
         WHERE tenant_id = ? AND contact_point_id IN (${marks(list)}) AND changed_at >= ?`,
        [this.rows.tenantId, ...list, sqlInstant(since)],
      ),
    );
    const personOf = new Map(messages.map(({ id, person }) => [id, person]));
    const attempts = await this.rows.readIn(SendAttemptEntity, 'message_id', [...personOf.keys()], {
      condition: `AND started_at >= ? AND ${MAYBE_TAKEN}`,
      parameters: [sqlInstant(since)],
    });
    return attempts.flatMap(({ messageId, startedAt: at }) => {
      const contactPointId = personOf.get(messageId);
      return contactPointId === undefined ? [] : [{ contactPointId, at }];
    });
  }

  private async usedSince(
    ids: readonly ChannelAccountId[],
    dayStart: Instant,
  ): Promise<Map<ChannelAccountId, number>> {
    const rows = await this.rows.inLists(ids, (list) =>
      this.rows.query<{ id: ChannelAccountId; used: number | string }>(
        `SELECT channel_account_id AS id, COUNT(*) AS used FROM send_attempts
         WHERE tenant_id = ? AND channel_account_id IN (${marks(list)}) AND started_at >= ? AND ${MAYBE_TAKEN}
         GROUP BY channel_account_id`,
        [this.rows.tenantId, ...list, sqlInstant(dayStart)],
      ),
    );
    return new Map(rows.map(({ id, used }) => [id, Number(used)]));
  }

  private async departedSince(ids: readonly ChannelAccountId[], since: Instant): Promise<Departed[]> {
    const attempts = await this.rows.readIn(SendAttemptEntity, 'channel_account_id', ids, {
      condition: `AND started_at >= ? AND ${MAYBE_TAKEN}`,
      parameters: [sqlInstant(since)],
    });
    const messages = await this.rows.inLists(
      attempts.map(({ messageId }) => messageId),
      (list) =>
        this.rows.query<{ id: MessageId; person: ContactPointId }>(
          `SELECT id, contact_point_id AS person FROM messages WHERE tenant_id = ? AND id IN (${marks(list)})`,
          [this.rows.tenantId, ...list],
        ),
    );
    const personOf = new Map(messages.map(({ id, person }) => [id, person]));
    return attempts.flatMap(({ messageId, channelAccountId, startedAt }) => {
      const person = personOf.get(messageId);
      return person === undefined ? [] : [{ accountId: channelAccountId, person, at: startedAt }];
    });
  }
}
