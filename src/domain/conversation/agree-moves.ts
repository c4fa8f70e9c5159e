import type { PlanTerms } from '../arrangement/arrangement.js';
import { renewTerms, termsWithinLimits } from '../arrangement/propose-terms.js';
import { money } from '../shared/money.js';
import { showMenu } from './balance-moves.js';
import type { OfferedWithin } from './conversation.js';
import type { DebtFacts } from './conversation-facts.js';
import { answerTerms, negotiate } from './plan-moves.js';
import { hearPromise } from './promise-moves.js';
import { limitsInForce, showFinal } from './put-on-table.js';
import { PLAN_STATES, namesParts, speaksOfParts } from './said-of-terms.js';
import type { Draft, Turn } from './turn.js';
import { cancelQueued, hold } from './turn.js';
import { writePlanLines } from './wording.js';

/** The limits that the plan on the table keeps while it stands, else those in force. */
function limitsOfOffer(turn: Turn, debt: DebtFacts): OfferedWithin {
  const { offeredWithin } = turn.context;
  const stands = offeredWithin?.debtId === debt.id && turn.now < offeredWithin.until;
  return stands ? offeredWithin : limitsInForce(turn, debt);
}

/** Null while the terms still fit: a payment or a night may have passed since they were offered. */
const breach = (turn: Turn, debt: DebtFacts, terms: PlanTerms, within: OfferedWithin): string | null =>
  termsWithinLimits(
    terms,
    within.limits,
    money(debt.outstandingMinor, debt.currency),
    within.bucket,
    turn.facts.today,
  );

/** Whether a yes names a figure or a day that the terms do not have: it is no yes to them then. */
function namesOthers({ slots }: Turn, { instalments, totalMinor }: PlanTerms): boolean {
  const { amount, date, installments } = slots;
  const amounts = [totalMinor, ...instalments.map(({ amountMinor }) => amountMinor)];
  return (
    (amount !== undefined && !amounts.includes(amount.minor)) ||
    (date !== undefined && instalments.every(({ dueOn }) => dueOn !== date)) ||
    (installments !== undefined && installments !== instalments.length)
  );
}

/** Yes to the plan on the table: its dates are shown; terms that no longer fit are made anew. With none there, a wish. */
export function acceptOffer(turn: Turn, debt: DebtFacts): Draft {
  const { offer: terms } = turn.context;
  if (!terms) return namesParts(turn.slots) ? negotiate(turn, debt) : showMenu(turn, debt);
  if (namesOthers(turn, terms)) return answerTerms(turn, debt);
  const within = limitsOfOffer(turn, debt);
  return breach(turn, debt, terms, within) === null
    ? showFinal(turn, terms, within)
    : renew(turn, debt, terms, within);
}

/** The explicit yes to the dates that were shown. */
export function agreePlan(turn: Turn, debt: DebtFacts): Draft {
  const { offer: terms } = turn.context;
  if (!terms) return negotiate(turn, debt);
  if (namesOthers(turn, terms)) return answerTerms(turn, debt);
  const within = limitsOfOffer(turn, debt);
  if (breach(turn, debt, terms, within) !== null) return renew(turn, debt, terms, within);
  const unseen = turn.context.offeredBy !== null && turn.facts.personsOfferSent !== true;
  return unseen ? showFinal(turn, terms, within) : { ...agreed(turn, terms), state: 'open' };
}

/**
 * The explicit yes to a plan that a person put on the table. Terms that no longer fit, or that never reached the
 * debtor, are for the person to look at.
 */
export function agreePersonsPlan(turn: Turn): Draft {
  const { offer: terms, offeredBy, offeredWithin: within } = turn.context;
  const debt = turn.facts.debts.find(({ id }) => id === within?.debtId);
  if (!terms || !offeredBy || !within || turn.now >= within.until) return {};
  if (turn.facts.personsOfferSent !== true || !turn.confirmed) return {};
  if (debt?.state !== 'open' || debt.activeArrangement || namesOthers(turn, terms)) return {};
  if (breach(turn, debt, terms, within) !== null) return {};
  const { reply, ...rest } = agreed(turn, terms);
  return { ...rest, ...(reply ? { reply: { ...reply, forPerson: true } } : {}) };
}

/**
 * A word to pay: a plan where it names parts, a promise where it names a day or is said outside the talk about terms.
 * Without either, amid that talk, it is no yes: the dates on the table are shown again, or the talk goes on.
 */
export function hearPromiseOrPlan(turn: Turn, debt: DebtFacts): Draft {
  if (debt.activeArrangement) return hearPromise(turn, debt);
  const { slots, state, context } = turn;
  if (speaksOfParts(turn, debt)) return answerTerms(turn, debt);
  if (!PLAN_STATES.has(state) || slots.date !== undefined) return hearPromise(turn, debt);
  const shown = state === 'confirming-plan' && context.offer !== null && slots.amount === undefined;
  return shown ? acceptOffer(turn, debt) : negotiate(turn, debt);
}

function agreed(turn: Turn, terms: PlanTerms): Draft {
  return {
    actions: [
      { kind: 'agree-arrangement', terms },
      { kind: 'release-hold', scope: 'debt', reason: 'promise-open' },
      hold('debt', 'arrangement-performing'),
      cancelQueued('debt', 'arrangement'),
    ],
    reply: {
      template: 'plan-agreed',
      fields: { planLines: writePlanLines(terms.instalments, terms.currency, turn.facts.locale) },
    },
    context: { offer: null, offeredWithin: null, offeredBy: null, rounds: 0, negotiation: null },
  };
}

const renew = (turn: Turn, debt: DebtFacts, terms: PlanTerms, within: OfferedWithin): Draft =>
  showFinal(
    turn,
    renewTerms(terms, {
      balance: money(debt.outstandingMinor, debt.currency),
      limits: within.limits,
      bucket: within.bucket,
      today: turn.facts.today,
    }),
    within,
  );
