import { Injectable } from '@nestjs/common';
import { InboundMessages, type InboundMessage } from '../../../application/ports/inbound-messages.js';
import type { OlderThan } from '../../../application/ports/notes.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { InboundContent } from '../../../domain/conversation/inbound-content.js';
import type {
  ChannelAccountId,
  ContactPointId,
  ConversationId,
  InboundMessageId,
} from '../../../domain/shared/ids.js';
import { InboundMediaEntity, InboundMessageEntity } from '../entities/inbound-message.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { sqlInstant } from '../column-codec.js';
import { marks } from '../rows.js';
import { olderThan } from './older-than.js';
import { byId, TenantRows } from './tenant-rows.js';

/** Characters of media in one part: with encryption and base64url well below the 64 kB of a text column. */
const PART_LENGTH = 40_000;

const UNIQUE = ['tenant_id', 'channel_account_id', 'provider_message_id'] as const;

type Recall = Parameters<InboundMessages['markRecalled']>[0];
type Processed = Parameters<InboundMessages['markProcessed']>[1];

@Injectable()
export class TypeormInboundMessages extends InboundMessages {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async record(messages: readonly InboundMessage[]): Promise<InboundMessage[]> {
    const rows = messages.map((message) => this.toRow(message));
    await this.rows.insert(InboundMessageEntity, rows, { unlessTaken: UNIQUE });
    const stored = await this.storedAmong(messages.map(({ id }) => id));
    const recorded = messages.filter(({ id }) => stored.has(id));
    await this.rows.insert(
      InboundMediaEntity,
      recorded.flatMap((message) => this.toParts(message)),
    );
    return recorded;
  }

  async known(accountId: ChannelAccountId, providerMessageIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.rows.inLists(providerMessageIds, (list) =>
      this.rows.query<{ id: string }>(
        `SELECT provider_message_id AS id FROM inbound_messages
         WHERE tenant_id = ? AND channel_account_id = ? AND provider_message_id IN (${marks(list)})`,
        [this.rows.tenantId, accountId, ...list],
      ),
    );
    return new Set(rows.map(({ id }) => id));
  }

  async markRecalled(recall: Recall): Promise<void> {
    const { channelAccountId, providerMessageId, contactPointId, at } = recall;
    await this.rows.execute(
      `UPDATE inbound_messages SET recalled_at = ? WHERE tenant_id = ? AND channel_account_id = ?
       AND provider_message_id = ? AND recalled_at IS NULL
       AND ${contactPointId === null ? 'contact_point_id IS NULL' : 'contact_point_id = ?'}`,
      [
        sqlInstant(at),
        this.rows.tenantId,
        channelAccountId,
        providerMessageId,
        ...(contactPointId === null ? [] : [contactPointId]),
      ],
    );
  }

  async nextOf(contactPointId: ContactPointId): Promise<InboundMessage | null> {
    const [next] = await this.read(
      `contact_point_id = ? AND state = 'recorded'`,
      [contactPointId],
      'ORDER BY received_at, id LIMIT 1',
    );
    return next ?? null;
  }

  async nextArrival(
    contactPointId: ContactPointId,
  ): Promise<{ readonly id: InboundMessageId; readonly receivedAt: Instant } | null> {
    const [row] = await this.rows.read(
      InboundMessageEntity,
      `contact_point_id = ? AND state = 'recorded'`,
      [contactPointId],
      'ORDER BY received_at, id LIMIT 1',
    );
    return row === undefined ? null : { id: row.id, receivedAt: row.receivedAt };
  }

  async waitingSince(receivedBy: Instant, limit: number): Promise<ContactPointId[]> {
    const rows = await this.rows.query<{ id: ContactPointId }>(
      `SELECT contact_point_id AS id FROM inbound_messages
       WHERE tenant_id = ? AND state = 'recorded' AND received_at <= ?
       GROUP BY contact_point_id ORDER BY MIN(received_at) LIMIT ?`,
      [this.rows.tenantId, sqlInstant(receivedBy), limit],
    );
    return rows.map(({ id }) => id);
  }

  async unmatched(page: OlderThan<InboundMessageId>): Promise<InboundMessage[]> {
    const older = olderThan(page);
    const rows = await this.rows.read(
      InboundMessageEntity,
      `(state = 'unmatched' OR (state = 'failed' AND conversation_id IS NULL)) ${older.condition}`,
      older.parameters,
      older.tail,
    );
    return rows.map((row) => this.toInbound(row, null));
  }

  async byIds(ids: readonly InboundMessageId[]): Promise<Map<InboundMessageId, InboundMessage>> {
    return byId(await this.withMedia(await this.rows.readIn(InboundMessageEntity, 'id', ids)));
  }

  async ofConversation(id: ConversationId, limit: number): Promise<InboundMessage[]> {
    const latest = await this.read('conversation_id = ?', [id, limit], 'ORDER BY id DESC LIMIT ?');
    return latest.reverse();
  }

