import type { Arrangement } from '../../src/domain/arrangement/arrangement.js';
import type { ArrangementLimits } from '../../src/domain/arrangement/limits.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import { HOUR, instant, plus } from '../../src/domain/calendar/instant.js';
import { localDate } from '../../src/domain/calendar/local-date.js';
import { todayIn, zoneId } from '../../src/domain/calendar/zone.js';
import type { Action } from '../../src/domain/conversation/action.js';
import type { Conversation } from '../../src/domain/conversation/conversation.js';
import { EMPTY_CONTEXT } from '../../src/domain/conversation/conversation.js';
import type { ConversationFacts, DebtFacts } from '../../src/domain/conversation/conversation-facts.js';
import type { Decision } from '../../src/domain/conversation/decision.js';
import { choicesInForce, decide, stateForReading } from '../../src/domain/conversation/decide.js';
import type { InboundContent } from '../../src/domain/conversation/inbound-content.js';
import type { DebtId } from '../../src/domain/shared/ids.js';
import { idOf } from '../../src/domain/shared/ids.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { readReply } from '../../src/domain/understanding/read-reply.js';

/** Monday 2026-11-23, 10:00 in Shanghai. */
export const MONDAY_MORNING: Instant = instant(Date.parse('2026-11-23T02:00:00Z'));
const ZONE = zoneId('Asia/Shanghai');

export const LIMITS: ArrangementLimits = {
  maximumInstalments: 12,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 50,
  startWithinDays: 30,
  frequencies: ['weekly', 'monthly'],
  lumpDiscountPerMille: { '31-60': 100 },
  maximumRounds: 4,
  promiseWithinDays: 30,
  graceDays: 3,
  selfServiceDateMoves: 1,
};

export const debtFacts = (changes: Partial<DebtFacts> = {}): DebtFacts => ({
  id: idOf<DebtId>('debt-1'),
  reference: 'L-100',
  product: 'Card',
  currency: 'CNY',
  state: 'open',
  outstandingMinor: 600_000,
  dueOn: localDate('2026-10-10'),
  daysPastDue: 44,
  limits: LIMITS,
  openPromise: null,
  activeArrangement: null,
  recentPayments: [],
  ...changes,
});

export const activeArrangement = (changes: Partial<Arrangement> = {}): Arrangement => ({
  id: idOf('arrangement-1'),
  debtId: idOf('debt-1'),
  conversationId: idOf('conversation-1'),
  state: 'active',
  currency: 'CNY',
  totalMinor: 600_000,
  discountMinor: 0,
  frequency: 'monthly',
  instalments: ['2026-12-01', '2027-01-01', '2027-02-01'].map((dueOn, index) => ({
    id: idOf(`instalment-${index + 1}`),
    number: index + 1,
    dueOn: localDate(dueOn),
    amountMinor: 200_000,
    paidMinor: 0,
    state: 'due',
    remindedAt: null,
  })),
  dateMovesUsed: 0,
  agreedAt: MONDAY_MORNING,
  endedAt: null,
  version: 1,
  ...changes,
});

export const conversationFacts = (changes: Partial<ConversationFacts> = {}): ConversationFacts => ({
  locale: 'zh-CN',
  zone: ZONE,
  today: todayIn(MONDAY_MORNING, ZONE),
  contactPoint: { channel: 'sms', rightParty: { state: 'unconfirmed', failedTries: 0 } },
  checkFacts: { idNumber: '11010119900501123X', birthDate: localDate('1990-05-01') },
  debts: [debtFacts()],
  preference: null,
  policy: { rightPartyHours: 720, maximumTries: 3, vulnerabilityHoldDays: 30, complaintDays: 15 },
  allowedReplies: 'all',
  desk: { openNow: true, nextOpening: MONDAY_MORNING, answersBy: plus(MONDAY_MORNING, 4 * HOUR) },
  lastTemplate: null,
  ...changes,
});

export const CONFIRMED: ConversationFacts['contactPoint'] = {
  channel: 'sms',
  rightParty: {
    state: 'confirmed',
    method: 'two-facts',
    at: MONDAY_MORNING,
    expiresAt: instant(MONDAY_MORNING + 720 * HOUR),
  },
};

