import { Injectable } from '@nestjs/common';
import type { ObjectLiteral, ObjectType } from 'typeorm';
import { ConversationRecords } from '../../../application/ports/conversation-records.js';
import type { HeardMessage, PastHandOff, PastHold } from '../../../application/ports/conversation-records.js';
import type { OlderThan } from '../../../application/ports/notes.js';
import type { PromiseToPay } from '../../../domain/arrangement/promise-to-pay.js';
import type { Conversation } from '../../../domain/conversation/conversation.js';
import type { Dispute } from '../../../domain/conversation/dispute.js';
import type { InboundContent } from '../../../domain/conversation/inbound-content.js';
import type { Message } from '../../../domain/message/message.js';
import type { Payment } from '../../../domain/payment/payment.js';
import type { ConversationId, DebtId, DebtorId, InboundMessageId } from '../../../domain/shared/ids.js';
import { money } from '../../../domain/shared/money.js';
import type { Understanding } from '../../../domain/understanding/understanding.js';
import { DisputeEntity } from '../entities/dispute.entity.js';
import { HandOffEntity } from '../entities/hand-off.entity.js';
import { HoldEntity } from '../entities/hold.entity.js';
import { InboundMessageEntity } from '../entities/inbound-message.entity.js';
import { MessageEntity } from '../entities/message.entity.js';
import { PaymentEntity } from '../entities/payment.entity.js';
import { PromiseEntity } from '../entities/promise.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { MessageColumns } from './message-columns.js';
import { olderThan } from './older-than.js';
import { TenantRows, untenanted } from './tenant-rows.js';

type Talk = Pick<Conversation, 'id' | 'contactPointId'>;

const newestFirst = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? 1 : -1);

@Injectable()
export class TypeormConversationRecords extends ConversationRecords {
  constructor(
    private readonly rows: TenantRows,
    private readonly columns: MessageColumns,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async heard({ id, contactPointId }: Talk, page: OlderThan<string>): Promise<HeardMessage[]> {
    const inConversation = await this.page(InboundMessageEntity, 'conversation_id = ?', [id], page);
    const waiting = await this.page(
      InboundMessageEntity,
      `contact_point_id = ? AND state = 'recorded' AND conversation_id IS NULL`,
      [contactPointId],
      page,
    );
    return [...inConversation, ...waiting]
      .sort(newestFirst)
      .slice(0, page.limit)
      .map((row) => this.toHeard(row));
  }

  async newestHeard(conversation: Talk): Promise<InboundMessageId | null> {
    const [newest] = await this.heard(conversation, { before: null, limit: 1 });
    return newest?.id ?? null;
  }

  async messages(id: ConversationId, page: OlderThan<string>): Promise<Message[]> {
    const rows = await this.page(MessageEntity, 'conversation_id = ?', [id], page);
    return rows.map((row) => this.columns.toMessage(row));
  }

  async holds(debtorId: DebtorId, debtIds: readonly DebtId[], page: OlderThan<string>): Promise<PastHold[]> {
    const rows = await this.page(
      HoldEntity,
      `debtor_id = ? AND (debt_id IS NULL OR debt_id IN (${marks(['', ...debtIds])}))`,
      [debtorId, '', ...debtIds],
      page,
    );
    return rows.map(({ id, debtId, reason, placedAt, untilAt, releasedAt }) => ({
      id,
      scope: debtId === null ? { kind: 'debtor', debtorId } : { kind: 'debt', debtorId, debtId },
      reason,
      placedAt,
      until: untilAt,
      releasedAt,
    }));
  }

  async handOffs(id: ConversationId, page: OlderThan<string>): Promise<PastHandOff[]> {
    return (await this.page(HandOffEntity, 'conversation_id = ?', [id], page)).map((row) => ({
      id: row.id,
      reason: row.reason,
      priority: row.priority,
      state: row.state,
      openedAt: row.openedAt,
      answerBy: row.answerBy,
      claimedBy: row.claimedBy,
      closedAt: row.closedAt,
      closedBy: row.closedBy,
      outcome: row.outcome,
      afterClose: row.afterClose,
    }));
  }

  async promises(debtIds: readonly DebtId[], page: OlderThan<string>): Promise<PromiseToPay[]> {
    const rows = await this.ofDebts(PromiseEntity, debtIds, page);
    return rows.map((row) => {
      const { amountMinor, currency, ...promise } = untenanted(row);
      return { ...promise, amount: money(amountMinor, currency) };
    });
  }

  async disputes(debtIds: readonly DebtId[], page: OlderThan<string>): Promise<Dispute[]> {
    return (await this.ofDebts(DisputeEntity, debtIds, page)).map(untenanted);
  }

  async payments(debtIds: readonly DebtId[], page: OlderThan<string>): Promise<Payment[]> {
    return (await this.ofDebts(PaymentEntity, debtIds, page)).map(untenanted);
  }

  private async ofDebts<Row extends ObjectLiteral>(
    entity: ObjectType<Row>,
    debtIds: readonly DebtId[],
    page: OlderThan<string>,
  ): Promise<Row[]> {
    if (debtIds.length === 0) return [];
    return this.page(entity, `debt_id IN (${marks(debtIds)})`, debtIds, page);
  }

  private page<Row extends ObjectLiteral>(
    entity: ObjectType<Row>,
    condition: string,
    parameters: readonly unknown[],
    page: OlderThan<string>,
  ): Promise<Row[]> {
    const older = olderThan(page);
    return this.rows.read(
      entity,
      `${condition} ${older.condition}`,
      [...parameters, ...older.parameters],
      older.tail,
    );
  }

  private toHeard(row: InboundMessageEntity): HeardMessage {
    return {
      id: row.id,
      channelAccountId: row.channelAccountId,
      providerMessageId: row.providerMessageId,
      channel: row.channel,
      address: this.cipher.decrypt(row.address),
      contactPointId: row.contactPointId,
      conversationId: row.conversationId,
      content: JSON.parse(this.cipher.decrypt(row.content)) as InboundContent,
      sentAt: row.sentAt,
      receivedAt: row.receivedAt,
      state: row.state,
      recalledAt: row.recalledAt,
      understanding:
        row.understanding === null
          ? null
          : (JSON.parse(this.cipher.decrypt(row.understanding)) as Understanding),
    };
  }
}
