import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { HOUR, plus } from '../../domain/calendar/instant.js';
import { isOpen } from '../../domain/calendar/working-hours.js';
import { answerBy } from '../../domain/conversation/answer-by.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import { CLAIM_LEASE, reopened } from '../../domain/conversation/hand-off.js';
import type { Lender } from '../../domain/debt/lender.js';
import { Conversations } from '../ports/conversations.js';
import { DeskStaff } from '../ports/desk-staff.js';
import { EventLog } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { Holds } from '../ports/holds.js';
import { OpenHandOff } from './open-hand-off.js';
import { TakeOver } from './take-over.js';

/** Within this time after closing, the item goes back to the person who closed it. */
const SAME_HAND_WITHIN = 72 * HOUR;

/**
 * The debtor writes although a person closed the conversation or wanted silence: people answer, not the assistant.
 * The person who closed it has it again when on shift, with room and within 72 hours; else a new item is opened that
 * points to the old one. Inside the unit of work of the message, under its debtor's lock.
 */
@Injectable()
export class ContinueClosed {
  constructor(
    private readonly handOffs: HandOffs,
    private readonly conversations: Conversations,
    private readonly holds: Holds,
    private readonly staff: DeskStaff,
    private readonly events: EventLog,
    private readonly openHandOff: OpenHandOff,
    private readonly takeOver: TakeOver,
  ) {}

  /** Returns the conversation as it is afterwards. */
  async run(conversation: Conversation, lender: Lender, now: Instant): Promise<Conversation> {
    if (conversation.owner === 'person') return conversation;
    const last = await this.handOffs.latestOf(conversation.id);
    if (!last || !(await this.keepsSilent(last, now))) return conversation;
    const person = await this.sameHand(last, lender, now);
    if (person === null) {
      await this.openHandOff.run({
        conversationId: conversation.id,
        debtorId: conversation.debtorId,
        lenderId: conversation.lenderId,
        reason: 'wrote-again',
        priority: 'normal',
      });
    } else {
      await this.reopen(last, person, lender, now);
    }
    return (await this.conversations.byIds([conversation.id])).get(conversation.id) ?? conversation;
  }

  /** Whether what the person wanted when closing is still in force. */
  private async keepsSilent({ state, debtorId, closeEffects }: HandOff, now: Instant): Promise<boolean> {
    if (state !== 'closed' || closeEffects === null || closeEffects.placed.length === 0) return false;
    const inForce = new Set((await this.holds.inForce([debtorId], now)).map(({ id }) => id));
    return closeEffects.placed.some((id) => inForce.has(id));
  }

  private async sameHand(last: HandOff, lender: Lender, now: Instant): Promise<string | null> {
    const { closedBy, closedAt } = last;
    if (closedBy === null || closedAt === null || now - closedAt > SAME_HAND_WITHIN) return null;
    if (!isOpen(lender.workingHours, now)) return null;
    const { active, capacity } = await this.staff.of(closedBy);
    return active && (await this.handOffs.heldBy(closedBy, now)).length < capacity ? closedBy : null;
  }

  private async reopen(last: HandOff, person: string, lender: Lender, now: Instant): Promise<void> {
    await this.handOffs.update({
      ...reopened(last, person, now, plus(now, CLAIM_LEASE)),
      answerBy: answerBy(lender.workingHours, last, now),
    });
    await this.takeOver.run(last.conversationId);
    await this.events.append([
      {
        type: 'hand-off.reopened',
        subjects: { handOff: last.id, conversation: last.conversationId, debtor: last.debtorId },
        reason: 'wrote-again',
        payload: { holder: person },
      },
    ]);
  }
}
