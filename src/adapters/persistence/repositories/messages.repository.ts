import { Injectable } from '@nestjs/common';
import {
  Messages,
  type CancelScope,
  type MessageChange,
  type SentCount,
  type TouchChannel,
} from '../../../application/ports/messages.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { CancelCause, Message, MessageState } from '../../../domain/message/message.js';
import type {
  ContactPointId,
  ConversationId,
  DebtorId,
  InboundMessageId,
  LenderId,
  MessageId,
  TemplateVersionId,
} from '../../../domain/shared/ids.js';
import { sqlInstant } from '../column-codec.js';
import type { Touch } from '../../../domain/treatment/touch.js';
import { MessageEntity } from '../entities/message.entity.js';
import { marks } from '../rows.js';
import { MessageClaims, WAITING } from './message-claims.js';
import { MessageColumns } from './message-columns.js';
import { byId, TenantRows } from './tenant-rows.js';

/** Handed over, or perhaps handed over; `checking` with an open attempt is such a one too. */
const MAYBE_SENT = [
  'sent',
  'sent-unconfirmed',
  'unknown',
  'delivered',
  'read',
] as const satisfies readonly MessageState[];

/** How often something alike may have been sent. */
interface SentGroup {
  readonly contactPointId: ContactPointId;
  readonly lenderId: LenderId;
  readonly templateVersionId: TemplateVersionId;
  readonly answersId: InboundMessageId | null;
  readonly sent: string | number;
}

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

const CANCEL_COLUMN = {
  payment: 'cancel_on_payment',
  inbound: 'cancel_on_inbound',
} as const satisfies Record<CancelCause, string>;

