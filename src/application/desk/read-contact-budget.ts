import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { DAY, plus } from '../../domain/calendar/instant.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { isConfirmed } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { Message } from '../../domain/message/message.js';
import { reaches } from '../../domain/people/access.js';
import type { Channel } from '../../domain/shared/channel.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { DebtorId, LenderId, MessageId } from '../../domain/shared/ids.js';
import type { TemplateVersion } from '../../domain/template/template.js';
import type { ContactForecast } from '../outbound/forecast-contact.js';
import { ForecastContact } from '../outbound/forecast-contact.js';
import { TemplatesInForce } from '../outbound/templates-in-force.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { ConversationRecords } from '../ports/conversation-records.js';
import { Conversations } from '../ports/conversations.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { Ids } from '../ports/ids.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

export interface BudgetQuestion {
  readonly debtorId: DebtorId;
  readonly channel: Channel;
  /** The debtor's latest conversation on the channel decides unless given. */
  readonly lenderId?: LenderId;
}

interface WouldBe {
  readonly debtor: Debtor;
  readonly contactPoint: ContactPoint;
  readonly lenderId: LenderId;
  readonly conversation: Conversation | null;
}

/** What the contact policy would say if a person wrote to the debtor on a channel now. */
@Injectable()
export class ReadContactBudget {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly debtors: Debtors,
    private readonly debts: Debts,
    private readonly contactPoints: ContactPoints,
    private readonly conversations: Conversations,
    private readonly records: ConversationRecords,
    private readonly templatesInForce: TemplatesInForce,
    private readonly forecastContact: ForecastContact,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `DEBTOR.UNKNOWN`, `CONTACT_POINT.UNKNOWN`. */
  run(scope: WorkScope, question: BudgetQuestion): Promise<ContactForecast> {
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const wouldBe = await this.wouldBe(scope, question);
      const { contactPoint, debtor, lenderId } = wouldBe;
      const name = isConfirmed(contactPoint.rightParty, now) ? 'staff-message' : 'staff-neutral';
      const wanted = { lenderId, name, locale: debtor.locale };
      const template = (await this.templatesInForce.run([wanted])).of(wanted);
      const message = await this.message(wouldBe, template, now);
      const forecast = await this.forecastContact.run(message, template, now);
      if (forecast) return forecast;
      throw new DomainError('DEBTOR.UNKNOWN', 'There is no such debtor.');
    });
  }

  private async wouldBe(
    { reach }: WorkScope,
    { debtorId, channel, lenderId: asked }: BudgetQuestion,
  ): Promise<WouldBe> {
    const debtor = (await this.debtors.byIds([debtorId])).get(debtorId);
    const lenders = (await this.debts.ofDebtors([debtorId]))
      .map(({ lenderId }) => lenderId)
      .filter((lenderId) => reaches(reach, lenderId) && (asked === undefined || asked === lenderId));
    const [anyLender] = lenders;
    if (!debtor || !anyLender) throw new DomainError('DEBTOR.UNKNOWN', 'There is no such debtor.');
    const points = (await this.contactPoints.ofDebtors([debtorId])).filter(
      (point) => point.channel === channel,
    );
    const talks = (await this.conversations.ofContactPoints(points.map(({ id }) => id)))
      .filter(({ lenderId }) => lenders.includes(lenderId))
      .sort((a, b) => (b.lastInboundAt ?? 0) - (a.lastInboundAt ?? 0));
    const [conversation = null] = talks;
    const contactPoint = points.find(({ id }) => id === conversation?.contactPointId) ?? points[0];
    if (!contactPoint) {
      throw new DomainError('CONTACT_POINT.UNKNOWN', 'The debtor has no contact point on this channel.');
    }
    return { debtor, contactPoint, lenderId: conversation?.lenderId ?? anyLender, conversation };
  }

  private async message(
    { debtor, contactPoint, lenderId, conversation }: WouldBe,
    template: TemplateVersion,
    now: Instant,
  ): Promise<Message> {
    return {
      id: this.ids.next<MessageId>(),
      contactPointId: contactPoint.id,
      channel: contactPoint.channel,
      debtorId: debtor.id,
      lenderId,
      debtId: conversation?.debtId ?? null,
      conversationId: conversation?.id ?? null,
      touchId: null,
      origin: 'staff',
      purpose: template.purpose,
      templateVersionId: template.id,
      locale: template.locale,
      fields: {},
      answersId: conversation && (await this.records.newestHeard(conversation)),
      state: 'queued',
      stateReason: null,
      queuedAt: now,
      notBefore: now,
      expiresAt: plus(now, DAY),
      body: null,
      sentAt: null,
      version: 1,
    };
  }
}
