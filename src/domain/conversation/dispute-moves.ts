import type { DisputeKind } from './dispute.js';
import { waitFields } from './hand-off-moves.js';
import { sayWhoWeAre } from './identity-moves.js';
import type { Draft, Turn } from './turn.js';
import { cancelQueued, handOff, hold, toPerson } from './turn.js';

function kindOf(turn: Turn): DisputeKind {
  if (turn.intents.includes('dispute_not_mine')) {
    return turn.slots.detail === 'identity-theft' ? 'identity-theft' : 'not-mine';
  }
  return turn.intents.includes('dispute_amount') ? 'wrong-amount' : 'prove-it';
}

/** Everything about the debt stops at once; the debtor gets a number and an answer-by date, a person decides. */
export function openDispute(turn: Turn): Draft {
  if (!turn.debt) {
    return {
      actions: [hold('debtor', 'dispute'), cancelQueued('debtor', 'dispute'), handOff('dispute', 'high')],
      reply: { template: 'handoff-ack', fields: waitFields(turn) },
      ...toPerson,
    };
  }
  return {
    actions: [
      hold('debt', 'dispute'),
      cancelQueued('debt', 'dispute'),
      { kind: 'open-dispute', dispute: kindOf(turn) },
      handOff('dispute', 'high'),
    ],
    reply: { template: 'dispute-ack' },
    ...toPerson,
  };
}

/** Papers are a dispute ("prove it"); who is writing is a question with an answer. */
export const answerProof = (turn: Turn): Draft =>
  turn.slots.detail === 'evidence' ? openDispute(turn) : sayWhoWeAre(turn);
