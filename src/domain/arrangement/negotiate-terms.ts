import type { PlanTerms } from './arrangement.js';
import type { SaidOfTerms } from './hear-terms.js';
import { hearTerms, isEmpty, namesCash, namesFigure, namesParts } from './hear-terms.js';
import type { DebtorAct } from './negotiation/debtor-reading.js';
import { groundOf } from './negotiation/ground-of.js';
import type { ActReason } from './negotiation/next-act.js';
import { nextAct } from './negotiation/next-act.js';
import { worthOf } from './negotiation/worth.js';
import { styleOf } from './negotiation-limits.js';
import type { NegotiationSoFar } from './negotiation-so-far.js';
import type { PlanWish, TermsRequest } from './propose-terms.js';
import { isOpeningLength, sameTerms, wishedTerms } from './propose-terms.js';
import { proposalOf, shapeTerms } from './shape-terms.js';

export interface NegotiationRequest extends Omit<TermsRequest, 'wish'> {
  /** The plan on the table. */
  readonly onTable: PlanTerms | null;
}

export type NegotiationAnswer =
  | { readonly kind: 'ask' }
  | { readonly kind: 'accept' | 'offer'; readonly terms: PlanTerms; readonly reason: ActReason }
  | { readonly kind: 'hand-off'; readonly reason: NegotiationEnd };

export interface Negotiation {
  readonly answer: NegotiationAnswer;
  /** With the message, but without the answer: what is known where the answer cannot be given. */
  readonly heard: NegotiationSoFar;
  /** With both. */
  readonly soFar: NegotiationSoFar;
}

/** Why a person goes on. */
export type NegotiationEnd = 'protected' | 'cannot-pay' | 'rounds-exhausted' | 'outside-authority';

const ENDS: Readonly<Partial<Record<ActReason, NegotiationEnd>>> = {
  protected: 'protected',
  'cannot-pay': 'cannot-pay',
  'offers-used-up': 'rounds-exhausted',
};

/**
 * Answers one message inside the limits: good terms of the debtor's own are taken as they are, everything else is
 * answered with the engine's next offer in the debtor's rhythm and on the debtor's day. Hardship told again without a
 * figure after an offer goes to a person. Pure; what to remember comes back with the answer.
 */
export function negotiateTerms(
  request: NegotiationRequest,
  before: NegotiationSoFar,
  said: SaidOfTerms,
): Negotiation {
  const { limits } = request;
  const ground = groundOf(limits, request);
  const exact = namesCash(said.wish, ground)
    ? null
    : wishedTerms({ ...request, wish: onPayDay(said.wish, before) });
  const heard = hearTerms(request, before, said, exact);
  const answered = (answer: NegotiationAnswer, soFar = heard): Negotiation => ({ answer, heard, soFar });
  const end = (reason: NegotiationEnd) => answered({ kind: 'hand-off', reason });
  const ended = heard.acts.at(-1)?.kind === 'protective';
  if (!ended && exact && isOpeningLength(exact, request)) {
    return answered({ kind: 'accept', terms: exact, reason: 'counter-good' });
  }
  const repeated = before.inNeed && before.offers.length > 0 && said.intents.includes('hardship');
  if (!ended && repeated && isEmpty(said.wish)) return end('cannot-pay');

  const debt = heard.payDay === null ? request : { ...request, payDay: heard.payDay };
  const { per, firstOn, inNeed } = heard;
  const asked = { per, firstOn, inNeed, firstMinor: said.wish.downPayment?.minor ?? null };
  const inParts = namesParts(said.wish) || heard.acts.some(asksForParts);
  const style = { ...styleOf(limits), ...(inParts ? { lumpOffers: 0 } : {}) };
  const stated = { leftMinor: heard.leftMinor, hardshipVerified: inNeed };
  let { offers } = heard;
  let passedOver = false;
  for (;;) {
    const act = nextAct({ ground, stated, asked: heard.asked, acts: heard.acts, offers, style });
    if (act.type !== 'offer' && act.type !== 'accept') {
      return act.type === 'ask_affordability'
        ? answered({ kind: 'ask' }, { ...heard, asked: true })
        : end((passedOver ? null : ENDS[act.reason]) ?? 'outside-authority');
    }
    const { type: kind, reason } = act;
    const terms = (kind === 'accept' ? exact : null) ?? shapeTerms(act.terms, asked, limits, debt);
    if (kind === 'offer') offers = [...offers, act.terms];
    if (kind === 'accept' && !terms) return end('outside-authority');
    if (terms && !(kind === 'offer' && givesNothing(terms, request, said.wish))) {
      const made = kind === 'offer' ? [...heard.offers, act.terms] : heard.offers;
      return answered({ kind, terms, reason }, { ...heard, offers: made });
    }
    passedOver = true;
  }
}

/** The same once more; for who named a figure only other days; for who named none as much as before. */
function givesNothing(terms: PlanTerms, request: NegotiationRequest, wish: PlanWish): boolean {
  const { limits, onTable } = request;
  if (onTable === null) return false;
  if (sameTerms(terms, onTable)) return true;
  if (namesFigure(wish)) return sameAmounts(terms, onTable);
  const worth = (one: PlanTerms): number => worthOf(proposalOf(one, request), styleOf(limits));
  return isEmpty(wish) && worth(terms) >= worth(onTable);
}

const sameAmounts = (a: PlanTerms, b: PlanTerms): boolean =>
  a.instalments.length === b.instalments.length &&
  a.instalments.every(({ amountMinor }, at) => amountMinor === b.instalments[at]?.amountMinor);

const asksForParts = (act: DebtorAct): boolean =>
  act.kind === 'counters' && act.proposal.kind === 'instalments';

/** A wish keeps to the pay day that was said earlier. */
const onPayDay = (wish: PlanWish, { payDay }: NegotiationSoFar): PlanWish =>
  isEmpty(wish) || payDay === null ? wish : { payDay, ...wish };
