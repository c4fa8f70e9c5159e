import type { Instant } from '../../domain/calendar/instant.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { BudgetUse, ContactFacts } from '../../domain/contact-policy/contact-facts.js';
import type { Debt } from '../../domain/debt/debt.js';
import { outstanding } from '../../domain/debt/debt.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { Hold } from '../../domain/debtor/hold.js';
import { holdsDebt } from '../../domain/debtor/hold.js';
import type { Message } from '../../domain/message/message.js';
import { groupBy } from '../../domain/shared/group-by.js';
import type {
  ContactPointId,
  DebtId,
  DebtorId,
  InboundMessageId,
  LenderId,
  TemplateVersionId,
} from '../../domain/shared/ids.js';
import type { TemplateVersion } from '../../domain/template/template.js';
import type { Reservation } from '../ports/contact-budget.js';
import type { InboundMessage } from '../ports/inbound-messages.js';
import type { SentCount } from '../ports/messages.js';

export interface BatchSources {
  readonly templates: ReadonlyMap<TemplateVersionId, TemplateVersion>;
  readonly debtors: ReadonlyMap<DebtorId, Debtor>;
  readonly contactPoints: ReadonlyMap<ContactPointId, ContactPoint>;
  readonly debts: ReadonlyMap<DebtId, Debt>;
  readonly lenders: ReadonlyMap<LenderId, Lender>;
  readonly holds: readonly Hold[];
  readonly reservations: readonly Reservation[];
  readonly sentCounts: readonly SentCount[];
  readonly answered: ReadonlyMap<InboundMessageId, InboundMessage>;
  readonly answersGiven: ReadonlyMap<InboundMessageId, number>;
  readonly idleReplies: ReadonlyMap<ContactPointId, number>;
  /** All contact points of debtors with an opt-out that no person has looked at. */
  readonly contactPointsUnderReview: readonly ContactPoint[];
}

/** The people and things a message is about. */
export interface MessageCase {
  readonly debtor: Debtor;
  readonly contactPoint: ContactPoint;
  readonly lender: Lender;
  readonly debt: Debt | null;
}

/** What is known about one batch. Messages allowed earlier in the batch count for the later ones. */
export class BatchFacts {
  private readonly holdsByDebtor: ReadonlyMap<DebtorId, Hold[]>;
  private readonly budgets: Map<DebtorId, BudgetUse[]>;
  private readonly sent: Map<string, { sent: number; revealed: number }>;
  private readonly answersGiven: Map<InboundMessageId, number>;

  constructor(private readonly sources: BatchSources) {
    this.holdsByDebtor = groupBy(sources.holds, (hold) => hold.scope.debtorId);
    this.budgets = groupBy(sources.reservations, (reservation) => reservation.debtorId);
    this.sent = new Map(
      sources.sentCounts.map((count) => [
        pairOf(count.contactPointId, count.lenderId),
        { sent: count.sent, revealed: count.revealed },
      ]),
    );
    this.answersGiven = new Map(sources.answersGiven);
  }

  template(id: TemplateVersionId): TemplateVersion | null {
    return this.sources.templates.get(id) ?? null;
  }

  /** Null when something the message is about is gone. */
  caseOf(message: Message): MessageCase | null {
    const debtor = this.sources.debtors.get(message.debtorId);
    const contactPoint = this.sources.contactPoints.get(message.contactPointId);
    const lender = this.sources.lenders.get(message.lenderId);
    const debt = message.debtId ? this.sources.debts.get(message.debtId) : null;
    return debtor && contactPoint && lender && debt !== undefined
      ? { debtor, contactPoint, lender, debt }
      : null;
  }

  of(message: Message, about: MessageCase, template: TemplateVersion, now: Instant): ContactFacts {
    const { debtor, contactPoint, debt, lender } = about;
    const today = todayIn(now, debtor.zones[0] ?? lender.zone);
    const { answersId } = message;
    const counts = this.sent.get(pairOf(message.contactPointId, message.lenderId));
    return {
      message: {
        id: message.id,
        origin: message.origin,
        purpose: message.purpose,
        channel: message.channel,
        revealsDebt: template.revealsDebt,
        demands: template.demands,
        replyContent: template.replyContent,
        answersReceivedAt: (answersId && this.sources.answered.get(answersId)?.receivedAt) ?? null,
        repliesGivenToAnswered: (answersId && this.answersGiven.get(answersId)) ?? 0,
        idleRepliesLastHour: this.sources.idleReplies.get(message.contactPointId) ?? 0,
      },
      debtorId: message.debtorId,
      lenderId: message.lenderId,
      debtId: message.debtId,
      debt: debt && {
        outstandingMinor: outstandingMinor(debt),
        tenantRole: debt.tenantRole,
        assignmentNotified: debt.assignmentNoticeOn !== null && debt.assignmentNoticeOn <= today,
        dueOn: debt.dueOn,
      },
      contactPoint: {
        id: contactPoint.id,
        provenance: contactPoint.provenance,
        consent: contactPoint.consent,
        rightParty: contactPoint.rightParty,
        optedOut: contactPoint.optedOutAt !== null,
        unreachable: contactPoint.unreachableAt !== null,
        lastInboundAt: contactPoint.lastInboundAt,
        debtorInitiated: contactPoint.lastInboundAt !== null,
      },
      optOutUnderReview: this.isOptOutUnderReview(contactPoint),
      holds: (this.holdsByDebtor.get(message.debtorId) ?? [])
        .filter((hold) => holdsDebt(hold, message.debtorId, message.debtId))
        .map(({ reason, until }) => ({ reason, until })),
      zones: debtor.zones,
      preference: debtor.preference,
      budget: this.budgets.get(message.debtorId) ?? [],
      sentBefore: counts?.sent ?? 0,
      revealedBefore: counts?.revealed ?? 0,
    };
  }

  /** Lets an allowed message count for those after it. */
  take(message: Message, template: TemplateVersion, reservation: BudgetUse | null): void {
    if (reservation) append(this.budgets, message.debtorId, reservation);
    const key = pairOf(message.contactPointId, message.lenderId);
    const counts = this.sent.get(key) ?? { sent: 0, revealed: 0 };
    this.sent.set(key, {
      sent: counts.sent + 1,
      revealed: counts.revealed + (template.revealsDebt ? 1 : 0),
    });
    if (message.answersId) {
      this.answersGiven.set(message.answersId, (this.answersGiven.get(message.answersId) ?? 0) + 1);
    }
  }

  private isOptOutUnderReview(contactPoint: ContactPoint): boolean {
    return this.sources.contactPointsUnderReview.some(
      (other) =>
        other.debtorId === contactPoint.debtorId && other.id !== contactPoint.id && other.optedOutAt !== null,
    );
  }
}

/** A debt that is not open any more has nothing left to ask for. */
const outstandingMinor = (debt: Debt): number => (debt.state === 'open' ? outstanding(debt).minor : 0);

const pairOf = (contactPointId: ContactPointId, lenderId: LenderId): string =>
  `${contactPointId} ${lenderId}`;

function append<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