export const newConversation = (changes: Partial<Conversation> = {}): Conversation => ({
  id: idOf('conversation-1'),
  contactPointId: idOf('contact-point-1'),
  lenderId: idOf('lender-1'),
  debtorId: idOf('debtor-1'),
  debtId: null,
  state: 'new',
  owner: 'bot',
  context: EMPTY_CONTEXT,
  lastInboundAt: null,
  version: 1,
  ...changes,
});

export const replyOf = (decision: Decision): Extract<Action, { kind: 'reply' }> | undefined =>
  decision.actions.find((action) => action.kind === 'reply');

/** A dialogue with the rules alone: the debtor's words in, decisions out, what they change carried along. */
export class PureDialogue {
  conversation: Conversation;
  last: Decision | null = null;
  readonly actions: Action[] = [];

  constructor(
    public facts: ConversationFacts,
    conversation: Partial<Conversation> = {},
    private readonly now: Instant = MONDAY_MORNING,
  ) {
    this.conversation = newConversation(conversation);
  }

  static confirmed(locale: Locale, debt: Partial<DebtFacts> = {}): PureDialogue {
    const facts = conversationFacts({ locale, contactPoint: CONFIRMED, debts: [debtFacts(debt)] });
    return new PureDialogue(facts, { state: 'open' });
  }

  /** Says it, and returns the name of the template that answers; null when nothing does. */
  say(text: string): string | null {
    return this.send({ kind: 'text', text });
  }

  send(content: InboundContent): string | null {
    const understanding =
      content.kind === 'text'
        ? readReply({
            text: content.text,
            locale: this.facts.locale,
            now: this.now,
            zone: this.facts.zone,
            state: stateForReading(this.conversation, this.facts, this.now),
            choices: choicesInForce(this.conversation, this.facts),
            currency: 'CNY',
          })
        : null;
    return this.take(
      decide({ conversation: this.conversation, content, understanding, facts: this.facts, now: this.now }),
    );
  }

  take(decision: Decision): string | null {
    const reply = replyOf(decision);
    this.last = decision;
    this.actions.push(...decision.actions);
    for (const action of decision.actions) this.follow(action);
    this.conversation = {
      ...this.conversation,
      state: decision.state,
      context: decision.context,
      owner: decision.owner,
    };
    if (reply) this.facts = { ...this.facts, lastTemplate: reply.template };
    return reply?.template ?? null;
  }

  /** The actions of the last decision but its reply, in short. */
  did(): string[] {
    return (this.last?.actions ?? [])
      .filter((action) => action.kind !== 'reply' && action.kind !== 'choose-debt')
      .map(inShort);
  }

  private follow(action: Action): void {
    const { contactPoint } = this.facts;
    const become = (rightParty: ConversationFacts['contactPoint']['rightParty']): void => {
      this.facts = { ...this.facts, contactPoint: { ...contactPoint, rightParty } };
    };
    if (action.kind === 'choose-debt') {
      this.conversation = { ...this.conversation, debtId: action.debtId };
    } else if (action.kind === 'confirm-right-party') {
      become({ state: 'confirmed', method: 'two-facts', at: this.now, expiresAt: action.expiresAt });
    } else if (action.kind === 'mark-wrong-party') {
      become({ state: 'wrong', at: this.now });
    } else if (action.kind === 'count-failed-check') {
      const tries = contactPoint.rightParty.state === 'unconfirmed' ? contactPoint.rightParty.failedTries : 0;
      become({ state: 'unconfirmed', failedTries: tries + 1 });
    }
  }
}

function inShort(action: Action): string {
  if (action.kind === 'place-hold') return `hold ${action.scope} ${action.reason}`;
  if (action.kind === 'cancel-queued') return `cancel ${action.scope}`;
  if (action.kind === 'hand-off') return `hand off ${action.reason} ${action.priority}`;
  return action.kind === 'open-dispute' ? `dispute ${action.dispute}` : action.kind;
}
