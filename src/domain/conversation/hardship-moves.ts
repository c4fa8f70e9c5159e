import { hardshipActions } from './hand-off-moves.js';
import { answerTerms } from './plan-moves.js';
import { PLAN_STATES, namesParts, negotiationRequest, remembering, saidBefore } from './said-of-terms.js';
import type { Draft, Turn } from './turn.js';
import { cancelQueued } from './turn.js';

/**
 * Nobody collects from somebody in need: contact stops for the pack's time, and a smaller plan is on offer. Amid the
 * talk about terms, or with a figure, the negotiation goes on with what was told.
 */
export function easeHardship(turn: Turn): Draft {
  const { confirmed, debt, slots, state } = turn;
  const calm = cancelQueued('debtor', 'hardship');
  const mayTalk = confirmed && debt?.state === 'open' && !debt.activeArrangement;
  if (mayTalk && (PLAN_STATES.has(state) || namesParts(slots) || slots.amount !== undefined)) {
    const draft = answerTerms(turn, debt);
    return { ...draft, actions: [calm, ...(draft.actions ?? [])] };
  }
  const told = debt && {
    negotiation: remembering(turn, debt, {
      ...saidBefore(turn, negotiationRequest(turn, debt), debt),
      inNeed: true,
    }),
  };
  return {
    actions: [...hardshipActions(turn), calm],
    reply: { template: confirmed ? 'hardship-kind' : 'hardship-neutral' },
    state: confirmed ? 'open' : 'awaiting-identity',
    context: { pendingIntent: confirmed ? null : 'negotiate_terms', ...told },
  };
}
