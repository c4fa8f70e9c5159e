import type { PlanTerms } from './arrangement.js';
import type { CounterAnswer, PlanWish, TermsRequest } from './propose-terms.js';
import { answerCounter, proposeTerms } from './propose-terms.js';

/** One answer to a debtor who goes on asking for the same. */
export interface NegotiationStep {
  /** 1 = the first answer. */
  readonly round: number;
  readonly answer: CounterAnswer;
}

/** Everything that would be conceded, step by step, to a debtor who insists on one wish; without a wish, the opening. */
export function playNegotiation(
  request: Omit<TermsRequest, 'wish'>,
  wish: PlanWish,
): { readonly opening: PlanTerms; readonly steps: readonly NegotiationStep[] } {
  const opening = proposeTerms(request);
  const steps: NegotiationStep[] = [];
  if (Object.keys(wish).length === 0) return { opening, steps };
  let offer: PlanTerms | null = null;
  for (let round = 0; round <= request.limits.maximumRounds; round += 1) {
    const answer: CounterAnswer = answerCounter({ ...request, wish, offer, round });
    steps.push({ round: round + 1, answer });
    if (answer.kind !== 'offer') break;
    offer = answer.terms;
  }
  return { opening, steps };
}
