import { Injectable } from '@nestjs/common';
import type { Conversation } from '../../domain/conversation/conversation.js';
import { newConversation } from '../../domain/conversation/conversation.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { ConversationId, LenderId } from '../../domain/shared/ids.js';
import { Conversations } from '../ports/conversations.js';
import { Ids } from '../ports/ids.js';

export interface ConversationWanted {
  readonly contactPoint: ContactPoint;
  readonly lenderId: LenderId;
}

/** The conversations of contact points with lenders, opened where there are none, so that answers find their question. */
@Injectable()
export class OpenConversations {
  constructor(
    private readonly conversations: Conversations,
    private readonly ids: Ids,
  ) {}

  /** In the order of the wishes; the debtors must be locked. */
  async run(wanted: readonly ConversationWanted[]): Promise<ConversationId[]> {
    if (wanted.length === 0) return [];
    const known = await this.conversations.ofContactPoints([
      ...new Set(wanted.map(({ contactPoint }) => contactPoint.id)),
    ]);
    const byKey = new Map(known.map((one) => [keyOf(one.contactPointId, one.lenderId), one.id]));
    const opened: Conversation[] = [];
    const ids = wanted.map(({ contactPoint, lenderId }) => {
      const key = keyOf(contactPoint.id, lenderId);
      const found = byKey.get(key);
      if (found) return found;
      const conversation = newConversation({
        id: this.ids.next<ConversationId>(),
        contactPointId: contactPoint.id,
        lenderId,
        debtorId: contactPoint.debtorId,
        debtId: null,
      });
      opened.push(conversation);
      byKey.set(key, conversation.id);
      return conversation.id;
    });
    if (opened.length > 0) await this.conversations.add(opened);
    return ids;
  }
}

const keyOf = (contactPointId: string, lenderId: string): string => `${contactPointId} ${lenderId}`;
