import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ChannelEvent } from '../../domain/channel/channel-event.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Message } from '../../domain/message/message.js';
import { ECHO_WITHIN, echoOf } from '../../domain/message/echo-of.js';
import { plus } from '../../domain/calendar/instant.js';
import type { MessageId, SendAttemptId } from '../../domain/shared/ids.js';
import { OpenHandOff } from '../desk/open-hand-off.js';
import { ConversationAt } from '../inbound/conversation-at.js';
import { messageEvent, withdrawnEvents } from '../outbound/message-event.js';
import { TemplatesInForce } from '../outbound/templates-in-force.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { Ids } from '../ports/ids.js';
import { Messages } from '../ports/messages.js';
import { SendAttempts } from '../ports/send-attempts.js';
import type { SendAttempt } from '../ports/send-attempts.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { addressAt } from './event-sources.js';
import type { EventSource } from './event-sources.js';

type OwnMessage = Extract<ChannelEvent, { readonly kind: 'own-message' }>;

/**
 * A text left the account. One of ours settles what became of it, however often it comes back. Anything else was
 * typed by a person elsewhere: it is kept in the conversation, bot and cadence fall silent, what waits is withdrawn,
 * and the desk is told. Whom nobody knows is a private matter of the account. Inside the caller's unit of work.
 */
@Injectable()
export class RecordOwnMessages {
  constructor(
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly messages: Messages,
    private readonly attempts: SendAttempts,
    private readonly holds: Holds,
    private readonly templatesInForce: TemplatesInForce,
    private readonly templateVersions: TemplateVersions,
    private readonly conversationAt: ConversationAt,
    private readonly openHandOff: OpenHandOff,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async run(source: EventSource, own: OwnMessage): Promise<void> {
    const { account } = source;
    const [contactPoint] = await this.contactPoints.byAddresses([addressAt(source, own.address)]);
    if (!contactPoint) return;
    await this.debtors.lock([contactPoint.debtorId]);
    const attempts = await this.attempts.byProviderIds(account.id, [own.providerMessageId]);
    const known = attempts.get(own.providerMessageId);
    const now = this.clock.now();
    if (known) {
      const message = (await this.messages.byIds([known.messageId])).get(known.messageId);
      if (message) await this.settle(message, own, now);
      return;
    }
    const ours = own.author === 'person' ? null : await this.oursLike(contactPoint, own, now);
    if (ours) await this.settle(ours, own, now);
    else await this.typedElsewhere(source, contactPoint, own, now);
  }

  private async oursLike({ id }: ContactPoint, { text }: OwnMessage, now: Instant): Promise<Message | null> {
    return text === null ? null : echoOf(text, await this.messages.lately(id, plus(now, -ECHO_WITHIN)));
  }

  /** What is still under way is settled by its outcome, which finds the id that is noted here. */
  private async settle(message: Message, own: OwnMessage, now: Instant): Promise<void> {
    const attempt = await this.latestAttempt(message);
    if (!attempt) return;
    const unconfirmed = message.state === 'unknown' || message.state === 'sent-unconfirmed';
    if (!unconfirmed && message.state !== 'checking' && message.state !== 'queued') return;
    const { providerMessageId } = own;
    if (!unconfirmed) {
      await this.attempts.finish([{ ...attempt, providerMessageId }]);
      if (message.state === 'queued') await this.keepFromGoingAgain(message, now);
      return;
    }
    await this.attempts.finish([{ ...attempt, outcome: 'accepted', providerMessageId, endedAt: now }]);
    const sentAt = message.sentAt ?? own.sentAt;
    await this.messages.change([{ id: message.id, state: 'sent', reason: null, sentAt }], now);
    const type = message.state === 'unknown' ? 'message.sent' : 'message.confirmed';
    await this.events.append([messageEvent(type, message, 'seen-on-the-account')]);
  }

  /** The provider said that it had not taken the text, and the account shows it: it must not go a second time. */
  private async keepFromGoingAgain(message: Message, now: Instant): Promise<void> {
    const reason = 'seen-on-the-account';
    await this.messages.change([{ id: message.id, state: 'cancelled', reason }], now);
    await this.events.append(withdrawnEvents([message.id], message.debtorId, reason));
  }

  private async latestAttempt({ id }: Message): Promise<SendAttempt | null> {
    const attempts = await this.attempts.ofMessages([id]);
    return attempts.reduce<SendAttempt | null>(
      (latest, one) => (latest && latest.startedAt > one.startedAt ? latest : one),
      null,
    );
  }

  private async typedElsewhere(
    { account }: EventSource,
    contactPoint: ContactPoint,
    own: OwnMessage,
    now: Instant,
  ): Promise<void> {
    const conversation = await this.conversationAt.run(contactPoint);
    if (!conversation) return;
    const { id: conversationId, debtorId, lenderId } = conversation;
    const message = await this.keep(conversation, contactPoint, own, now);
    await this.attempts.start([
      {
        id: this.ids.next<SendAttemptId>(),
        messageId: message.id,
        channelAccountId: account.id,
        outcome: 'accepted',
        providerMessageId: own.providerMessageId,
        detail: null,
        startedAt: own.sentAt,
        endedAt: now,
      },
    ]);
    await this.withdrawAnswers(contactPoint, now);
    await this.openHandOff.run({
      conversationId,
      debtorId,
      lenderId,
      reason: 'answered-elsewhere',
      priority: 'normal',
      takeOver: true,
    });
    await this.events.append([
      {
        type: 'message.seen-elsewhere',
        subjects: {
          message: message.id,
          conversation: conversationId,
          debtor: debtorId,
          contactPoint: contactPoint.id,
        },
      },
    ]);
  }

  private async keep(
    { id: conversationId, debtorId, lenderId, debtId }: Conversation,
    { id: contactPointId, channel }: ContactPoint,
    { text, sentAt }: OwnMessage,
    now: Instant,
  ): Promise<Message> {
    const locale = (await this.debtors.byIds([debtorId])).get(debtorId)?.locale ?? 'zh-CN';
    const wanted = { lenderId, name: 'staff-message', locale };
    const template = (await this.templatesInForce.run([wanted])).of(wanted);
    await this.templateVersions.keep([template]);
    const message: Message = {
      id: this.ids.next<MessageId>(),
      contactPointId,
      channel,
      debtorId,
      lenderId,
      debtId,
      conversationId,
      touchId: null,
      origin: 'elsewhere',
      purpose: 'service',
      templateVersionId: template.id,
      locale,
      fields: {},
      answersId: null,
      state: 'sent',
      stateReason: null,
      queuedAt: now,
      notBefore: now,
      expiresAt: now,
      body: text,
      sentAt,
      version: 1,
    };
    await this.messages.queue([message]);
    return message;
  }

  /** The assistant does not answer into what a person says; help for somebody in danger goes all the same. */
  private async withdrawAnswers({ id: contactPointId, debtorId }: ContactPoint, now: Instant): Promise<void> {
    const holds = await this.holds.inForce([debtorId], now);
    if (holds.some(({ reason }) => reason === 'crisis')) return;
    const reason = 'answered-elsewhere';
    const withdrawn = await this.messages.cancelQueued(
      { kind: 'contact-point', contactPointId },
      reason,
      now,
      {
        includeReplies: true,
        except: ['confirmation'],
        keepStaff: true,
      },
    );
    await this.events.append(withdrawnEvents(withdrawn, debtorId, reason));
  }
}
