import type { Instant } from '../calendar/instant.js';
import type { ContactFacts } from './contact-facts.js';
import type { ContactVerdict } from './decision.js';
import type { ResolvedPolicy } from './resolve-policy.js';

/** Why a rule stops a message. `DEFER`: it may go later; the moment is worked out for all such rules together. */
export interface Objection {
  readonly decision: 'DEFER' | 'HOLD' | 'BLOCK' | 'CANCEL' | 'REVIEW';
  readonly ruleId: string;
  readonly inputs: ContactVerdict['inputs'];
}

/** One rule of the contact policy: an objection, or null when it has none. */
export type Rule = (facts: ContactFacts, policy: ResolvedPolicy, now: Instant) => Objection | null;

export const object = (
  decision: Objection['decision'],
  ruleId: string,
  inputs: Objection['inputs'] = {},
): Objection => ({ decision, ruleId, inputs });
