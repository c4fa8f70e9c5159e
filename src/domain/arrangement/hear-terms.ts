import { daysBetween } from '../calendar/local-date.js';
import type { Intent } from '../understanding/understanding.js';
import type { PlanTerms } from './arrangement.js';
import type { DebtorAct } from './negotiation/debtor-reading.js';
import { groundOf } from './negotiation/ground-of.js';
import { hearAct } from './negotiation/hear-act.js';
import type { Ground, Proposal } from './negotiation/proposal.js';
import type { NegotiationSoFar } from './negotiation-so-far.js';
import { withAct } from './negotiation-so-far.js';
import type { PlanWish, TermsRequest } from './propose-terms.js';
import { WEEKS_OF_MONTH, monthsOf, proposalOf } from './shape-terms.js';

/** One message of the debtor, as far as it is about terms. */
export interface SaidOfTerms {
  readonly intents: readonly Intent[];
  readonly wish: PlanWish;
  /** What the debtor said is left in a month, in minor units; null: nothing of that kind. */
  readonly leftMinor: number | null;
}

/** What is known with the message; `exact` are the debtor's own terms where the limits allow them to the letter. */
export function hearTerms(
  request: Omit<TermsRequest, 'wish'>,
  before: NegotiationSoFar,
  { intents, wish, leftMinor }: SaidOfTerms,
  exact: PlanTerms | null,
): NegotiationSoFar {
  const soFar: NegotiationSoFar = {
    ...before,
    asked: before.asked || leftMinor !== null || namesFigure(wish),
    leftMinor: leftMinor ?? before.leftMinor,
    inNeed: before.inNeed || intents.includes('hardship'),
    per: wish.per ?? before.per,
    payDay: wish.payDay ?? before.payDay,
    firstOn: wish.date ?? before.firstOn,
  };
  const act = actOf(request, intents, wish);
  if (act?.kind === 'protective') return withAct(soFar, act);
  if (leftMinor !== null) return withAct(soFar, { kind: 'states-means' });
  if (exact) return withAct(soFar, { kind: 'counters', proposal: proposalOf(exact, request) });
  return act ? withAct(soFar, act) : soFar;
}

/** What a message does in a negotiation; null: nothing. A yes is no act here: it is said of terms that were shown. */
export function actOf(
  { limits, ...debt }: Omit<TermsRequest, 'wish'>,
  intents: readonly Intent[],
  wish: PlanWish,
): DebtorAct | null {
  const ground = groundOf(limits, debt);
  const scored = intents.map((name) => ({ name, score: 1 }));
  const act = hearAct({ intents: scored, slots: byMonth(wish), severity: null }, ground);
  if (!act || act.kind === 'accepts') return null;
  if (act.kind === 'rejects') return { ...act, abusive: intents.includes('abusive') };
  return act.kind === 'counters' ? { ...act, proposal: startingOn(act.proposal, wish, debt, ground) } : act;
}

function startingOn(
  proposal: Proposal,
  { date }: PlanWish,
  { today }: Pick<TermsRequest, 'today'>,
  { startWithinDays }: Ground,
): Proposal {
  const wished = date === undefined ? proposal.startDays : Math.max(0, daysBetween(today, date));
  return { ...proposal, startDays: date === undefined ? Math.min(wished, startWithinDays) : wished };
}

/** A wish by weeks as what it takes of a month, which the engine counts in. */
function byMonth(wish: PlanWish): PlanWish {
  const { amount, installments, per } = wish;
  if (per !== 'week') return wish;
  const months = installments === undefined ? undefined : monthsOf(installments, 'weekly');
  const ofMonth = amount && {
    ...amount,
    minor: Math.floor(amount.minor * (installments === 1 ? 1 : WEEKS_OF_MONTH)),
  };
  return {
    ...wish,
    per: 'month',
    ...(ofMonth ? { amount: ofMonth } : {}),
    ...(months === undefined ? {} : { installments: months }),
  };
}

/** An amount alone that is half of the balance or more is cash, not the first of two payments. */
export const namesCash = (wish: PlanWish, { balanceMinor }: Ground): boolean =>
  wish.amount !== undefined && !namesParts(wish) && wish.amount.minor * 2 >= balanceMinor;

export const namesParts = ({ installments, per, downPayment }: PlanWish): boolean =>
  (installments !== undefined && installments > 1) || per !== undefined || downPayment !== undefined;

export const namesFigure = ({ amount, installments, downPayment, ratio }: PlanWish): boolean =>
  [amount, installments, downPayment, ratio].some((value) => value !== undefined);

export const isEmpty = (wish: PlanWish): boolean => Object.values(wish).every((value) => value === undefined);
