import { Injectable } from '@nestjs/common';
import { reasonInWords } from '../../domain/arrangement/offer-reasons.js';
import { wordsOf } from '../../domain/conversation/inbound-content.js';
import { MINUTE } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { HandOffPriority, HandOffReason } from '../../domain/conversation/hand-off.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import { writePlanSummary } from '../../domain/conversation/wording.js';
import { outstanding } from '../../domain/debt/debt.js';
import type { Debt } from '../../domain/debt/debt.js';
import { isConfirmed } from '../../domain/debtor/contact-point.js';
import { maskCheckFacts } from '../../domain/debtor/mask-check-facts.js';
import { maskName } from '../../domain/debtor/mask-name.js';
import type { Channel } from '../../domain/shared/channel.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ConversationId, HandOffId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import { formatMoney, money } from '../../domain/shared/money.js';
import { Arrangements } from '../ports/arrangements.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Conversations } from '../ports/conversations.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { Disputes } from '../ports/disputes.js';
import { HandOffs } from '../ports/hand-offs.js';
import { Holds } from '../ports/holds.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import { Lenders } from '../ports/lenders.js';
import { Messages } from '../ports/messages.js';
import { Promises } from '../ports/promises.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** One line of the chat, as it was sent or received; `from` is `debtor`, or what became of our message. */
export interface ChatLine {
  readonly at: Instant;
  readonly from: string;
  readonly text: string;
}

/** What a member of staff sees in five seconds. */
export interface CaseBrief {
  readonly reason: HandOffReason;
  readonly priority: HandOffPriority;
  readonly minutesLeft: number;
  readonly maskedName: string;
  readonly lender: string;
  readonly channel: Channel;
  readonly confirmed: boolean;
  readonly debts: readonly Readonly<
    Record<
      'reference' | 'outstanding' | 'principal' | 'interest' | 'fees' | 'paid' | 'dueOn' | 'state',
      string
    >
  >[];
  readonly promises: readonly string[];
  /** The plan on the table and why the assistant put it there. */
  readonly offered: string | null;
  readonly arrangements: readonly string[];
  readonly disputes: readonly string[];
  readonly holds: readonly string[];
  readonly lines: readonly ChatLine[];
}

const LAST_LINES = 20;

/** Reads the case of a queue item. */
@Injectable()
export class ReadCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly handOffs: HandOffs,
    private readonly conversations: Conversations,
    private readonly contactPoints: ContactPoints,
    private readonly debtors: Debtors,
    private readonly debts: Debts,
    private readonly lenders: Lenders,
    private readonly promises: Promises,
    private readonly arrangements: Arrangements,
    private readonly disputes: Disputes,
    private readonly holds: Holds,
    private readonly messages: Messages,
    private readonly inbound: InboundMessages,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, id: HandOffId): Promise<CaseBrief> {
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const item = await this.handOffs.byId(id);
      if (!item) throw new DomainError('HAND_OFF.UNKNOWN', `No item of the queue has the id ${id}.`);
      const conversation = (await this.conversations.byIds([item.conversationId])).get(item.conversationId);
      const contactPoint =
        conversation &&
        (await this.contactPoints.byIds([conversation.contactPointId])).get(conversation.contactPointId);
      const debtor = (await this.debtors.byIds([item.debtorId])).get(item.debtorId);
      const lender = (await this.lenders.byIds([item.lenderId])).get(item.lenderId);
      if (!conversation || !contactPoint || !debtor || !lender) {
        throw new DomainError('CONVERSATION.UNKNOWN', 'The conversation of this item is gone.');
      }
      const debts = (await this.debts.ofDebtors([debtor.id])).filter((debt) => debt.lenderId === lender.id);
      const ids = debts.map((debt) => debt.id);
      return {
        reason: item.reason,
        priority: item.priority,
        minutesLeft: Math.round((item.answerBy - now) / MINUTE),
        maskedName: maskName(debtor.name, debtor.locale),
        lender: lender.displayName[debtor.locale],
        channel: contactPoint.channel,
        confirmed: isConfirmed(contactPoint.rightParty, now),
        debts: debts.map((debt) => debtLine(debt, debtor.locale)),
        promises: (await this.promises.openOf(ids)).map(
          (promise) => `${formatMoney(promise.amount, debtor.locale)} by ${promise.dueOn}`,
        ),
        offered: offeredLine(conversation),
        arrangements: (await this.arrangements.activeOf(ids)).map(
          (plan) =>
            `${plan.instalments.filter((one) => one.state === 'paid').length} of ${plan.instalments.length} instalments paid`,
        ),
        disputes: (await this.disputes.openOf(ids)).map(
          (dispute) => `${dispute.number} (${dispute.kind}), answer by ${dispute.answerByOn}`,
        ),
        holds: (await this.holds.inForce([debtor.id], now)).map((hold) => hold.reason),
        lines: (await this.lastLines(conversation.id)).map((line) => ({
          ...line,
          text: maskCheckFacts(line.text, debtor.checkFacts),
        })),
      };
    });
  }

  private async lastLines(id: ConversationId): Promise<ChatLine[]> {
    const sent = (await this.messages.ofConversation(id, LAST_LINES)).map((message) => ({
      at: message.sentAt ?? message.queuedAt,
      from: message.stateReason ? `${message.state} (${message.stateReason})` : message.state,
      text: message.body ?? '–',
    }));
    const received = (await this.inbound.ofConversation(id, LAST_LINES)).map((message) => ({
      at: message.receivedAt,
      from: 'debtor',
      text: wordsOf(message.content) ?? `[${message.content.kind}]`,
    }));
    return [...received, ...sent].sort((a, b) => a.at - b.at).slice(-LAST_LINES);
  }
}

const offeredLine = ({ context: { offer, offeredBy, offeredFor } }: Conversation): string | null => {
  if (offer === null) return null;
  const why = offeredBy === null ? reasonInWords(offeredFor)?.en : `By ${offeredBy.staff}.`;
  return [`${writePlanSummary(offer, 'en')}.`, why ?? ''].join(' ').trim();
};

const debtLine = (debt: Debt, locale: Locale): CaseBrief['debts'][number] => {
  const amount = (minor: number): string => formatMoney(money(minor, debt.currency), locale);
  return {
    reference: debt.reference,
    outstanding: formatMoney(outstanding(debt), locale),
    principal: amount(debt.components.principalMinor),
    interest: amount(debt.components.interestMinor),
    fees: amount(debt.components.feesMinor),
    paid: amount(debt.components.paidMinor),
    dueOn: debt.dueOn,
    state: debt.state,
  };
};
