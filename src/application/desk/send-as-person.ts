import { Injectable } from '@nestjs/common';
import type { Authority } from '../../domain/arrangement/limits.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { latest } from '../../domain/calendar/instant.js';
import { sequenceOf } from '../../domain/conversation/sequence.js';
import { maskChatText } from '../../domain/debtor/mask-chat-text.js';
import type { CancelCause, Message } from '../../domain/message/message.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ConversationId, InboundMessageId } from '../../domain/shared/ids.js';
import { PutPlan } from '../arrangement/put-plan.js';
import type { ContactForecast } from '../outbound/forecast-contact.js';
import { ForecastContact } from '../outbound/forecast-contact.js';
import { QueueMessages } from '../outbound/queue-messages.js';
import { staffLogin } from '../people/staff-login.js';
import { ConversationRecords } from '../ports/conversation-records.js';
import { Drafts } from '../ports/drafts.js';
import { HandOffs } from '../ports/hand-offs.js';
import { Jobs } from '../ports/jobs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import type { ComposedStaffText, StaffContent } from './compose-staff-text.js';
import { ComposeStaffText } from './compose-staff-text.js';
import type { DeskCase } from './desk-case.js';
import { OpenDeskCase } from './desk-case.js';
import { HeldItem } from './held-item.js';
import { ReachedConversation } from './reached-conversation.js';

export interface StaffMessage {
  readonly conversationId: ConversationId;
  readonly content: StaffContent;
  /** Tells of no debt; so it is in a crisis, and so it must be while the right party is not confirmed. */
  readonly neutral?: boolean;
  /** The last place of the conversation that the person saw. */
  readonly basedOnSeq: number;
  readonly notBefore?: Instant;
  readonly cancelIf: readonly CancelCause[];
  /** Why it is sent although the guard wants a reason. */
  readonly reason?: string;
  /** What the person may agree. */
  readonly authority: Authority;
}

export interface SentByPerson {
  readonly message: Message;
  /** What the person said, as everybody reads it: masked. */
  readonly text: string;
  /** What the contact policy would say of it at its time; null when something it is about is gone. */
  readonly forecast: ContactForecast | null;
}

/** A person answers in the same chat, at once or later. The message takes the outbound line like every other. */
@Injectable()
export class SendAsPerson {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly heldItem: HeldItem,
    private readonly handOffs: HandOffs,
    private readonly openDeskCase: OpenDeskCase,
    private readonly composeStaffText: ComposeStaffText,
    private readonly putPlan: PutPlan,
    private readonly records: ConversationRecords,
    private readonly drafts: Drafts,
    private readonly queueMessages: QueueMessages,
    private readonly forecastContact: ForecastContact,
    private readonly jobs: Jobs,
  ) {}

  /** Throws `HAND_OFF.NOT_YOURS`, `CONVERSATION.MOVED_ON`, and what `ComposeStaffText` throws. */
  run(scope: WorkScope, asked: StaffMessage): Promise<SentByPerson> {
    const staff = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const item = await this.heldItem.ofConversation(asked.conversationId, staff);
      const about = await this.openDeskCase.run(await this.reached.of(asked.conversationId));
      const answersId = await this.refuseIfMovedOn(about, asked.basedOnSeq);
      const { content, authority, reason = null } = asked;
      const neutral = about.crisis || (asked.neutral ?? !about.confirmed);
      const composed = await this.composeStaffText.run({ staff, content, neutral, reason, authority }, about);
      const message = await this.queue(asked, about, composed, answersId);
      if (composed.plan) {
        const by = { staff, messageId: message.id };
        await this.putPlan.onTheTable(about.conversation, composed.plan, by, about.now);
      }
      await this.handOffs.update({ ...item, waitingSince: about.now });
      await this.drafts.remove(asked.conversationId, staff, 'reply');
      const forecast = await this.forecastContact.run(message, composed.template, message.notBefore);
      return { message, text: maskChatText(composed.text, about.debtor.checkFacts), forecast };
    });
  }

  /** Returns the message that this one answers; null when the debtor never wrote. */
  private async refuseIfMovedOn(
    { conversation }: DeskCase,
    basedOnSeq: number,
  ): Promise<InboundMessageId | null> {
    const newest = await this.records.newestHeard(conversation);
    const newestSeq = newest === null ? 0 : sequenceOf(newest);
    if (newestSeq <= basedOnSeq) return newest;
    throw new DomainError(
      'CONVERSATION.MOVED_ON',
      'The debtor wrote again since you read the conversation; read it first.',
      { newestSeq },
    );
  }

  private async queue(
    { cancelIf, notBefore }: StaffMessage,
    { conversation, contactPoint, debtor, now }: DeskCase,
    { template, fields, plan }: ComposedStaffText,
    answersId: InboundMessageId | null,
  ): Promise<Message> {
    const [message] = await this.queueMessages.run([
      {
        contactPoint,
        debtor,
        lenderId: conversation.lenderId,
        debtId: plan?.quote.debtId ?? conversation.debtId,
        conversationId: conversation.id,
        touchId: null,
        origin: 'staff',
        template: template.name,
        fields,
        answersId,
        notBefore: latest(notBefore ?? now, now),
        ...(cancelIf.length > 0 ? { cancelIf } : {}),
      },
    ]);
    if (message) return this.wakeLine(message, now);
    throw new DomainError('STAFF_REPLY.NOT_QUEUED', 'The reply could not be queued.');
  }

  /** What a person wrote goes at its moment, to the second; a later one is a job of its own. */
  private async wakeLine(message: Message, now: Instant): Promise<Message> {
    const { notBefore } = message;
    if (notBefore > now) {
      await this.jobs.enqueue('dispatch-messages', {}, { key: `at ${notBefore}`, runAt: notBefore });
    }
    return message;
  }
}
