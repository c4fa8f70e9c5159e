import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { HandOffId, MessageId } from '../../domain/shared/ids.js';
import { debtWordsIn } from '../../domain/template/debt-words.js';
import { findAllForbiddenWording } from '../../domain/template/forbidden-wording.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Conversations } from '../ports/conversations.js';
import { Debtors } from '../ports/debtors.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { QueueMessages } from '../outbound/queue-messages.js';
import { HeldItem } from './held-item.js';

export interface StaffReply {
  readonly handOffId: HandOffId;
  readonly staff: string;
  readonly text: string;
  /** The text tells nothing about a debt, so it may go out before the right party is confirmed. */
  readonly neutral: boolean;
}

/** A person answers in the same chat. The message takes the outbound line like every other. */
@Injectable()
export class ReplyAsPerson {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly heldItem: HeldItem,
    private readonly conversations: Conversations,
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly inbound: InboundMessages,
    private readonly queueMessages: QueueMessages,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, reply: StaffReply): Promise<MessageId> {
    return this.unitOfWork.run(scope, async () => {
      if (reply.text.trim() === '') {
        throw new DomainError('STAFF_REPLY.EMPTY', 'The reply has no text.');
      }
      const words = reply.neutral ? debtWordsIn(reply.text) : [];
      if (words.length > 0) {
        throw new DomainError(
          'STAFF_REPLY.NOT_NEUTRAL',
          `A neutral reply must not tell of a debt; take out: ${words.join(', ')}.`,
        );
      }
      refuseForbidden(reply.text);
      const item = await this.heldItem.of(reply.handOffId, reply.staff);
      await this.debtors.lock([item.debtorId]);
      const conversation = (await this.conversations.byIds([item.conversationId])).get(item.conversationId);
      const contactPoint =
        conversation &&
        (await this.contactPoints.byIds([conversation.contactPointId])).get(conversation.contactPointId);
      const debtor = (await this.debtors.byIds([item.debtorId])).get(item.debtorId);
      if (!conversation || !contactPoint || !debtor) {
        throw new DomainError('CONVERSATION.UNKNOWN', 'The conversation of this item is gone.');
      }
      const [last] = await this.inbound.ofConversation(conversation.id, 1);
      const [message] = await this.queueMessages.run([
        {
          contactPoint,
          debtor,
          lenderId: item.lenderId,
          debtId: conversation.debtId,
          conversationId: conversation.id,
          touchId: null,
          origin: 'staff',
          template: reply.neutral ? 'staff-neutral' : 'staff-message',
          fields: { text: reply.text, staff: reply.staff },
          answersId: last?.id ?? null,
          notBefore: this.clock.now(),
        },
      ]);
      if (!message) throw new DomainError('STAFF_REPLY.NOT_QUEUED', 'The reply could not be queued.');
      return message.id;
    });
  }
}

function refuseForbidden(text: string): void {
  const [found] = findAllForbiddenWording(text);
  if (!found) return;
  throw new DomainError(
    'WORDING.FORBIDDEN',
    `The reply says "${found.phrase}", which the rule "${found.rule}" forbids.`,
  );
}