  async keepHeard(id: InboundMessageId, content: InboundContent): Promise<void> {
    await this.rows.execute(
      `UPDATE inbound_messages SET content = ? WHERE tenant_id = ? AND id = ? AND state = 'recorded'`,
      [this.cipher.encrypt(JSON.stringify(content)), this.rows.tenantId, id],
    );
  }

  async markProcessed(id: InboundMessageId, result: Processed): Promise<void> {
    const { conversationId, understanding, advanced, at } = result;
    const row = {
      id,
      conversationId,
      understanding: understanding === null ? null : this.cipher.encrypt(JSON.stringify(understanding)),
      advanced,
      state: 'processed' as const,
      processedAt: at,
    };
    const set = ['conversationId', 'understanding', 'advanced', 'state', 'processedAt'] as const;
    await this.rows.update(InboundMessageEntity, [row], set);
  }

  async markFailed(id: InboundMessageId, conversationId: ConversationId | null, at: Instant): Promise<void> {
    const row = { id, conversationId, state: 'failed' as const, processedAt: at };
    await this.rows.update(InboundMessageEntity, [row], ['conversationId', 'state', 'processedAt']);
  }

  async idleSince(
    contactPointIds: readonly ContactPointId[],
    since: Instant,
  ): Promise<Map<ContactPointId, number>> {
    const rows = await this.rows.inLists(contactPointIds, (list) =>
      this.rows.query<{ id: ContactPointId; idle: string | number }>(
        `SELECT contact_point_id AS id, COUNT(*) AS idle FROM inbound_messages
         WHERE tenant_id = ? AND contact_point_id IN (${marks(list)}) AND state = 'processed'
         AND advanced = 0 AND processed_at >= ? GROUP BY contact_point_id`,
        [this.rows.tenantId, ...list, sqlInstant(since)],
      ),
    );
    return new Map(rows.map(({ id, idle }) => [id, Number(idle)]));
  }

  private async storedAmong(ids: readonly InboundMessageId[]): Promise<Set<InboundMessageId>> {
    const rows = await this.rows.inLists(ids, (list) =>
      this.rows.query<{ id: InboundMessageId }>(
        `SELECT id FROM inbound_messages WHERE tenant_id = ? AND id IN (${marks(list)})`,
        [this.rows.tenantId, ...list],
      ),
    );
    return new Set(rows.map(({ id }) => id));
  }

  private async read(
    condition: string,
    parameters: readonly unknown[],
    tail: string,
  ): Promise<InboundMessage[]> {
    return this.withMedia(await this.rows.read(InboundMessageEntity, condition, parameters, tail));
  }

  private async withMedia(rows: readonly InboundMessageEntity[]): Promise<InboundMessage[]> {
    const owners = rows.filter(({ hasMedia }) => hasMedia).map(({ id }) => id);
    const parts = await this.rows.readIn(InboundMediaEntity, 'inbound_message_id', owners, {
      tail: 'ORDER BY inbound_message_id, part',
    });
    const media = new Map<InboundMessageId, string>();
    for (const { inboundMessageId, content } of parts) {
      media.set(inboundMessageId, (media.get(inboundMessageId) ?? '') + this.cipher.decrypt(content));
    }
    return rows.map((row) => this.toInbound(row, media.get(row.id) ?? null));
  }

  private toRow(message: InboundMessage): Omit<InboundMessageEntity, 'tenantId'> {
    const { media, content, address, ...rest } = message;
    return {
      ...rest,
      address: this.cipher.encrypt(address),
      content: this.cipher.encrypt(JSON.stringify(content)),
      hasMedia: media !== null && media !== '',
      understanding: null,
      advanced: null,
      processedAt: null,
      recalledAt: null,
    };
  }

  private toParts({ id, media }: InboundMessage): Omit<InboundMediaEntity, 'tenantId'>[] {
    const parts: Omit<InboundMediaEntity, 'tenantId'>[] = [];
    for (let start = 0; media !== null && start < media.length; start += PART_LENGTH) {
      const content = this.cipher.encrypt(media.slice(start, start + PART_LENGTH));
      parts.push({ inboundMessageId: id, part: parts.length, content });
    }
    return parts;
  }

  private toInbound(row: InboundMessageEntity, media: string | null): InboundMessage {
    return {
      id: row.id,
      channelAccountId: row.channelAccountId,
      providerMessageId: row.providerMessageId,
      channel: row.channel,
      address: this.cipher.decrypt(row.address),
      contactPointId: row.contactPointId,
      conversationId: row.conversationId,
      content: JSON.parse(this.cipher.decrypt(row.content)) as InboundContent,
      media,
      sentAt: row.sentAt,
      receivedAt: row.receivedAt,
      state: row.state,
    };
  }
}
