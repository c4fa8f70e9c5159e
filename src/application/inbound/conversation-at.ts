import { Injectable } from '@nestjs/common';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { Conversations } from '../ports/conversations.js';
import { Debts } from '../ports/debts.js';
import { FindConversation } from './find-conversation.js';

/** Which conversation is meant where nothing but the contact point is known. Inside the caller's unit of work. */
@Injectable()
export class ConversationAt {
  constructor(
    private readonly conversations: Conversations,
    private readonly debts: Debts,
    private readonly findConversation: FindConversation,
  ) {}

  /** The one that was talked in last, else one with a lender of the debtor; null: the debtor owes nobody. */
  async run(contactPoint: ContactPoint): Promise<Conversation | null> {
    const known = await this.conversations.ofContactPoints([contactPoint.id]);
    const [latest] = [...known].sort((a, b) => (b.lastInboundAt ?? 0) - (a.lastInboundAt ?? 0));
    if (latest) return latest;
    const debts = await this.debts.ofDebtors([contactPoint.debtorId]);
    const debt = debts.find(({ state }) => state === 'open') ?? debts[0];
    return debt ? this.findConversation.withLender(contactPoint, debt.lenderId) : null;
  }
}
