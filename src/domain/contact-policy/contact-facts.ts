import type { Instant } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { ZoneId } from '../calendar/zone.js';
import type { Consent, Provenance, RightParty } from '../debtor/contact-point.js';
import type { ContactPreference } from '../debtor/contact-preference.js';
import type { HoldReason } from '../debtor/hold.js';
import type { MessageOrigin, Purpose } from '../message/message.js';
import type { Channel } from '../shared/channel.js';
import type { ContactPointId, DebtId, DebtorId, LenderId, MessageId } from '../shared/ids.js';

/** A slot of the contact budget that an earlier message took and did not give back. */
export interface BudgetUse {
  readonly messageId: MessageId;
  readonly at: Instant;
  readonly channel: Channel;
  readonly debtId: DebtId | null;
  readonly lenderId: LenderId;
  readonly contactPointId: ContactPointId;
}

/** Everything the contact policy looks at for one message, as it is at that moment. No personal data. */
export interface ContactFacts {
  readonly message: {
    readonly id: MessageId;
    readonly origin: MessageOrigin;
    readonly purpose: Purpose;
    readonly channel: Channel;
    /** Whether the template tells anything that reveals a debt. */
    readonly revealsDebt: boolean;
    /** Whether the template asks for money or pushes an offer. */
    readonly demands: boolean;
    /** The content class of a reply, see `replyPolicy.outsideWindowContent` of the packs. */
    readonly replyContent: ReplyContent | null;
    /** When the debtor's message that this one answers arrived; null when it answers none. */
    readonly answersReceivedAt: Instant | null;
    /** Replies already given to that same inbound message. */
    readonly repliesGivenToAnswered: number;
    /** Replies given on this contact point in the last hour that did not advance the conversation. */
    readonly idleRepliesLastHour: number;
  };
  readonly debtorId: DebtorId;
  readonly lenderId: LenderId;
  readonly debtId: DebtId | null;
  readonly debt: {
    readonly outstandingMinor: number;
    readonly tenantRole: 'creditor' | 'agency';
    readonly assignmentNotified: boolean;
    readonly dueOn: LocalDate;
  } | null;
  readonly contactPoint: {
    readonly id: ContactPointId;
    readonly provenance: Provenance;
    readonly consent: Consent | null;
    readonly rightParty: RightParty;
    readonly optedOut: boolean;
    readonly unreachable: boolean;
    readonly lastInboundAt: Instant | null;
    readonly debtorInitiated: boolean;
  };
  /** Whether another contact point of the debtor was opted out and no person has looked since. */
  readonly optOutUnderReview: boolean;
  readonly holds: readonly { readonly reason: HoldReason; readonly until: Instant | null }[];
  readonly zones: readonly ZoneId[];
  readonly preference: ContactPreference | null;
  /** Unreleased budget of this debtor, all lenders and contact points of the tenant, at least 31 days back. */
  readonly budget: readonly BudgetUse[];
  /** Messages that were handed over on this contact point for this lender before. */
  readonly sentBefore: number;
  /** Of those, how many revealed the debt. */
  readonly revealedBefore: number;
}

/** Content classes of `replyPolicy`, by the pack's words. */
export type ReplyContent =
  | 'acknowledge'
  | 'answerQuestionAsked'
  | 'howToPayIfAsked'
  | 'optoutConfirm'
  | 'crisisSupport'
  | 'disputeAck'
  | 'newDemand'
  | 'offerPush';
