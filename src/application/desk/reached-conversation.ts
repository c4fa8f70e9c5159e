import { Injectable } from '@nestjs/common';
import type { Conversation } from '../../domain/conversation/conversation.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { Conversations } from '../ports/conversations.js';
import { Debtors } from '../ports/debtors.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/** Finds a conversation that the actor may see. Inside the caller's unit of work. */
@Injectable()
export class ReachedConversation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly conversations: Conversations,
    private readonly debtors: Debtors,
  ) {}

  /** Throws `CONVERSATION.UNKNOWN`, also where it belongs to a lender out of reach. */
  async of(id: ConversationId): Promise<Conversation> {
    const conversation = (await this.conversations.byIds([id])).get(id);
    if (conversation && reaches(this.unitOfWork.scope().reach, conversation.lenderId)) return conversation;
    throw new DomainError('CONVERSATION.UNKNOWN', 'There is no such conversation.');
  }

  /** The same, with its debtor locked: nothing about the conversation changes until the transaction ends. */
  async locked(id: ConversationId): Promise<Conversation> {
    const { debtorId } = await this.of(id);
    await this.debtors.lock([debtorId]);
    return this.of(id);
  }
}
