import { Injectable } from '@nestjs/common';
import { EMPTY_CONTEXT } from '../../domain/conversation/conversation.js';
import type { HandOffId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Conversations } from '../ports/conversations.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { Holds } from '../ports/holds.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { HeldItem } from './held-item.js';

/**
 * Closes an item with a reason and gives the conversation back to the bot. Lifts only what the take-over itself
 * placed, and the review after an opt-out, since a person has now looked; every other hold stays.
 */
@Injectable()
export class HandBack {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly heldItem: HeldItem,
    private readonly handOffs: HandOffs,
    private readonly conversations: Conversations,
    private readonly debtors: Debtors,
    private readonly holds: Holds,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, id: HandOffId, staff: string, reason: string): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const item = await this.heldItem.of(id, staff);
      await this.debtors.lock([item.debtorId]);
      await this.handOffs.update({ ...item, state: 'closed', closedAt: now, closeReason: reason });
      const ofDebtor = { kind: 'debtor', debtorId: item.debtorId } as const;
      await this.holds.release(ofDebtor, 'human-owner', now);
      await this.holds.release(ofDebtor, 'opt-out-review', now);
      const conversation = (await this.conversations.byIds([item.conversationId])).get(item.conversationId);
      if (conversation?.owner === 'person') {
        await this.conversations.update({
          ...conversation,
          owner: 'bot',
          state: 'open',
          context: EMPTY_CONTEXT,
        });
      }
      await this.events.append([
        {
          type: 'conversation.handed-back',
          subjects: { handOff: id, conversation: item.conversationId, debtor: item.debtorId },
          reason,
        },
      ]);
    });
  }
}
