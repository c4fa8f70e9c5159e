import { Injectable } from '@nestjs/common';
import {
  Messages,
  type CancelScope,
  type MessageChange,
  type SentCount,
} from '../../../application/ports/messages.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Message, MessageState } from '../../../domain/message/message.js';
import type {
  ContactPointId,
  ConversationId,
  DebtorId,
  InboundMessageId,
  LenderId,
  MessageId,
} from '../../../domain/shared/ids.js';
import { MessageEntity } from '../entities/message.entity.js';
import { marks } from '../rows.js';
import { MessageClaims, WAITING } from './message-claims.js';
import { MessageColumns } from './message-columns.js';
import { byId, TenantRows } from './tenant-rows.js';

/** Handed over, or perhaps handed over. */
const MAYBE_SENT = `(m.state IN ('sent', 'sent-unconfirmed', 'unknown', 'delivered', 'read')
  OR (m.state = 'checking' AND EXISTS (SELECT 1 FROM send_attempts a
      WHERE a.tenant_id = m.tenant_id AND a.message_id = m.id AND a.outcome IS NULL)))`;

/** What a state may give way to later; one that is missing here is final. Proof of arrival outweighs a failure. */
const MAY_BECOME: Readonly<Partial<Record<MessageState, readonly MessageState[]>>> = {
  queued: ['cancelled', 'suppressed', 'too-old', 'deferred'],
  deferred: ['queued', 'cancelled', 'suppressed', 'too-old'],
  checking: ['unknown'],
  sent: ['delivered', 'read', 'failed'],
  'sent-unconfirmed': ['sent', 'delivered', 'read', 'failed'],
  unknown: ['queued', 'sent', 'sent-unconfirmed', 'delivered', 'read', 'failed'],
  failed: ['delivered', 'read'],
  delivered: ['read'],
};

const COLUMN_OF_SCOPE = {
  debtor: 'debtor_id',
  debt: 'debt_id',
  'contact-point': 'contact_point_id',
} as const satisfies Record<CancelScope['kind'], string>;

const idOfScope = (scope: CancelScope): string => {
  switch (scope.kind) {
    case 'debtor':
      return scope.debtorId;
    case 'debt':
      return scope.debtId;
    case 'contact-point':
      return scope.contactPointId;
  }
};

type CancelOptions = NonNullable<Parameters<Messages['cancelQueued']>[3]>;

@Injectable()
export class TypeormMessages extends Messages {
  constructor(
    private readonly rows: TenantRows,
    private readonly columns: MessageColumns,
    private readonly claims: MessageClaims,
  ) {
    super();
  }

  queue(messages: readonly Message[]): Promise<void> {
    return this.rows.insert(
      MessageEntity,
      messages.map((message) => this.columns.toRow(message)),
    );
  }

  async byIds(ids: readonly MessageId[]): Promise<Map<MessageId, Message>> {
    const rows = await this.rows.readIn(MessageEntity, 'id', ids);
    return byId(rows.map((row) => this.columns.toMessage(row)));
  }

  async debtorsOf(ids: readonly MessageId[]): Promise<DebtorId[]> {
    const rows = await this.rows.inLists(ids, (list) =>
      this.rows.query<{ id: DebtorId }>(
        `SELECT DISTINCT debtor_id AS id FROM messages WHERE tenant_id = ? AND id IN (${marks(list)})`,
        [this.rows.tenantId, ...list],
      ),
    );
    return [...new Set(rows.map(({ id }) => id))];
  }

  ofConversation(id: ConversationId, limit: number): Promise<Message[]> {
    return this.read('conversation_id = ?', [id, limit], 'ORDER BY id DESC LIMIT ?').then((latest) =>
      latest.reverse(),
    );
  }

  claimDue(now: Instant, limit: number, token: string): Promise<MessageId[]> {
    return this.claims.take(now, limit, token);
  }

  claimed(token: string): Promise<Message[]> {
    return this.read(
      `claim_token = ? AND state = 'checking'`,
      [token],
      'ORDER BY urgency, not_before_at, id',
    );
  }

  settleClaimed(token: string, changes: readonly MessageChange[], now: Instant): Promise<void> {
    const held = [
      { column: 'claim_token', value: token },
      { column: 'state', value: 'checking' },
    ] as const;
    return this.columns.write(changes, held, now);
  }

  async change(changes: readonly MessageChange[], now: Instant): Promise<void> {
    const stored = await this.lockedStates(changes.map(({ id }) => id));
    const allowed = new Map<MessageId, MessageChange>();
    for (const change of changes) {
      const earlier = allowed.get(change.id);
      const state = earlier?.state ?? stored.get(change.id);
      if (state !== undefined && MAY_BECOME[state]?.includes(change.state)) {
        allowed.set(change.id, { ...earlier, ...change });
      }
    }
    await this.columns.write([...allowed.values()], [], now);
  }

