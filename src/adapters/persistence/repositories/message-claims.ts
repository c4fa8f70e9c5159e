import { Injectable } from '@nestjs/common';
import { Debtors } from '../../../application/ports/debtors.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { MessageState } from '../../../domain/message/message.js';
import type { DebtorId, MessageId } from '../../../domain/shared/ids.js';
import { sqlInstant } from '../column-codec.js';
import { MessageEntity } from '../entities/message.entity.js';
import { marks } from '../rows.js';
import { TenantRows } from './tenant-rows.js';

export const WAITING = ['queued', 'deferred'] as const satisfies readonly MessageState[];
const URGENCIES = [0, 1] as const;

interface Due {
  readonly id: MessageId;
  readonly at: string | Date;
}

/** How messages pass from the queue to one worker and, when that worker died, back. */
@Injectable()
export class MessageClaims {
  constructor(
    private readonly rows: TenantRows,
    private readonly debtors: Debtors,
  ) {}

  /**
   * Ids are read first and taken by a conditional UPDATE: of two workers that read the same ids the second
   * waits for the first and then finds them taken, so it looks again.
   */
  async take(now: Instant, limit: number, token: string): Promise<MessageId[]> {
    for (;;) {
      const due = await this.due(now, limit);
      if (due.length === 0) return [];
      const taken = await this.takeThose(due, now, token);
      if (taken === due.length) return due;
      if (taken > 0) return this.takenOf(due, token);
    }
  }

  private async takeThose(due: readonly MessageId[], now: Instant, token: string): Promise<number> {
    const at = sqlInstant(now);
    const taken = await this.rows.inLists(due, async (list) => [
      await this.rows.execute(
        `UPDATE messages SET state = 'checking', claim_token = ?, claimed_at = ?, changed_at = ?, version = version + 1
         WHERE tenant_id = ? AND id IN (${marks(list)}) AND state IN (${marks(WAITING)})`,
        [token, at, at, this.rows.tenantId, ...list, ...WAITING],
      ),
    ]);
    return taken.reduce((sum, count) => sum + count, 0);
  }

  private async takenOf(due: readonly MessageId[], token: string): Promise<MessageId[]> {
    const rows = await this.rows.query<{ id: MessageId }>(
      `SELECT id FROM messages WHERE tenant_id = ? AND state = 'checking' AND claim_token = ?`,
      [this.rows.tenantId, token],
    );
    const taken = new Set(rows.map(({ id }) => id));
    return due.filter((id) => taken.has(id));
  }

  /** Replies first, then by time: one walk along the index per urgency and state. */
  private async due(now: Instant, limit: number): Promise<MessageId[]> {
    const due: Due[] = [];
    for (const urgency of URGENCIES) {
      const missing = limit - due.length;
      if (missing === 0) break;
      const found: Due[] = [];
      for (const state of WAITING) {
        const ofState = await this.rows.query<Due>(
          `SELECT id, not_before_at AS at FROM messages
           WHERE tenant_id = ? AND state = ? AND urgency = ? AND not_before_at <= ?
           ORDER BY not_before_at, id LIMIT ?`,
          [this.rows.tenantId, state, urgency, sqlInstant(now), missing],
        );
        found.push(...ofState);
      }
      found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
      due.push(...found.slice(0, missing));
    }
    return due.map(({ id }) => id);
  }

  /** When the next waiting message becomes due: the first step of a walk along the index per urgency and state. */
  async nextDue(): Promise<Instant | null> {
    let next: Instant | null = null;
    for (const urgency of URGENCIES) {
      for (const state of WAITING) {
        const [first] = await this.rows.read(
          MessageEntity,
          'state = ? AND urgency = ?',
          [state, urgency],
          'ORDER BY not_before_at, id LIMIT 1',
        );
        if (first && (next === null || first.notBefore < next)) next = first.notBefore;
      }
    }
    return next;
  }

  /**
   * Messages claimed before `before` that nobody settled. Their debtors are locked first: a worker that is
   * slow, not dead, holds that lock while it writes attempts, so its attempts are seen.
   */
  async abandoned(before: Instant): Promise<MessageId[]> {
    const debtors = await this.checkingSince<{ id: DebtorId }>('DISTINCT debtor_id AS id', before);
    if (debtors.length === 0) return [];
    await this.debtors.lock(debtors.map(({ id }) => id));
    const messages = await this.checkingSince<{ id: MessageId }>('id', before);
    return messages.map(({ id }) => id);
  }

  private checkingSince<Answer>(selection: string, before: Instant): Promise<Answer[]> {
    return this.rows.query(
      `SELECT ${selection} FROM messages WHERE tenant_id = ? AND state = 'checking' AND claimed_at < ?`,
      [this.rows.tenantId, sqlInstant(before)],
    );
  }

  /** Those of the messages with an attempt whose outcome is not known. */
  attemptedOpenly(ids: readonly MessageId[]): Promise<Set<MessageId>> {
    return this.attempted(ids, 'outcome IS NULL');
  }

  /** Those of the messages with an attempt that the provider took or may have taken. */
  maybeTaken(ids: readonly MessageId[]): Promise<Set<MessageId>> {
    return this.attempted(ids, `(outcome IS NULL OR outcome <> 'retry')`);
  }

  private async attempted(ids: readonly MessageId[], condition: string): Promise<Set<MessageId>> {
    const rows = await this.rows.inLists(ids, (list) =>
      this.rows.query<{ id: MessageId }>(
        `SELECT DISTINCT message_id AS id FROM send_attempts
         WHERE tenant_id = ? AND message_id IN (${marks(list)}) AND ${condition}`,
        [this.rows.tenantId, ...list],
      ),
    );
    return new Set(rows.map(({ id }) => id));
  }
}
