import type { Intent, Understanding } from '../understanding/understanding.js';
import { decide } from './decide.js';
import type { Decision, DecisionInput } from './decision.js';
import { handOff } from './turn.js';

/** What protects the debtor is heard whenever it arrives. */
const HEARD_LATE: ReadonlySet<Intent> = new Set<Intent>([
  'crisis_self_harm',
  'stop_contact',
  'cease_contact',
  'not_debtor',
  'dispute_amount',
  'dispute_not_mine',
  'legal_representation',
  'deceased',
  'minor',
  'hardship',
  'complaint',
  'request_human',
]);

const protects = (understanding: Understanding | null): boolean =>
  understanding !== null &&
  (understanding.severity === 'crisis' || understanding.intents.some(({ name }) => HEARD_LATE.has(name)));

/**
 * What to do about a message that arrived long after it was written, e.g. after a gap of the connection. What
 * protects the debtor acts as always; to anything else the assistant gives no answer, which would come out of the
 * blue, and agrees nothing: a person reads it, and the conversation stays where it was.
 */
export function decideLate(input: DecisionInput): Decision {
  const decision = decide(input);
  if (protects(input.understanding) || decision.actions.length === 0) return decision;
  const { state, context, owner } = input.conversation;
  const kept = decision.actions.filter((action) => action.kind === 'keep-evidence');
  return { actions: [...kept, handOff('old-message', 'normal')], state, context, owner, advanced: true };
}
