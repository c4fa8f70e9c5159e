import { Injectable } from '@nestjs/common';
import { limitsFor, withCalendar } from '../../domain/arrangement/negotiation-limits.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { addDays } from '../../domain/calendar/local-date.js';
import { isOpen, nextOpening } from '../../domain/calendar/working-hours.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { ResolvedPolicy } from '../../domain/contact-policy/resolve-policy.js';
import { replyContentsAllowed } from '../../domain/contact-policy/evaluate-contact.js';
import { answerBy } from '../../domain/conversation/answer-by.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { ConversationFacts, DebtFacts } from '../../domain/conversation/conversation-facts.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { outstanding } from '../../domain/debt/debt.js';
import { daysPastDue } from '../../domain/debt/delinquency.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import { PLAN_TEMPLATE } from '../../domain/conversation/reply-templates.js';
import { Arrangements } from '../ports/arrangements.js';
import { Debts } from '../ports/debts.js';
import { Messages } from '../ports/messages.js';
import { Payments } from '../ports/payments.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { Promises } from '../ports/promises.js';
import { TemplateVersions } from '../ports/template-versions.js';

/** How far back a payment still answers "I have paid". */
const RECENT_PAYMENT_DAYS = 60;

/** Among so many latest messages the last one that was handed over is looked for. */
const LATEST_MESSAGES = 10;

/** Who talks with whom, under which rules. */
export interface ConversationCase {
  readonly conversation: Conversation;
  readonly contactPoint: ContactPoint;
  readonly debtor: Debtor;
  readonly lender: Lender;
  readonly policy: ResolvedPolicy;
}

/** Gathers what a decision about one conversation looks at. Inside the unit of work, under the debtor's lock. */
@Injectable()
export class LoadConversationFacts {
  constructor(
    private readonly debts: Debts,
    private readonly promises: Promises,
    private readonly arrangements: Arrangements,
    private readonly payments: Payments,
    private readonly messages: Messages,
    private readonly templates: TemplateVersions,
    private readonly packs: PolicyPacks,
  ) {}

  async run(about: ConversationCase, now: Instant): Promise<ConversationFacts> {
    const { conversation, contactPoint, debtor, lender, policy } = about;
    const zone = debtor.zones[0] ?? lender.zone;
    const today = todayIn(now, zone);
    return {
      locale: debtor.locale,
      zone,
      today,
      contactPoint: { channel: contactPoint.channel, rightParty: contactPoint.rightParty },
      checkFacts: debtor.checkFacts,
      debts: await this.debtFacts(conversation, lender, today),
      preference: debtor.preference,
      policy: {
        rightPartyHours: policy.rightParty.hours,
        maximumTries: policy.rightParty.maximumTries,
        vulnerabilityHoldDays: policy.vulnerabilityHoldDays,
        complaintDays: policy.complaintDays,
      },
      allowedReplies: replyContentsAllowed(policy, debtor.zones, debtor.preference, now),
      desk: {
        openNow: isOpen(lender.workingHours, now),
        nextOpening: nextOpening(lender.workingHours, now),
        answersBy: answerBy(lender.workingHours, { reason: 'requested', priority: 'normal' }, now),
      },
      personsOfferSent: await this.personsOfferSent(conversation),
      lastTemplate: await this.lastTemplate(conversation),
    };
  }

  private async debtFacts(
    conversation: Conversation,
    lender: Lender,
    today: LocalDate,
  ): Promise<DebtFacts[]> {
    const debts = (await this.debts.ofDebtors([conversation.debtorId])).filter(
      (debt) => debt.lenderId === lender.id,
    );
    const ids = debts.map((debt) => debt.id);
    const promises = await this.promises.openOf(ids);
    const arrangements = await this.arrangements.activeOf(ids);
    const facts: DebtFacts[] = [];
    for (const debt of debts) {
      facts.push({
        id: debt.id,
        reference: debt.reference,
        product: debt.product,
        currency: debt.currency,
        state: debt.state,
        outstandingMinor: outstanding(debt).minor,
        dueOn: debt.dueOn,
        daysPastDue: daysPastDue(debt, today),
        limits: withCalendar(
          limitsFor(lender, debt, 'assistant', today),
          this.packs.workingCalendar(lender.country),
        ),
        openPromise: promises.find((promise) => promise.debtId === debt.id) ?? null,
        activeArrangement: arrangements.find((one) => one.debtId === debt.id) ?? null,
        recentPayments: await this.payments.ofDebt(debt.id, addDays(today, -RECENT_PAYMENT_DAYS)),
      });
    }
    return facts;
  }

  /** A plan that was withdrawn, stopped or replaced by neutral words was never on the table. */
  private async personsOfferSent({ context: { offeredBy } }: Conversation): Promise<boolean> {
    if (offeredBy === null) return false;
    const message = (await this.messages.byIds([offeredBy.messageId])).get(offeredBy.messageId);
    if (!message || message.sentAt === null) return false;
    const versions = await this.templates.byIds([message.templateVersionId]);
    return versions.get(message.templateVersionId)?.name === PLAN_TEMPLATE;
  }

  /** What the debtor saw last: a text that was never handed over asked nothing. */
  private async lastTemplate(conversation: Conversation): Promise<string | null> {
    const latest = await this.messages.ofConversation(conversation.id, LATEST_MESSAGES);
    const seen = latest.findLast(({ sentAt }) => sentAt !== null);
    if (!seen) return null;
    const versions = await this.templates.byIds([seen.templateVersionId]);
    return versions.get(seen.templateVersionId)?.name ?? null;
  }
}
