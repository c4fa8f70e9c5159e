import { Injectable } from '@nestjs/common';
import { Conversations } from '../../../application/ports/conversations.js';
import type { Conversation, ConversationContext } from '../../../domain/conversation/conversation.js';
import { EMPTY_CONTEXT } from '../../../domain/conversation/conversation.js';
import type { ContactPointId, ConversationId, DebtorId } from '../../../domain/shared/ids.js';
import { ConversationEntity } from '../entities/conversation.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { byId, TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormConversations extends Conversations {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async byIds(ids: readonly ConversationId[]): Promise<Map<ConversationId, Conversation>> {
    return byId(await this.readBy('id', ids));
  }

  ofContactPoints(ids: readonly ContactPointId[]): Promise<Conversation[]> {
    return this.readBy('contact_point_id', ids);
  }

  ofDebtors(ids: readonly DebtorId[]): Promise<Conversation[]> {
    return this.readBy('debtor_id', ids);
  }

  add(conversations: readonly Conversation[]): Promise<void> {
    return this.rows.insert(
      ConversationEntity,
      conversations.map((conversation) => this.toRow(conversation)),
    );
  }

  update(conversation: Conversation): Promise<void> {
    return this.rows.updateVersioned(
      ConversationEntity,
      [this.toRow(conversation)],
      ['debtId', 'state', 'owner', 'context', 'lastInboundAt'],
      'CONVERSATION.CHANGED_MEANWHILE',
    );
  }

  private async readBy(column: string, ids: readonly string[]): Promise<Conversation[]> {
    const rows = await this.rows.readIn(ConversationEntity, column, ids, { tail: `ORDER BY ${column}, id` });
    return rows.map((row) => this.toConversation(row));
  }

  private toRow(conversation: Conversation): Omit<ConversationEntity, 'tenantId'> {
    return { ...conversation, context: this.cipher.encrypt(JSON.stringify(conversation.context)) };
  }

  private toConversation(row: ConversationEntity): Conversation {
    const remembered = JSON.parse(this.cipher.decrypt(row.context)) as Partial<ConversationContext>;
    return { ...untenanted(row), context: { ...EMPTY_CONTEXT, ...remembered } };
  }
}
