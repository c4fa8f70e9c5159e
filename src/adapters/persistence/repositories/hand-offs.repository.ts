import { Injectable } from '@nestjs/common';
import { HandOffs } from '../../../application/ports/hand-offs.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { HandOff } from '../../../domain/conversation/hand-off.js';
import type { ConversationId, HandOffId } from '../../../domain/shared/ids.js';
import { HandOffEntity } from '../entities/hand-off.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { sqlInstant } from '../column-codec.js';
import { TenantRows, untenanted } from './tenant-rows.js';

const NOT_CLOSED = `state IN ('open', 'claimed')`;

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

  async queue(limit: number): Promise<HandOff[]> {
    const rows = await this.rows.read(
      HandOffEntity,
      NOT_CLOSED,
      [limit],
      `ORDER BY CASE priority WHEN 'urgent' THEN 0 ELSE 1 END, answer_by_at, id LIMIT ?`,
    );
    return rows.map((row) => this.toHandOff(row));
  }

  add(handOff: HandOff): Promise<void> {
    return this.rows.insert(HandOffEntity, [this.toRow(handOff)]);
  }

  async claim(id: HandOffId, staff: string, now: Instant, leaseUntil: Instant): Promise<boolean> {
    const claimed = await this.rows.execute(
      `UPDATE hand_offs SET state = 'claimed', claimed_by = ?, lease_until_at = ?, version = version + 1
       WHERE tenant_id = ? AND id = ? AND ${NOT_CLOSED}
       AND (claimed_by IS NULL OR claimed_by = ? OR lease_until_at IS NULL OR lease_until_at <= ?)`,
      [staff, sqlInstant(leaseUntil), this.rows.tenantId, id, staff, sqlInstant(now)],
    );
    return claimed === 1;
  }

  update(handOff: HandOff): Promise<void> {
    return this.rows.updateVersioned(
      HandOffEntity,
      [this.toRow(handOff)],
      ['reason', 'priority', 'answerBy', 'state', 'claimedBy', 'leaseUntil', 'closedAt', 'closeReason'],
      'HAND_OFF.CHANGED_MEANWHILE',
    );
  }

  private toRow(handOff: HandOff): Omit<HandOffEntity, 'tenantId'> {
    return { ...handOff, closeReason: this.cipher.encryptOptional(handOff.closeReason) };
  }

  private toHandOff(row: HandOffEntity): HandOff {
    return { ...untenanted(row), closeReason: this.cipher.decryptOptional(row.closeReason) };
  }
}
