import { Injectable } from '@nestjs/common';
import type { MessageChange } from '../../../application/ports/messages.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Message, MessageFields } from '../../../domain/message/message.js';
import { updateFromBatch } from '../dialect.js';
import { MessageEntity } from '../entities/message.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { sqlInstant } from '../column-codec.js';
import { TenantRows } from './tenant-rows.js';

const CHANGES_PER_STATEMENT = 250;

/** What a batch of changes may start from, besides the id. */
export type ChangeCondition = { readonly column: 'claim_token' | 'state'; readonly value: string };

const isReply = ({ origin, purpose }: Message): boolean =>
  origin === 'reply' || origin === 'staff' || purpose === 'reactive';

interface CarriedColumn {
  readonly column: string;
  readonly property: keyof MessageChange;
  value(change: MessageChange, cipher: FieldCipher): string;
}

const moment = (at: Instant | undefined): string => sqlInstant(at ?? 0);

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

/** Messages as rows: text and fields encrypted, changes written in batches. */
@Injectable()
export class MessageColumns {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {}

  toRow(message: Message): Omit<MessageEntity, 'tenantId'> {
    return {
      ...message,
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
      body: this.cipher.decryptOptional(row.body),
      sentAt: row.sentAt,
      version: row.version,
    };
  }

  /**
   * Writes the changes of messages that meet the conditions, in a few statements: changes to the same state
   * with the same columns share one. A message that leaves `checking` loses its claim.
   */
  async write(
    changes: readonly MessageChange[],
    conditions: readonly ChangeCondition[],
    now: Instant,
  ): Promise<void> {
    const alike = new Map<string, MessageChange[]>();
    for (const change of changes) {
      const shape = [change.state, ...carriedBy(change).map(({ column }) => column)].join(' ');
      const group = alike.get(shape);
      if (group === undefined) alike.set(shape, [change]);
      else group.push(change);
    }
    for (const group of alike.values()) {
      for (let start = 0; start < group.length; start += CHANGES_PER_STATEMENT) {
        await this.writeAlike(group.slice(start, start + CHANGES_PER_STATEMENT), conditions, now);
      }
    }
  }

  private async writeAlike(
    changes: readonly MessageChange[],
    conditions: readonly ChangeCondition[],
    now: Instant,
  ): Promise<void> {
    const [first] = changes;
    if (first === undefined) return;
    const released = first.state === 'checking' ? [] : ['claim_token', 'claimed_at'];
    const assignments = [
      ...['state_reason', ...carriedBy(first).map(({ column }) => column)].map((column) => ({
        column,
        expression: null,
      })),
      { column: 'state', expression: `'${first.state}'` },
      { column: 'changed_at', expression: `'${sqlInstant(now)}'` },
      { column: 'version', expression: 't.version + 1' },
      ...released.map((column) => ({ column, expression: 'NULL' })),
    ];
    const keys = ['tenant_id', 'id', ...conditions.map(({ column }) => column)];
    const { manager, tenantId } = this.rows;
    const values = changes.flatMap((change) => [
      tenantId,
      change.id,
      ...conditions.map(({ value }) => value),
      change.reason,
      ...carriedBy(change).map(({ value }) => value(change, this.cipher)),
    ]);
    await this.rows.execute(updateFromBatch(manager, 'messages', keys, assignments, changes.length), values);
  }
}
