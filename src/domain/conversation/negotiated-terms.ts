import type { PlanTerms } from '../arrangement/arrangement.js';
import type { DebtorAct } from '../arrangement/negotiation/debtor-reading.js';
import { groundOf, termsOf } from '../arrangement/negotiation/ground-of.js';
import { counterOf } from '../arrangement/negotiation/hear-act.js';
import { styleOf } from '../arrangement/negotiation-limits.js';
import type { ActReason } from '../arrangement/negotiation/next-act.js';
import { nextAct } from '../arrangement/negotiation/next-act.js';
import type { Proposal } from '../arrangement/negotiation/proposal.js';
import type { PlanWish, TermsRequest } from '../arrangement/propose-terms.js';

export interface NegotiatedTerms {
  readonly terms: PlanTerms;
  readonly reason: ActReason;
}

/** What the engine decides by itself; a wish for a count, a day or a first payment is answered to the letter instead. */
const OWN_TO_DECIDE = new Set(['amount', 'per', 'ratio']);

/** The engine's offer for today, inside the limits; null where the nearest terms to the wish are the better answer. */
export function engineOffer(
  request: TermsRequest & { readonly wish: PlanWish },
  onTable: PlanTerms | null,
  rounds: number,
): NegotiatedTerms | null {
  const { limits, wish } = request;
  const plain = Object.keys(wish).every((name) => OWN_TO_DECIDE.has(name));
  if (!plain || wish.per === 'week' || !limits.frequencies.includes('monthly')) return null;
  const ground = groundOf(limits, request);
  const counter = counterOf(wish, ground);
  const acts: DebtorAct[] = counter ? [{ kind: 'counters', proposal: counter }] : [{ kind: 'hello' }];
  const last = onTable ? proposalOf(onTable) : null;
  const act = nextAct({
    ground,
    stated: { leftMinor: null, hardshipVerified: false },
    asked: true,
    acts,
    offers: last ? Array<Proposal>(Math.max(1, rounds)).fill(last) : [],
    style: styleOf(limits),
  });
  if (act.type !== 'offer') return null;
  const terms = termsOf(act.terms, limits, request, 'monthly');
  return terms && { terms, reason: act.reason };
}

/** Terms without their dates. */
function proposalOf({ totalMinor, instalments }: PlanTerms): Proposal {
  const count = instalments.length - 1;
  const downMinor = instalments[0]?.amountMinor ?? totalMinor;
  return { kind: count < 1 ? 'lump' : 'instalments', totalMinor, downMinor, count, startDays: 0 };
}
