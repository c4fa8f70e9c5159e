import type { Instant } from '../calendar/instant.js';
import { DAY } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { PlanTerms } from '../arrangement/arrangement.js';
import type { ArrangementLimits } from '../arrangement/limits.js';
import type { ActReason } from '../arrangement/negotiation/next-act.js';
import type { NegotiationSoFar } from '../arrangement/negotiation-so-far.js';
import type { DelinquencyBucket } from '../debt/delinquency.js';
import type { Ambiguity, Intent, Slots } from '../understanding/understanding.js';
import type {
  ContactPointId,
  ConversationId,
  DebtId,
  DebtorId,
  InboundMessageId,
  LenderId,
  MessageId,
} from '../shared/ids.js';

/** Where a conversation stands: what was last asked decides what the next message means. */
export const CONVERSATION_STATES = [
  'new',
  'awaiting-identity',
  'verifying',
  'choosing-debt',
  'open',
  'awaiting-promise-details',
  'confirming-promise',
  'awaiting-affordability',
  'negotiating',
  'confirming-plan',
  'awaiting-payment-details',
  'awaiting-new-date',
  'confirming-new-date',
  'with-person',
  'stopped',
  'wrong-party',
] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

/** One choice of a numbered list (or a button): its number is its place, its meaning an intent. */
export interface Choice {
  readonly intent: Intent;
  /** For lists of things (debts, days, amounts): which one. */
  readonly value?: string;
}

/** For so long a plan on the table can be accepted as it was offered. */
export const OFFER_STANDS = 2 * DAY;

/** The limits within which a plan was offered: they hold for it until then, whatever is published meanwhile. */
export interface OfferedWithin {
  readonly debtId: DebtId;
  readonly limits: ArrangementLimits;
  readonly bucket: DelinquencyBucket;
  readonly until: Instant;
}

/** A member of staff who put the plan on the table, and with which message. */
export interface OfferedBy {
  readonly staff: string;
  readonly messageId: MessageId;
}

/** For so long what was said about terms is remembered after the last word about them. */
export const NEGOTIATION_REMEMBERED = 30 * DAY;

/** What was negotiated about one debt, until it is forgotten. */
export interface Negotiated extends NegotiationSoFar {
  readonly debtId: DebtId;
  readonly until: Instant;
}

/** A message whose amount or day could mean two things, and was asked about. */
export interface Unclear {
  readonly slot: Ambiguity['slot'];
  readonly intent: Intent;
  /** The rest of what it named. */
  readonly slots: Slots;
}

/** What the conversation remembers between messages. */
export interface ConversationContext {
  /** The numbered list that was shown last. */
  readonly choices: readonly Choice[];
  readonly promise: { readonly amountMinor: number | null; readonly dueOn: LocalDate | null } | null;
  /** The plan on the table. */
  readonly offer: PlanTerms | null;
  /** What that plan was made within; null: what is in force. */
  readonly offeredWithin: OfferedWithin | null;
  /** Who put it there; null: the assistant. */
  readonly offeredBy: OfferedBy | null;
  /** Rounds of offers that were used so far. */
  readonly rounds: number;
  readonly negotiation: Negotiated | null;
  /** Why the assistant put these terms, or its last ones, on the table; missing before the first ones. */
  readonly offeredFor?: ActReason;
  readonly newDate: LocalDate | null;
  /** The question about an amount or a day that waits for its answer. */
  readonly unclear: Unclear | null;
  /** Check facts given so far while verifying. */
  readonly givenIdLast4: string | null;
  readonly givenBirthDate: LocalDate | null;
  /** Messages in a row that were not understood. */
  readonly misunderstood: number;
  readonly abuseAnswered: boolean;
  /** Intent to come back to once the debtor is confirmed. */
  readonly pendingIntent: Intent | null;
  /** The lenders the debtor was asked to pick from, in the order shown, and the message that could mean each. */
  readonly lenderChoice: {
    readonly lenderIds: readonly LenderId[];
    readonly inboundMessageId: InboundMessageId;
  } | null;
}

export const EMPTY_CONTEXT: ConversationContext = {
  choices: [],
  promise: null,
  offer: null,
  offeredWithin: null,
  offeredBy: null,
  rounds: 0,
  negotiation: null,
  newDate: null,
  unclear: null,
  givenIdLast4: null,
  givenBirthDate: null,
  misunderstood: 0,
  abuseAnswered: false,
  pendingIntent: null,
  lenderChoice: null,
};

/** One conversation per (contact point, lender). */
export interface Conversation {
  readonly id: ConversationId;
  readonly contactPointId: ContactPointId;
  readonly lenderId: LenderId;
  readonly debtorId: DebtorId;
  /** The debt being talked about; null until one is chosen. */
  readonly debtId: DebtId | null;
  readonly state: ConversationState;
  readonly owner: 'bot' | 'person';
  readonly context: ConversationContext;
  readonly lastInboundAt: Instant | null;
  readonly version: number;
}

/** A conversation in which nothing was said yet. */
export const newConversation = (
  start: Pick<Conversation, 'id' | 'contactPointId' | 'lenderId' | 'debtorId' | 'debtId'>,
): Conversation => ({
  ...start,
  state: 'new',
  owner: 'bot',
  context: EMPTY_CONTEXT,
  lastInboundAt: null,
  version: 1,
});

/**
 * The conversation as the assistant gets it back from a person: as if nothing had been asked, but for a plan that the
 * person put on the table and that still stands.
 */
export function handedBack(conversation: Conversation, now: Instant): Conversation {
  const { offer, offeredWithin, offeredBy, choices } = conversation.context;
  const stands = offer !== null && offeredBy !== null && offeredWithin !== null && now < offeredWithin.until;
  return {
    ...conversation,
    owner: 'bot',
    state: stands ? 'confirming-plan' : 'open',
    context: stands ? { ...EMPTY_CONTEXT, offer, offeredWithin, offeredBy, choices } : EMPTY_CONTEXT,
  };
}
