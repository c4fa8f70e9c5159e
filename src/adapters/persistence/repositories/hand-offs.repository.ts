import { Injectable } from '@nestjs/common';
import { HandOffs } from '../../../application/ports/hand-offs.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { HandOff } from '../../../domain/conversation/hand-off.js';
import { QUEUE_RANKS, queueRank } from '../../../domain/conversation/queue-order.js';
import type { ConversationId, HandOffId } from '../../../domain/shared/ids.js';
import { HandOffEntity } from '../entities/hand-off.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { sqlInstant } from '../column-codec.js';
import { TenantRows, untenanted } from './tenant-rows.js';

const NOT_CLOSED = `state IN ('open', 'claimed')`;

/** What an update may change. */
const CHANGING = [
  'reason',
  'priority',
  'answerBy',
  'queueKey',
  'state',
  'claimedBy',
  'claimedAt',
  'leaseUntil',
  'waitingSince',
  'unread',
  'lastWords',
  'openedAt',
  'escalatedAt',
  'closedAt',
  'closedBy',
  'outcome',
  'afterClose',
  'closeEffects',
  'closeReason',
] as const;

/** Sorts as text in the order of the desk; null in no queue. */
const queueKey = (handOff: HandOff): string | null => {
  const rank = queueRank(handOff);
  return rank === null ? null : `${rank} ${sqlInstant(handOff.answerBy)} ${handOff.id}`;
};

@Injectable()
export class TypeormHandOffs extends HandOffs {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async byId(id: HandOffId): Promise<HandOff | null> {
    const row = await this.rows.readOne(HandOffEntity, 'id = ?', [id]);
    return row === null ? null : this.toHandOff(row);
  }

  async openOf(conversationIds: readonly ConversationId[]): Promise<HandOff[]> {
    const rows = await this.rows.readIn(HandOffEntity, 'conversation_id', conversationIds, {
      condition: `AND ${NOT_CLOSED}`,
      tail: 'ORDER BY conversation_id, id',
    });
    return rows.map((row) => this.toHandOff(row));
  }

  async latestOf(conversationId: ConversationId): Promise<HandOff | null> {
    const [row] = await this.rows.read(
      HandOffEntity,
      'conversation_id = ?',
      [conversationId],
      'ORDER BY opened_at DESC, id DESC LIMIT 1',
    );
    return row === undefined ? null : this.toHandOff(row);
  }

  queue(limit: number): Promise<HandOff[]> {
    return this.read('queue_key IS NOT NULL', [limit], 'ORDER BY queue_key LIMIT ?');
  }

  heldBy(staff: string, now: Instant): Promise<HandOff[]> {
    return this.read(
      `claimed_by = ? AND state = 'claimed' AND lease_until_at > ?`,
      [staff, sqlInstant(now)],
      'ORDER BY claimed_at, id',
    );
  }

  unattended(openedBy: Instant, now: Instant, limit: number): Promise<HandOff[]> {
    return this.read(
      `queue_key >= '${QUEUE_RANKS.safety} ' AND queue_key < '${QUEUE_RANKS.due} ' AND escalated_at IS NULL
       AND opened_at <= ? AND (state = 'open' OR lease_until_at <= ?)`,
      [sqlInstant(openedBy), sqlInstant(now), limit],
      'ORDER BY queue_key LIMIT ?',
    );
  }

  add(handOff: HandOff): Promise<void> {
    return this.rows.insert(HandOffEntity, [this.toRow(handOff)]);
  }

  async claim(id: HandOffId, staff: string, now: Instant, leaseUntil: Instant): Promise<boolean> {
    const claimed = await this.rows.execute(
      `UPDATE hand_offs SET state = 'claimed', claimed_at = CASE WHEN claimed_by = ? THEN claimed_at ELSE ? END,
       claimed_by = ?, lease_until_at = ?, unread = 0, version = version + 1
       WHERE tenant_id = ? AND id = ? AND ${NOT_CLOSED}
       AND (claimed_by IS NULL OR claimed_by = ? OR lease_until_at IS NULL OR lease_until_at <= ?)`,
      [staff, sqlInstant(now), staff, sqlInstant(leaseUntil), this.rows.tenantId, id, staff, sqlInstant(now)],
    );
    return claimed === 1;
  }

  update(handOff: HandOff): Promise<void> {
    return this.rows.updateVersioned(
      HandOffEntity,
      [this.toRow(handOff)],
      CHANGING,
      'HAND_OFF.CHANGED_MEANWHILE',
    );
  }

  private async read(condition: string, parameters: readonly unknown[], tail: string): Promise<HandOff[]> {
    const rows = await this.rows.read(HandOffEntity, condition, parameters, tail);
    return rows.map((row) => this.toHandOff(row));
  }

  private toRow(handOff: HandOff): Omit<HandOffEntity, 'tenantId'> {
    return {
      ...handOff,
      queueKey: queueKey(handOff),
      lastWords: this.cipher.encryptOptional(handOff.lastWords),
      closeReason: this.cipher.encryptOptional(handOff.closeReason),
    };
  }

  private toHandOff(row: HandOffEntity): HandOff {
    const { queueKey: place, ...rest } = untenanted(row);
    void place;
    return {
      ...rest,
      lastWords: this.cipher.decryptOptional(row.lastWords),
      closeReason: this.cipher.decryptOptional(row.closeReason),
    };
  }
}
