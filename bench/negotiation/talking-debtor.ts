import type { PlanTerms } from '../../src/domain/arrangement/arrangement.js';
import type { ArrangementLimits } from '../../src/domain/arrangement/limits.js';
import { termsWithinLimits } from '../../src/domain/arrangement/terms-within-limits.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import { DAY, plus } from '../../src/domain/calendar/instant.js';
import { addDays } from '../../src/domain/calendar/local-date.js';
import { todayIn } from '../../src/domain/calendar/zone.js';
import { choicesInForce, decide, stateForReading } from '../../src/domain/conversation/decide.js';
import type { Conversation } from '../../src/domain/conversation/conversation.js';
import type { ConversationFacts } from '../../src/domain/conversation/conversation-facts.js';
import { bucketOf } from '../../src/domain/debt/delinquency.js';
import type { MessageFields } from '../../src/domain/message/message.js';
import type { Locale } from '../../src/domain/shared/locale.js';
import { money } from '../../src/domain/shared/money.js';
import type { IntentModel } from '../../src/domain/understanding/intent-model.js';
import { readReply } from '../../src/domain/understanding/read-reply.js';
import {
  MONDAY_MORNING,
  conversationFacts,
  debtFacts,
  newConversation,
} from '../../test/support/conversation.js';
import type { Played } from './measure.js';
import { offerIn, paymentsIn } from './read-offer.js';
import type { Debtor, SimAct, SimPlan, SimView } from './simulator.js';
import { say, simulator } from './simulator.js';
import type { Tally } from './tally.js';

/** What every dialogue of a run shares. */
export interface Talk {
  readonly model: IntentModel;
  /** The text of an offer, as the product sends it. */
  readonly render: (template: string, locale: Locale, fields: MessageFields) => string;
  readonly limitsOf: (debtor: Debtor) => ArrangementLimits;
  readonly tally: Tally;
}

const YUAN = 100;
/** Times a debtor says a thing in other words before giving up. */
const WORDINGS = 3;
const OFF_PATH = 0.1;
const OFFERS = new Set(['plan-offer', 'plan-final']);
const LATER = new Set(['callback-ack', 'abuse-calm', 'refusal-ack']);
const WITH_STAFF = new Set(['with-person', 'stopped', 'wrong-party']);

interface Answer {
  readonly template: string | null;
  readonly text: string;
  readonly agreed: PlanTerms | null;
}

/**
 * A simulated debtor who only writes and reads: every act is a line of the bank, read by the product's reader with its
 * model and answered by the product's conversation; every offer is taken from the text that was sent.
 */
export class TalkingDebtor {
  private conversation: Conversation = newConversation({ state: 'open' });
  private facts: ConversationFacts;
  private now: Instant = MONDAY_MORNING;
  private offered: SimPlan | null = null;
  private listed: string | null = null;
  /** Offers beyond what was said of the means, where something else was heard. */
  private misheard = 0;

  constructor(
    private readonly debtor: Debtor,
    private readonly talk: Talk,
    private readonly random: () => number,
  ) {
    const today = todayIn(this.now, conversationFacts().zone);
    const debt = debtFacts({
      outstandingMinor: debtor.balance,
      dueOn: addDays(today, -debtor.dpd),
      daysPastDue: debtor.dpd,
      limits: talk.limitsOf(debtor),
    });
    const rightParty = {
      state: 'confirmed',
      method: 'two-facts',
      at: this.now,
      expiresAt: plus(this.now, 60 * DAY),
    } as const;
    this.facts = conversationFacts({
      locale: debtor.locale,
      debts: [debt],
      contactPoint: { channel: 'sms', rightParty },
    });
  }

  /** As a collector: what the product answers to the debtor's last act. */
  played(): Played {
    return {
      act: (view) => this.answerTo(view),
      holds: () => this.saysYes(),
      misheard: () => this.misheard,
    };
  }

  private answerTo(view: SimView): unknown {
    const move = this.moveFor(view.debtor);
    const { statedDisposable: said } = view.known;
    const { plan } = move;
    const { protectedTurn } = this.debtor.private;
    const unseen = protectedTurn !== null && view.turn >= protectedTurn;
    if (!plan || unseen || said === undefined || !isUnaffordable(plan, view)) return move;
    const { negotiation, offeredFor } = this.conversation.context;
    const heard = negotiation?.leftMinor ?? null;
    // What is taken as the debtor's own terms is only ever more than was said where the terms were heard wrongly.
    const ownTerms = offeredFor === 'counter-good';
    if (ownTerms || heard === null || Math.abs(heard - said) >= YUAN) this.misheard += 1;
    return move;
  }

  private moveFor(act: SimAct): SimAct {
    if (this.random() < OFF_PATH) this.besideThePoint();
    const protective = act.type === 'protective';
    for (let wording = 1; wording <= WORDINGS; wording += 1) {
      const answer = this.write(act);
      if (this.isWithStaff()) return { type: 'handoff' };
      if (answer.template === 'affordability-ask') return { type: 'ask_affordability' };
      if (OFFERS.has(answer.template ?? '')) return this.offer(answer);
      if (protective && answer.template !== 'not-understood' && answer.template !== null) {
        return { type: 'end' };
      }
      if (LATER.has(answer.template ?? '')) return this.comesBack();
      this.talk.tally.repeated += 1;
    }
    if (protective) this.talk.tally.unheard += 1;
    return protective ? { type: 'ask_affordability' } : { type: 'end' };
  }

