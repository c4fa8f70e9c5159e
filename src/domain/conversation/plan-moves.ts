import type { Negotiation } from '../arrangement/negotiate-terms.js';
import { negotiateTerms } from '../arrangement/negotiate-terms.js';
import type { DebtFacts } from './conversation-facts.js';
import { openDispute } from './dispute-moves.js';
import { callPerson, hardshipActions } from './hand-off-moves.js';
import { hearPromise } from './promise-moves.js';
import { limitsInForce, offerTerms, showFinal } from './put-on-table.js';
import {
  PLAN_STATES,
  negotiationRequest,
  remembering,
  saidBefore,
  saidOfTerms,
  speaksOfParts,
} from './said-of-terms.js';
import { showPlan } from './show-plan.js';
import type { Draft, Turn } from './turn.js';

/**
 * Asks once what is possible, then answers every word about terms inside the limits. A wish for one later payment is a
 * promise; after the lender's number of rounds a person goes on.
 */
export function negotiate(turn: Turn, debt: DebtFacts): Draft {
  if (debt.activeArrangement) return showPlan(turn, debt);
  const { slots } = turn;
  const onePayment = !speaksOfParts(turn, debt);
  const coversAll = slots.amount !== undefined && slots.amount.minor >= debt.outstandingMinor;
  const later = !PLAN_STATES.has(turn.state) && slots.date !== undefined;
  return onePayment && (coversAll || later) ? hearPromise(turn, debt) : answerTerms(turn, debt);
}

/** The next step of the negotiation; hardship that is told with it is recorded, and answered kindly. */
export function answerTerms(turn: Turn, debt: DebtFacts): Draft {
  const request = negotiationRequest(turn, debt);
  const said = saidOfTerms(turn, debt);
  const negotiation = negotiateTerms(request, saidBefore(turn, request, debt), said);
  const { answer, heard, soFar } = negotiation;
  if (answer.kind === 'hand-off' && answer.reason === 'protected') return openDispute(turn);
  const inNeed = said.intents.includes('hardship');
  const draft = draftOf(turn, debt, negotiation, { inNeed, onTable: request.onTable !== null });
  return {
    ...draft,
    actions: [...(inNeed ? hardshipActions(turn) : []), ...(draft.actions ?? [])],
    context: {
      ...draft.context,
      ...(answer.kind === 'ask' ? {} : { rounds: soFar.offers.length }),
      negotiation: remembering(turn, debt, soFar),
    },
    whileWaiting: { negotiation: remembering(turn, debt, heard) },
  };
}

function draftOf(
  turn: Turn,
  debt: DebtFacts,
  { answer }: Negotiation,
  { inNeed, onTable }: { readonly inNeed: boolean; readonly onTable: boolean },
): Draft {
  const fields = inNeed ? { inNeed } : {};
  switch (answer.kind) {
    case 'ask':
      return onTable
        ? { reply: { template: 'counter-ask', fields }, state: 'negotiating' }
        : { reply: { template: 'affordability-ask', fields }, state: 'awaiting-affordability' };
    case 'accept':
      return showFinal(turn, answer.terms, limitsInForce(turn, debt), answer.reason);
    case 'offer':
      return offerTerms(turn, debt, answer.terms, answer.reason, fields);
    case 'hand-off':
      return callPerson(turn, END_REASONS[answer.reason]);
  }
}

const END_REASONS = {
  protected: 'dispute',
  'cannot-pay': 'hardship',
  'rounds-exhausted': 'rounds-exhausted',
  'outside-authority': 'outside-authority',
} as const;
