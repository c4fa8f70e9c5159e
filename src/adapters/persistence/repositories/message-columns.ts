import { Injectable } from '@nestjs/common';
import type { MessageChange } from '../../../application/ports/messages.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Message, MessageFields, MessageState } from '../../../domain/message/message.js';
import { updateFromBatch } from '../dialect.js';
import { MessageEntity } from '../entities/message.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { sqlInstant } from '../column-codec.js';
import { marks } from '../rows.js';
import { TenantRows } from './tenant-rows.js';

const CHANGES_PER_STATEMENT = 250;
/** As many characters of a provider's reason as the column holds. */
const REASON_LENGTH = 200;

/** What a batch of changes may start from, besides the id. */
export type ChangeCondition = { readonly column: 'claim_token' | 'state'; readonly value: string };

const isReply = ({ origin, purpose }: Pick<Message, 'origin' | 'purpose'>): boolean =>
  origin === 'reply' || origin === 'staff' || purpose === 'reactive';

interface CarriedColumn {
  readonly column: string;
  readonly property: keyof MessageChange;
  value(change: MessageChange, cipher: FieldCipher): string;
}

const moment = (at: Instant | undefined): string => sqlInstant(at ?? 0);

const reasonOf = ({ reason }: MessageChange): string | null => reason?.slice(0, REASON_LENGTH) ?? null;

/** Columns that a change sets only when it carries them. */
const CARRIED: readonly CarriedColumn[] = [
  { column: 'not_before_at', property: 'notBefore', value: (change) => moment(change.notBefore) },
  { column: 'sent_at', property: 'sentAt', value: (change) => moment(change.sentAt) },
  {
    column: 'template_version_id',
    property: 'templateVersionId',
    value: (change) => change.templateVersionId ?? '',
  },
  { column: 'body', property: 'body', value: (change, cipher) => cipher.encrypt(change.body ?? '') },
];

const carriedBy = (change: MessageChange): readonly CarriedColumn[] =>
  CARRIED.filter(({ property }) => change[property] !== undefined);

/** What a state brings with it: leaving `checking` ends the claim; staying there touches no index. */
const transitionTo = (state: MessageState): readonly { column: string; expression: string }[] =>
  state === 'checking'
    ? []
    : [
        { column: 'state', expression: `'${state}'` },
        { column: 'claim_token', expression: 'NULL' },
        { column: 'claimed_at', expression: 'NULL' },
      ];

const shapeOf = (change: MessageChange): string =>
  [change.state, ...carriedBy(change).map(({ column }) => column)].join(' ');

/** What a change writes; a text is written as one of a kind, because each is encrypted differently. */
const contentOf = (change: MessageChange): string =>
  change.body === undefined
    ? JSON.stringify([change.reason, ...CARRIED.map(({ property }) => change[property])])
    : change.id;

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): Iterable<Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group === undefined) found.set(keyOf(item), [item]);
    else group.push(item);
  }
  return found.values();
}

/** Left out where none was stored, as for almost all messages. */
const cancelCauses = ({ cancelOnPayment, cancelOnInbound }: MessageEntity): Pick<Message, 'cancelIf'> =>
  cancelOnPayment === null && cancelOnInbound === null
    ? {}
    : {
        cancelIf: [
          ...(cancelOnPayment ? (['payment'] as const) : []),
          ...(cancelOnInbound ? (['inbound'] as const) : []),
        ],
      };

/** Messages as rows: text and fields encrypted, changes written in batches. */
@Injectable()
export class MessageColumns {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {}

  toRow({ cancelIf, ...message }: Message): Omit<MessageEntity, 'tenantId'> {
    return {
      ...message,
      cancelOnPayment: cancelIf?.includes('payment') ?? null,
      cancelOnInbound: cancelIf?.includes('inbound') ?? null,
      urgency: isReply(message) ? 0 : 1,
      fields: this.cipher.encrypt(JSON.stringify(message.fields)),
      body: this.cipher.encryptOptional(message.body),
      changedAt: message.queuedAt,
      claimToken: null,
      claimedAt: null,
    };
  }