type CancelForScope = Parameters<Messages['cancelFor']>[1];
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

  lately(id: ContactPointId, since: Instant): Promise<Message[]> {
    return this.read(
      'contact_point_id = ? AND body IS NOT NULL AND changed_at >= ?',
      [id, sqlInstant(since)],
      'ORDER BY id',
    );
  }

  /** By their debts, which have an index. */
  async channelsOfTouches(touches: readonly Pick<Touch, 'id' | 'debtId'>[]): Promise<TouchChannel[]> {
    const wanted = new Set(touches.map(({ id }) => id));
    const rows = await this.rows.inLists(
      touches.map(({ debtId }) => debtId),
      (list) =>
        this.rows.query<TouchChannel>(
          `SELECT DISTINCT touch_id AS touchId, channel FROM messages
           WHERE tenant_id = ? AND debt_id IN (${marks(list)}) AND touch_id IS NOT NULL`,
          [this.rows.tenantId, ...list],
        ),
    );
    return rows.filter(({ touchId }) => wanted.has(touchId));
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
      `state = 'checking' AND claim_token = ?`,
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
    const { includeReplies = false, except = [], keepStaff = false } = options;
    const kept = includeReplies ? except : [...except, 'reactive' as const];
    const spared =
      (includeReplies ? '' : `AND origin <> 'reply' `) +
      (keepStaff ? `AND origin <> 'staff' ` : '') +
      (kept.length === 0 ? '' : `AND purpose NOT IN (${marks(kept)})`);
    return this.withdraw(
      `${COLUMN_OF_SCOPE[scope.kind]} = ?`,
      [idOfScope(scope)],
      { condition: spared, parameters: kept },
      reason,
      now,
    );
  }

  cancelFor(cause: CancelCause, scope: CancelForScope, reason: string, now: Instant): Promise<MessageId[]> {
    const asked = { condition: `AND ${CANCEL_COLUMN[cause]} = 1`, parameters: [] };
    return 'contactPointId' in scope
      ? this.withdraw('contact_point_id = ?', [scope.contactPointId], asked, reason, now)
      : this.withdraw(
          'debtor_id = ? AND lender_id = ?',
          [scope.debtorId, scope.lenderId],
          asked,
          reason,
          now,
        );
  }

  waitingOf(id: ConversationId): Promise<Message[]> {
    return this.read(
      `conversation_id = ? AND state IN (${marks(WAITING)}) AND origin = 'staff'`,
      [id, ...WAITING],
      'ORDER BY not_before_at, id',
    );
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

  inState(state: MessageState, limit: number, after?: MessageId): Promise<Message[]> {
    return after === undefined
      ? this.read('state = ?', [state, limit], 'ORDER BY id LIMIT ?')
      : this.read('state = ? AND id > ?', [state, after, limit], 'ORDER BY id LIMIT ?');
  }

  async sentCounts(contactPointIds: readonly ContactPointId[]): Promise<SentCount[]> {
    const groups = await this.maybeSent('contact_point_id', contactPointIds);
    const revealing = await this.revealing(groups.map(({ templateVersionId }) => templateVersionId));
    const counts = new Map<string, SentCount>();
    for (const { contactPointId, lenderId, templateVersionId, sent } of groups) {
      const key = `${contactPointId} ${lenderId}`;
      const count = counts.get(key) ?? { contactPointId, lenderId, sent: 0, revealed: 0 };
      counts.set(key, {
        ...count,
        sent: count.sent + Number(sent),
        revealed: count.revealed + (revealing.has(templateVersionId) ? Number(sent) : 0),
      });
    }
    return [...counts.values()];
  }

  async answersGiven(inboundIds: readonly InboundMessageId[]): Promise<Map<InboundMessageId, number>> {
    const given = new Map<InboundMessageId, number>();
    for (const { answersId, sent } of await this.maybeSent('answers_id', inboundIds)) {
      if (answersId !== null) given.set(answersId, (given.get(answersId) ?? 0) + Number(sent));
    }
    return given;
  }

  nextDue(): Promise<Instant | null> {
    return this.claims.nextDue();
  }

  /** Counted without a join or a subquery: both would lead the planner of MariaDB through whole tables. */
  private async maybeSent(
    column: 'contact_point_id' | 'answers_id',
    values: readonly string[],
  ): Promise<SentGroup[]> {
    const names = `contact_point_id AS contactPointId, lender_id AS lenderId,
      template_version_id AS templateVersionId, answers_id AS answersId`;
    const { tenantId } = this.rows;
    const sent = await this.rows.inLists(values, (list) =>
      this.rows.query<SentGroup>(
        `SELECT ${names}, COUNT(*) AS sent FROM messages
         WHERE tenant_id = ? AND ${column} IN (${marks(list)}) AND state IN (${marks(MAYBE_SENT)})
         GROUP BY contact_point_id, lender_id, template_version_id, answers_id`,
        [tenantId, ...list, ...MAYBE_SENT],
      ),
    );
    const checking = await this.rows.inLists(values, (list) =>
      this.rows.query<SentGroup & { readonly id: MessageId }>(
        `SELECT id, ${names}, 1 AS sent FROM messages
         WHERE tenant_id = ? AND ${column} IN (${marks(list)}) AND state = 'checking'`,
        [tenantId, ...list],
      ),
    );
    const open = await this.claims.attemptedOpenly(checking.map(({ id }) => id));
    return [...sent, ...checking.filter(({ id }) => open.has(id))];
  }

  private async revealing(ids: readonly TemplateVersionId[]): Promise<Set<TemplateVersionId>> {
    const rows = await this.rows.inLists(ids, (list) =>
      this.rows.query<{ id: TemplateVersionId }>(
        `SELECT id FROM template_versions WHERE tenant_id = ? AND id IN (${marks(list)}) AND reveals_debt = 1`,
        [this.rows.tenantId, ...list],
      ),
    );
    return new Set(rows.map(({ id }) => id));
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

  /** What waits, and what is being checked but was not handed over yet. */
  private async withdraw(
    whose: string,
    parameters: readonly unknown[],
    which: { readonly condition: string; readonly parameters: readonly unknown[] },
    reason: string,
    now: Instant,
  ): Promise<MessageId[]> {
    const states: readonly MessageState[] = [...WAITING, 'checking'];
    const rows = await this.rows.query<{ id: MessageId; state: MessageState }>(
      `SELECT id, state FROM messages WHERE tenant_id = ? AND ${whose}
       AND state IN (${marks(states)}) ${which.condition} ORDER BY id${this.rows.forUpdate}`,
      [this.rows.tenantId, ...parameters, ...states, ...which.parameters],
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

  private async read(condition: string, parameters: readonly unknown[], tail: string): Promise<Message[]> {
    const rows = await this.rows.read(MessageEntity, condition, parameters, tail);
    return rows.map((row) => this.columns.toMessage(row));
  }
}