  async cancelQueued(
    scope: CancelScope,
    reason: string,
    now: Instant,
    options: CancelOptions = {},
  ): Promise<MessageId[]> {
    const { includeReplies = false, except = [] } = options;
    const states: readonly MessageState[] = [...WAITING, 'checking'];
    const kept = includeReplies ? except : [...except, 'reactive' as const];
    const spared =
      (includeReplies ? '' : `AND origin <> 'reply' `) +
      (kept.length === 0 ? '' : `AND purpose NOT IN (${marks(kept)})`);
    const rows = await this.rows.query<{ id: MessageId; state: MessageState }>(
      `SELECT id, state FROM messages WHERE tenant_id = ? AND ${COLUMN_OF_SCOPE[scope.kind]} = ?
       AND state IN (${marks(states)}) ${spared} ORDER BY id${this.rows.forUpdate}`,
      [this.rows.tenantId, idOfScope(scope), ...states, ...kept],
    );
    const checking = rows.filter(({ state }) => state === 'checking').map(({ id }) => id);
    const taken = await this.claims.maybeTaken(checking);
    const cancelled = rows.map(({ id }) => id).filter((id) => !taken.has(id));
    await this.columns.write(
      cancelled.map((id) => ({ id, state: 'cancelled', reason })),
      [],
      now,
    );
    return cancelled;
  }

  async requeueAbandoned(before: Instant, now: Instant): Promise<number> {
    const abandoned = await this.claims.abandoned(before);
    const taken = await this.claims.maybeTaken(abandoned);
    const free = abandoned.filter((id) => !taken.has(id));
    await this.columns.write(
      free.map((id) => ({ id, state: 'queued', reason: null })),
      [],
      now,
    );
    return free.length;
  }

  async declareUnknown(before: Instant, now: Instant): Promise<MessageId[]> {
    const abandoned = await this.claims.abandoned(before);
    const open = await this.claims.attemptedOpenly(abandoned);
    const unknown = abandoned.filter((id) => open.has(id));
    await this.columns.write(
      unknown.map((id) => ({ id, state: 'unknown', reason: 'abandoned' })),
      [],
      now,
    );
    return unknown;
  }

  inState(state: MessageState, limit: number): Promise<Message[]> {
    return this.read('state = ?', [state, limit], 'ORDER BY id LIMIT ?');
  }

  async sentCounts(contactPointIds: readonly ContactPointId[]): Promise<SentCount[]> {
    const rows = await this.rows.inLists(contactPointIds, (list) =>
      this.rows.query<{
        contactPointId: ContactPointId;
        lenderId: LenderId;
        sent: string | number;
        revealed: string | number;
      }>(
        `SELECT m.contact_point_id AS contactPointId, m.lender_id AS lenderId, COUNT(*) AS sent,
           SUM(CASE WHEN v.reveals_debt THEN 1 ELSE 0 END) AS revealed
         FROM messages m JOIN template_versions v ON v.tenant_id = m.tenant_id AND v.id = m.template_version_id
         WHERE m.tenant_id = ? AND m.contact_point_id IN (${marks(list)}) AND ${MAYBE_SENT}
         GROUP BY m.contact_point_id, m.lender_id`,
        [this.rows.tenantId, ...list],
      ),
    );
    return rows.map((row) => ({ ...row, sent: Number(row.sent), revealed: Number(row.revealed) }));
  }

  async answersGiven(inboundIds: readonly InboundMessageId[]): Promise<Map<InboundMessageId, number>> {
    const rows = await this.rows.inLists(inboundIds, (list) =>
      this.rows.query<{ id: InboundMessageId; given: string | number }>(
        `SELECT m.answers_id AS id, COUNT(*) AS given FROM messages m
         WHERE m.tenant_id = ? AND m.answers_id IN (${marks(list)}) AND ${MAYBE_SENT} GROUP BY m.answers_id`,
        [this.rows.tenantId, ...list],
      ),
    );
    return new Map(rows.map(({ id, given }) => [id, Number(given)]));
  }

  async nextDue(): Promise<Instant | null> {
    const rows = await this.rows.read(
      MessageEntity,
      `state IN (${marks(WAITING)})`,
      WAITING,
      'ORDER BY not_before_at LIMIT 1',
    );
    return rows[0]?.notBefore ?? null;
  }

  private async lockedStates(ids: readonly MessageId[]): Promise<Map<MessageId, MessageState>> {
    const rows = await this.rows.inLists([...ids].sort(), (list) =>
      this.rows.query<{ id: MessageId; state: MessageState }>(
        `SELECT id, state FROM messages WHERE tenant_id = ? AND id IN (${marks(list)})
         ORDER BY id${this.rows.forUpdate}`,
        [this.rows.tenantId, ...list],
      ),
    );
    return new Map(rows.map(({ id, state }) => [id, state]));
  }

  private async read(condition: string, parameters: readonly unknown[], tail: string): Promise<Message[]> {
    const rows = await this.rows.read(MessageEntity, condition, parameters, tail);
    return rows.map((row) => this.columns.toMessage(row));
  }
}