  /** A day later the debtor asks again what is possible. */
  private comesBack(): SimAct {
    this.now = plus(this.now, DAY);
    this.facts = { ...this.facts, today: addDays(this.facts.today, 1) };
    for (let wording = 1; wording <= WORDINGS; wording += 1) {
      const answer = this.write({ type: 'hello' });
      if (this.isWithStaff()) return { type: 'handoff' };
      if (answer.template === 'affordability-ask') return { type: 'ask_affordability' };
      if (OFFERS.has(answer.template ?? '')) return this.offer(answer);
    }
    return { type: 'end' };
  }

  private offer({ template, text }: Answer): SimAct {
    const seen = offerIn(text, this.debtor.locale, this.facts.today);
    if (!seen) {
      this.talk.tally.unreadable += 1;
      return { type: 'end' };
    }
    this.offered = seen;
    this.listed = template === 'plan-final' ? text : null;
    return { type: 'offer', plan: seen };
  }

  private besideThePoint(): void {
    const { tally } = this.talk;
    tally.offPath += 1;
    const { offer } = this.conversation.context;
    this.write({ type: 'off' });
    if (this.isWithStaff()) tally.offPathToStaff += 1;
    if (offer !== null && this.conversation.context.offer === null) tally.offPathLostOffer += 1;
  }

  /** Yes to the offer, then yes to its dates and amounts once all are there; asked again, in other words. */
  private saysYes(): boolean {
    const { tally } = this.talk;
    for (let wording = 1; wording <= WORDINGS + 1; wording += 1) {
      const shown = this.listed === null ? [] : paymentsIn(this.listed, this.debtor.locale);
      const answer = this.write({ type: 'accept' }, shown.length > 0);
      if (answer.agreed) {
        const { instalments } = answer.agreed;
        const same =
          shown.length === instalments.length &&
          instalments.every(
            ({ dueOn, amountMinor }, place) =>
              dueOn === shown[place]?.dueOn && amountMinor === shown[place]?.amountMinor,
          );
        if (!same) tally.agreedUnseen += 1;
        return same;
      }
      if (this.isWithStaff()) return false;
      if (answer.template !== 'plan-final') {
        tally.repeated += 1;
        continue;
      }
      const final = offerIn(answer.text, this.debtor.locale, this.facts.today);
      if (!final || !this.isWhatWasOffered(final)) return false;
      this.listed = answer.text;
    }
    tally.yesUnheard += 1;
    return false;
  }

  /** Rounding to the cent aside. */
  private isWhatWasOffered({ total, down, n, startDays }: SimPlan): boolean {
    const { offered } = this;
    return (
      offered?.total === total && offered.down === down && offered.n === n && offered.startDays === startDays
    );
  }

  private isWithStaff(): boolean {
    return this.conversation.owner === 'person' || WITH_STAFF.has(this.conversation.state);
  }

  /** Writes one line of an act; the product reads, decides and answers. */
  private write(act: SimAct, maySettle = false): Answer {
    const { talk, facts, now, debtor } = this;
    const line = say(act, debtor, this.random);
    const state = stateForReading(this.conversation, facts, now);
    const choices = choicesInForce(this.conversation, facts);
    const { locale, zone } = facts;
    const understanding = readReply(
      { text: line.text, locale, now, zone, state, choices, currency: 'CNY' },
      talk.model,
    );
    talk.tally.read(act, line.text, understanding);
    const content = { kind: 'text', text: line.text } as const;
    const { conversation } = this;
    const decision = decide({ conversation, content, understanding, facts, now });
    const reply = decision.actions.find((action) => action.kind === 'reply');
    const agreed = decision.actions.find((action) => action.kind === 'agree-arrangement')?.terms ?? null;
    const promised = decision.actions.some((action) => action.kind === 'record-promise');
    if (agreed && !maySettle) talk.tally.agreedUnasked += 1;
    if (promised) talk.tally.promisedUnasked += 1;
    const { state: next, context, owner } = decision;
    this.conversation = { ...conversation, state: next, context, owner };
    for (const terms of [context.offer, agreed]) {
      if (terms && terms !== conversation.context.offer) this.check(terms);
    }
    if (!reply) return { template: null, text: '', agreed };
    const { template, fields } = reply;
    this.facts = { ...facts, lastTemplate: template };
    return { template, text: OFFERS.has(template) ? talk.render(template, locale, fields) : '', agreed };
  }

  /** Everything that is on the table lies within the limits, and no more of it than there are rounds. */
  private check(terms: PlanTerms): void {
    const { tally } = this.talk;
    const [debt] = this.facts.debts;
    if (!debt) return;
    const balance = money(debt.outstandingMinor, debt.currency);
    const fault = termsWithinLimits(
      terms,
      debt.limits,
      balance,
      bucketOf(debt.daysPastDue),
      this.facts.today,
    );
    if (fault !== null) tally.outside.push(fault);
    const offers = this.conversation.context.negotiation?.offers.length ?? 0;
    if (offers > debt.limits.maximumRounds) tally.outside.push('too many rounds');
  }
}

const isUnaffordable = (plan: SimPlan, { known, policy, account }: SimView): boolean =>
  simulator.violations(plan, account, policy, known).includes('unaffordable on stated figures');
