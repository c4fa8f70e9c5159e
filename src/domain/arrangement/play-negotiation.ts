import type { PlanTerms } from './arrangement.js';
import type { SaidOfTerms } from './hear-terms.js';
import type { NegotiationAnswer, NegotiationRequest } from './negotiate-terms.js';
import { negotiateTerms } from './negotiate-terms.js';
import type { NegotiationSoFar } from './negotiation-so-far.js';
import { NOTHING_SAID } from './negotiation-so-far.js';
import type { PlanWish, TermsRequest } from './propose-terms.js';
import { proposeTerms } from './propose-terms.js';

/** One answer to a debtor who goes on asking for the same. */
export interface NegotiationStep {
  /** 1 = the first answer. */
  readonly round: number;
  readonly answer: Exclude<NegotiationAnswer, { kind: 'ask' }>;
}

/** Everything that would be conceded, step by step, to a debtor who insists on one wish; without a wish, the opening. */
export function playNegotiation(
  request: Omit<TermsRequest, 'wish'>,
  wish: PlanWish,
): { readonly opening: PlanTerms; readonly steps: readonly NegotiationStep[] } {
  const said: SaidOfTerms = { intents: ['negotiate_terms'], wish, leftMinor: null };
  let soFar: NegotiationSoFar = { ...NOTHING_SAID, asked: true };
  const first = negotiateTerms({ ...request, onTable: null }, soFar, { ...said, wish: {} }).answer;
  const opening = first.kind === 'offer' ? first.terms : proposeTerms(request);
  const steps: NegotiationStep[] = [];
  if (Object.keys(wish).length === 0) return { opening, steps };
  let onTable: NegotiationRequest['onTable'] = null;
  for (let round = 1; ; round += 1) {
    const step = negotiateTerms({ ...request, onTable }, soFar, said);
    if (step.answer.kind === 'ask') return { opening, steps };
    steps.push({ round, answer: step.answer });
    if (step.answer.kind !== 'offer') return { opening, steps };
    soFar = step.soFar;
    onTable = step.answer.terms;
  }
}
