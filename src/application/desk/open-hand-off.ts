import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { answerBy } from '../../domain/conversation/answer-by.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import { newConversation } from '../../domain/conversation/conversation.js';
import type { HandOff, HandOffPriority, HandOffReason } from '../../domain/conversation/hand-off.js';
import { moreUrgent, newHandOff } from '../../domain/conversation/hand-off.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ConversationId, DebtorId, HandOffId, LenderId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Conversations } from '../ports/conversations.js';
import { EventLog } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { Ids } from '../ports/ids.js';
import { Lenders } from '../ports/lenders.js';
import { TakeOver } from './take-over.js';

export interface HandOffRequest {
  /** Null: the debtor's latest conversation with the lender, opened if there is none. */
  readonly conversationId: ConversationId | null;
  readonly debtorId: DebtorId;
  readonly lenderId: LenderId;
  readonly reason: HandOffReason;
  readonly priority: HandOffPriority;
  /** Whether bot and cadence fall silent until handed back; true unless said otherwise. */
  readonly takeOver?: boolean;
}

/**
 * Puts a conversation into the queue of the desk, inside the caller's unit of work.
 * A conversation has at most one open item: a second reason raises the first one's urgency, never lowers it.
 */
@Injectable()
export class OpenHandOff {
  constructor(
    private readonly handOffs: HandOffs,
    private readonly conversations: Conversations,
    private readonly contactPoints: ContactPoints,
    private readonly lenders: Lenders,
    private readonly events: EventLog,
    private readonly takeOver: TakeOver,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async run(request: HandOffRequest): Promise<HandOff> {
    const now = this.clock.now();
    const conversation = await this.conversationOf(request);
    const lender = (await this.lenders.byIds([request.lenderId])).get(request.lenderId);
    if (!lender) throw new DomainError('LENDER.UNKNOWN', 'No lender has the id of this hand-off.');
    const [open] = await this.handOffs.openOf([conversation.id]);
    const due = answerBy(lender.workingHours, request, now);
    const handOff = open
      ? await this.raise(open, request, due)
      : await this.open(conversation, request, due, now);
    if (request.takeOver ?? true) await this.takeOver.run(conversation.id);
    return handOff;
  }

  private async open(
    conversation: Conversation,
    request: HandOffRequest,
    due: Instant,
    now: Instant,
  ): Promise<HandOff> {
    const { contactPointId } = conversation;
    const contactPoint = (await this.contactPoints.byIds([contactPointId])).get(contactPointId);
    const handOff = newHandOff({
      id: this.ids.next<HandOffId>(),
      conversationId: conversation.id,
      debtorId: request.debtorId,
      lenderId: request.lenderId,
      channel: contactPoint?.channel ?? null,
      reason: request.reason,
      priority: request.priority,
      answerBy: due,
      openedAt: now,
      linkedTo: (await this.handOffs.latestOf(conversation.id))?.id ?? null,
    });
    await this.handOffs.add(handOff);
    await this.events.append([this.event('hand-off.opened', handOff)]);
    return handOff;
  }

  private async raise(open: HandOff, request: HandOffRequest, due: Instant): Promise<HandOff> {
    const danger = request.reason === 'crisis' && open.reason !== 'crisis';
    if (!danger && !moreUrgent(request.priority, open.priority)) {
      await this.events.append([{ ...this.event('hand-off.repeated', open), reason: request.reason }]);
      return open;
    }
    const raised: HandOff = {
      ...open,
      reason: request.reason,
      priority: request.priority,
      answerBy: due < open.answerBy ? due : open.answerBy,
      waitingSince: null,
    };
    await this.handOffs.update(raised);
    await this.events.append([this.event('hand-off.raised', raised)]);
    return { ...raised, version: raised.version + 1 };
  }

  private event(type: string, handOff: HandOff) {
    return {
      type,
      subjects: {
        handOff: handOff.id,
        conversation: handOff.conversationId,
        debtor: handOff.debtorId,
        lender: handOff.lenderId,
      },
      reason: handOff.reason,
      payload: { priority: handOff.priority, answerBy: handOff.answerBy },
    };
  }

  private async conversationOf(request: HandOffRequest): Promise<Conversation> {
    if (request.conversationId) {
      const found = (await this.conversations.byIds([request.conversationId])).get(request.conversationId);
      if (found) return found;
      throw new DomainError('CONVERSATION.UNKNOWN', 'No conversation has the id of this hand-off.');
    }
    const known = await this.conversations.ofDebtors([request.debtorId]);
    const latest = known.filter((one) => one.lenderId === request.lenderId).at(-1);
    if (latest) return latest;
    const [contactPoint] = await this.contactPoints.ofDebtors([request.debtorId]);
    if (!contactPoint) {
      throw new DomainError(
        'CONTACT_POINT.NONE',
        'The debtor has no contact point, so there is no conversation to hand off.',
      );
    }
    const opened = newConversation({
      id: this.ids.next<ConversationId>(),
      contactPointId: contactPoint.id,
      lenderId: request.lenderId,
      debtorId: request.debtorId,
      debtId: null,
    });
    await this.conversations.add([opened]);
    return opened;
  }
}
