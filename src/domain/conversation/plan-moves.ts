import type { PlanTerms } from '../arrangement/arrangement.js';
import { answerCounter, proposeTerms, renewTerms, termsWithinLimits } from '../arrangement/propose-terms.js';
import { plus } from '../calendar/instant.js';
import { bucketOf } from '../debt/delinquency.js';
import { money } from '../shared/money.js';
import type { Slots } from '../understanding/understanding.js';
import type { OfferReason, OfferedWithin } from './conversation.js';
import { OFFER_STANDS } from './conversation.js';
import type { DebtFacts } from './conversation-facts.js';
import { showMenu } from './balance-moves.js';
import { callPerson, hardshipActions } from './hand-off-moves.js';
import { engineOffer } from './negotiated-terms.js';
import { hearPromise } from './promise-moves.js';
import { showPlan } from './show-plan.js';
import type { Draft, Turn } from './turn.js';
import { cancelQueued, hold } from './turn.js';
import { wishOf } from './wish-of.js';
import { writeAmount, writePlanLines, writePlanSummary } from './wording.js';

const PLAN_STATES = new Set(['awaiting-affordability', 'negotiating', 'confirming-plan']);

const namesParts = (slots: Slots): boolean =>
  slots.installments !== undefined ||
  slots.per !== undefined ||
  slots.ratio !== undefined ||
  slots.downPayment !== undefined ||
  slots.downPaymentRatio !== undefined;

/**
 * Asks once what is possible, then answers every wish with the nearest plan that the limits allow. A wish for one
 * later payment is a promise; after the lender's number of rounds a person goes on.
 */
export function negotiate(turn: Turn, debt: DebtFacts): Draft {
  if (debt.activeArrangement) return showPlan(turn, debt);
  const { slots } = turn;
  const underWay = PLAN_STATES.has(turn.state);
  if (!underWay && !namesParts(slots) && slots.date !== undefined) return hearPromise(turn, debt);
  const coversAll = slots.amount !== undefined && slots.amount.minor >= debt.outstandingMinor;
  if (coversAll && !namesParts(slots)) return hearPromise(turn, debt);
  const reasons = turn.intents.includes('hardship') ? hardshipActions(turn) : [];
  if (!underWay && !namesParts(slots) && slots.amount === undefined) {
    return { actions: reasons, reply: { template: 'affordability-ask' }, state: 'awaiting-affordability' };
  }
  return { ...answerWish(turn, debt), ...(reasons.length > 0 ? { actions: reasons } : {}) };
}

function answerWish(turn: Turn, debt: DebtFacts): Draft {
  const { context, facts, slots } = turn;
  const balance = money(debt.outstandingMinor, debt.currency);
  const bucket = bucketOf(debt.daysPastDue);
  const wish = wishOf(slots, balance);
  const request = { wish, balance, limits: debt.limits, bucket, today: facts.today };
  const inNeed = turn.intents.includes('hardship');
  const engine = inNeed ? null : engineOffer(request, context.offer, context.rounds);
  if (Object.keys(wish).length === 0 && context.offer === null) {
    return offer(turn, debt, engine?.terms ?? proposeTerms(request), engine?.reason);
  }
  const answer = answerCounter({
    wish,
    balance,
    limits: debt.limits,
    bucket,
    offer: context.offer,
    round: context.rounds,
    today: facts.today,
  });
  switch (answer.kind) {
    case 'accept':
      return showFinal(turn, answer.terms, inForce(turn, debt));
    case 'offer':
      return offer(turn, debt, engine?.terms ?? answer.terms, engine?.reason);
    case 'hand-off':
      return callPerson(turn, answer.reason);
  }
}

const discountFields = (terms: PlanTerms, turn: Turn) =>
  terms.discountMinor > 0
    ? { discount: writeAmount(terms.discountMinor, terms.currency, turn.facts.locale) }
    : {};

const offer = (turn: Turn, debt: DebtFacts, terms: PlanTerms, reason?: OfferReason): Draft => ({
  reply: {
    template: 'plan-offer',
    fields: { planSummary: writePlanSummary(terms, turn.facts.locale), ...discountFields(terms, turn) },
  },
  state: 'negotiating',
  context: {
    offer: terms,
    offeredWithin: inForce(turn, debt),
    offeredBy: null,
    rounds: turn.context.rounds + 1,
    offeredFor: reason ?? 'nearest-to-wish',
  },
});

/** Every date and amount, for an explicit yes. */
const showFinal = (turn: Turn, terms: PlanTerms, offeredWithin: OfferedWithin): Draft => ({
  reply: {
    template: 'plan-final',
    fields: {
      planLines: writePlanLines(terms.instalments, terms.currency, turn.facts.locale),
      total: writeAmount(terms.totalMinor, terms.currency, turn.facts.locale),
      ...discountFields(terms, turn),
    },
  },
  state: 'confirming-plan',
  context: { offer: terms, offeredWithin, offeredBy: null },
});

const inForce = (turn: Turn, debt: DebtFacts): OfferedWithin => ({
  debtId: debt.id,
  limits: debt.limits,
  bucket: bucketOf(debt.daysPastDue),
  until: plus(turn.now, OFFER_STANDS),
});

/** The limits that the plan on the table keeps while it stands, else those in force. */
function limitsOfOffer(turn: Turn, debt: DebtFacts): OfferedWithin {
  const { offeredWithin } = turn.context;
  const stands = offeredWithin?.debtId === debt.id && turn.now < offeredWithin.until;
  return stands ? offeredWithin : inForce(turn, debt);
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

/** Yes to the plan on the table: its dates are shown; terms that no longer fit are made anew. With none there, a wish. */
export function acceptOffer(turn: Turn, debt: DebtFacts): Draft {
  const { offer: terms } = turn.context;
  if (!terms) return namesParts(turn.slots) ? negotiate(turn, debt) : showMenu(turn, debt);
  const within = limitsOfOffer(turn, debt);
  return breach(turn, debt, terms, within) === null
    ? showFinal(turn, terms, within)
    : renew(turn, debt, terms, within);
}

/** The explicit yes to the dates that were shown. */
export function agreePlan(turn: Turn, debt: DebtFacts): Draft {
  const { offer: terms } = turn.context;
  if (!terms) return negotiate(turn, debt);
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
  if (debt?.state !== 'open' || debt.activeArrangement) return {};
  if (breach(turn, debt, terms, within) !== null) return {};
  const { reply, ...rest } = agreed(turn, terms);
  return { ...rest, ...(reply ? { reply: { ...reply, forPerson: true } } : {}) };
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
    context: { offer: null, offeredWithin: null, offeredBy: null, rounds: 0 },
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

/** A no asks what would be possible instead, as long as there are rounds left. */
export function declineOffer(turn: Turn, debt: DebtFacts): Draft {
  if (namesParts(turn.slots) || turn.slots.amount !== undefined) return negotiate(turn, debt);
  if (turn.context.rounds >= debt.limits.maximumRounds) return callPerson(turn, 'rounds-exhausted');
  return {
    reply: { template: 'counter-ask' },
    state: 'negotiating',
    context: { rounds: turn.context.rounds + 1 },
  };
}
