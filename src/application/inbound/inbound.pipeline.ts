import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { ConversationFacts } from '../../domain/conversation/conversation-facts.js';
import { optOutKeyword, optOutScope } from '../../domain/contact-policy/opt-out-keyword.js';
import type { ResolvedPolicy } from '../../domain/contact-policy/resolve-policy.js';
import { wordsOf } from '../../domain/conversation/inbound-content.js';
import { choicesInForce, decide, stateForReading } from '../../domain/conversation/decide.js';
import { decideLate } from '../../domain/conversation/decide-late.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { Lender } from '../../domain/debt/lender.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Locale } from '../../domain/shared/locale.js';
import type { ContactPointId, TenantId } from '../../domain/shared/ids.js';
import { readReply } from '../../domain/understanding/read-reply.js';
import { withOpinion } from '../../domain/understanding/second-opinion.js';
import type { Understanding } from '../../domain/understanding/understanding.js';
import { EventSources } from '../channel/event-sources.js';
import { ContinueClosed } from '../desk/continue-closed.js';
import { NoteInbound } from '../desk/note-inbound.js';
import { withdrawnEvents } from '../outbound/message-event.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import type { InboundMessage } from '../ports/inbound-messages.js';
import { Lenders } from '../ports/lenders.js';
import { Messages } from '../ports/messages.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { UnderstandingModel } from '../ports/understanding-model.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { ApplyDecision } from './apply-decision.js';
import { AskSecondReader } from './ask-second-reader.js';
import type { SecondOpinion } from './ask-second-reader.js';
import { ChooseLender } from './choose-lender.js';
import { FindConversation } from './find-conversation.js';
import { HearVoice } from './hear-voice.js';
import { LoadConversationFacts } from './load-conversation-facts.js';

/**
 * The inbound line: record once (see `RecordInbound`) → who → what do they want → what do we do → apply.
 * One message is one transaction under its debtor's lock, so a debtor's messages are processed one at a time
 * and in order, whatever runs beside it.
 */