  toMessage(row: MessageEntity): Message {
    return {
      id: row.id,
      contactPointId: row.contactPointId,
      channel: row.channel,
      debtorId: row.debtorId,
      lenderId: row.lenderId,
      debtId: row.debtId,
      conversationId: row.conversationId,
      touchId: row.touchId,
      origin: row.origin,
      purpose: row.purpose,
      templateVersionId: row.templateVersionId,
      locale: row.locale,
      fields: JSON.parse(this.cipher.decrypt(row.fields)) as MessageFields,
      answersId: row.answersId,
      state: row.state,
      stateReason: row.stateReason,
      queuedAt: row.queuedAt,
      notBefore: row.notBefore,
      expiresAt: row.expiresAt,
      ...cancelCauses(row),
      body: this.cipher.decryptOptional(row.body),
      sentAt: row.sentAt,
      version: row.version,
    };
  }

  /**
   * Writes the changes of messages that meet the conditions, in a few statements: equal changes share one, and so
   * do changes to the same state with the same columns. A message that leaves `checking` loses its claim.
   */
  async write(
    changes: readonly MessageChange[],
    conditions: readonly ChangeCondition[],
    now: Instant,
  ): Promise<void> {
    for (const alike of groups(changes, shapeOf)) {
      const different: MessageChange[] = [];
      for (const equal of groups(alike, contentOf)) {
        if (equal.length === 1) different.push(...equal);
        else await this.writeEqual(equal, conditions, now);
      }
      for (let start = 0; start < different.length; start += CHANGES_PER_STATEMENT) {
        await this.writeAlike(different.slice(start, start + CHANGES_PER_STATEMENT), conditions, now);
      }
    }
  }

  private async writeEqual(
    changes: readonly MessageChange[],
    conditions: readonly ChangeCondition[],
    now: Instant,
  ): Promise<void> {
    const [first] = changes;
    if (first === undefined) return;
    const carried = carriedBy(first);
    const assignments = [
      'state_reason = ?',
      'changed_at = ?',
      'version = version + 1',
      ...carried.map(({ column }) => `${column} = ?`),
      ...transitionTo(first.state).map(({ column, expression }) => `${column} = ${expression}`),
    ];
    const held = conditions.map(({ column }) => `AND ${column} = ?`).join(' ');
    const ids = changes.map(({ id }) => id);
    await this.rows.inLists(ids, async (list) => [
      await this.rows.execute(
        `UPDATE messages SET ${assignments.join(', ')} WHERE tenant_id = ? AND id IN (${marks(list)}) ${held}`,
        [
          reasonOf(first),
          sqlInstant(now),
          ...carried.map(({ value }) => value(first, this.cipher)),
          this.rows.tenantId,
          ...list,
          ...conditions.map(({ value }) => value),
        ],
      ),
    ]);
  }

  private async writeAlike(
    changes: readonly MessageChange[],
    conditions: readonly ChangeCondition[],
    now: Instant,
  ): Promise<void> {
    const [first] = changes;
    if (first === undefined) return;
    const assignments = [
      ...['state_reason', ...carriedBy(first).map(({ column }) => column)].map((column) => ({
        column,
        expression: null,
      })),
      { column: 'changed_at', expression: `'${sqlInstant(now)}'` },
      { column: 'version', expression: 't.version + 1' },
      ...transitionTo(first.state),
    ];
    const keys = ['tenant_id', 'id', ...conditions.map(({ column }) => column)];
    const { manager, tenantId } = this.rows;
    const values = changes.flatMap((change) => [
      tenantId,
      change.id,
      ...conditions.map(({ value }) => value),
      reasonOf(change),
      ...carriedBy(change).map(({ value }) => value(change, this.cipher)),
    ]);
    await this.rows.execute(updateFromBatch(manager, 'messages', keys, assignments, changes.length), values);
  }
}