@Injectable()
export class InboundPipeline {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inbound: InboundMessages,
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly lenders: Lenders,
    private readonly packs: PolicyPacks,
    private readonly messages: Messages,
    private readonly events: EventLog,
    private readonly sources: EventSources,
    private readonly findConversation: FindConversation,
    private readonly chooseLender: ChooseLender,
    private readonly loadFacts: LoadConversationFacts,
    private readonly applyDecision: ApplyDecision,
    private readonly continueClosed: ContinueClosed,
    private readonly noteInbound: NoteInbound,
    private readonly understanding: UnderstandingModel,
    private readonly hearVoice: HearVoice,
    private readonly askSecondReader: AskSecondReader,
    private readonly clock: Clock,
  ) {}

  /** Processes what the contact point has waiting; returns how many messages that were. */
  async run(tenantId: TenantId, contactPointId: ContactPointId): Promise<number> {
    for (let processed = 0; ; processed += 1) {
      await this.hearVoice.run(tenantId, contactPointId);
      const opinion = await this.askSecondReader.run(tenantId, contactPointId);
      const scope = { tenantId, actor: { kind: 'debtor' } } as const;
      if (!(await this.unitOfWork.run(scope, () => this.one(contactPointId, opinion)))) return processed;
    }
  }

  private async one(contactPointId: ContactPointId, opinion: SecondOpinion | null): Promise<boolean> {
    const { contactPoint, debtor } = await this.who(contactPointId);
    const message = await this.inbound.nextOf(contactPointId);
    if (!message) return false;
    const now = this.clock.now();
    await this.withdrawNeedless(contactPoint, now);

    const match = await this.findConversation.run(contactPoint, now);
    if (!match) throw new DomainError('CONVERSATION.NO_DEBT', 'The debtor of this message has no debt.');
    const late = await this.isLate(message);
    const choice = await this.chooseLender.run({ match, contactPoint, debtor, message, late }, now);
    if (choice.kind === 'asked') return true;

    const { about } = choice;
    const lender = await this.lender(choice.conversation);
    const conversation = await this.continueClosed.run(choice.conversation, lender, now);
    const policy = this.packs.resolve(lender.country, debtor.country);
    const facts = await this.loadFacts.run({ conversation, contactPoint, debtor, lender, policy }, now);
    const read = this.whatDoTheyWant(about, conversation, facts, policy, now);
    const understanding = read && opinion?.messageId === about.id ? withOpinion(read, opinion.intent) : read;
    const input = { conversation, content: about.content, understanding, facts, now };
    const decision = late ? decideLate(input) : decide(input);
    await this.applyDecision.run(
      {
        conversation,
        contactPoint,
        debtor,
        debts: facts.debts,
        optOutScope: optOutScope(policy),
        inbound: message,
        now,
      },
      decision,
    );
    await this.inbound.markProcessed(message.id, {
      conversationId: conversation.id,
      understanding,
      advanced: decision.advanced,
      at: now,
    });
    await this.noteInbound.run(conversation.id, about.content, debtor, lender);
    return true;
  }

  /** Whether it came so long after it was written that an answer of the assistant would come out of the blue. */
  private async isLate({ channelAccountId, sentAt, receivedAt }: InboundMessage): Promise<boolean> {
    const source = (await this.sources.of([channelAccountId])).get(channelAccountId);
    return source !== undefined && receivedAt - sentAt > source.answersWithin;
  }

  /** What people meant to be sent later unless the debtor writes first. */
  private async withdrawNeedless(
    { id: contactPointId, debtorId }: ContactPoint,
    now: Instant,
  ): Promise<void> {
    const needless = await this.messages.cancelFor('inbound', { contactPointId }, 'debtor-wrote', now);
    if (needless.length === 0) return;
    await this.events.append(withdrawnEvents(needless, debtorId, 'debtor-wrote'));
  }

  private async who(contactPointId: ContactPointId): Promise<{ contactPoint: ContactPoint; debtor: Debtor }> {
    const before = await this.contactPoint(contactPointId);
    await this.debtors.lock([before.debtorId]);
    const contactPoint = await this.contactPoint(contactPointId);
    const debtor = (await this.debtors.byIds([contactPoint.debtorId])).get(contactPoint.debtorId);
    if (!debtor) throw new DomainError('DEBTOR.UNKNOWN', 'The debtor of this contact point is gone.');
    return { contactPoint, debtor };
  }

  private whatDoTheyWant(
    { content }: InboundMessage,
    conversation: Conversation,
    facts: ConversationFacts,
    policy: ResolvedPolicy,
    now: Instant,
  ): Understanding | null {
    if (content.kind === 'arrived') return greeted(facts.locale);
    const words = wordsOf(content);
    if (words === null) return null;
    if (optOutKeyword(words, policy)) return askedToStop(words, facts.locale);
    const focus = facts.debts.find((debt) => debt.id === conversation.debtId) ?? facts.debts[0];
    return readReply(
      {
        text: words,
        locale: facts.locale,
        now,
        zone: facts.zone,
        state: stateForReading(conversation, facts, now),
        choices: choicesInForce(conversation, facts),
        currency: focus?.currency ?? 'CNY',
      },
      this.understanding.current(),
    );
  }

  private async contactPoint(id: ContactPointId): Promise<ContactPoint> {
    const contactPoint = (await this.contactPoints.byIds([id])).get(id);
    if (!contactPoint) throw new DomainError('CONTACT_POINT.UNKNOWN', 'No contact point has this id.');
    return contactPoint;
  }

  private async lender(conversation: Conversation): Promise<Lender> {
    const lender = (await this.lenders.byIds([conversation.lenderId])).get(conversation.lenderId);
    if (!lender) throw new DomainError('LENDER.UNKNOWN', 'The lender of this conversation is gone.');
    return lender;
  }
}

/** Who comes by a one-time code without a word is greeted like somebody who says hello. */
const greeted = (language: Locale): Understanding => ({
  intents: [{ name: 'greeting_ack', score: 1 }],
  slots: {},
  severity: null,
  language,
  evidence: [],
});

/** A message that is nothing but an opt-out keyword of the policy needs no reading. */
const askedToStop = (keyword: string, language: Locale): Understanding => ({
  intents: [{ name: 'stop_contact', score: 1 }],
  slots: {},
  severity: null,
  language,
  evidence: [{ intent: 'stop_contact', words: keyword }],
});
