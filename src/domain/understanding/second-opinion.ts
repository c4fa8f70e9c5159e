import type { Intent, Understanding } from './understanding.js';

/** No second opinion makes anybody agree to anything. */
const COMMITS: ReadonlySet<Intent> = new Set<Intent>(['promise_to_pay', 'accept_offer']);

/** Nor does it replace what protects. */
const PROTECTS: ReadonlySet<Intent> = new Set<Intent>([
  'crisis_self_harm',
  'deceased',
  'minor',
  'legal_representation',
  'cease_contact',
  'stop_contact',
  'not_debtor',
  'dispute_not_mine',
  'complaint',
  'hardship',
  'request_human',
]);

/**
 * An unsure reading with the opinion of a second reader. It counts only between the meanings that the built-in
 * reader holds likely itself, never for a commitment, and never against an act that protects; danger to life counts
 * whatever was held likely. A reading that is sure stays as it is.
 */
export function withOpinion(read: Understanding, opinion: Intent | null): Understanding {
  if (opinion === null || read.likely === undefined) return read;
  const { likely, ...rest } = read;
  if (opinion === 'crisis_self_harm') {
    const others = read.intents.filter(({ name }) => name !== opinion);
    return { ...rest, intents: [{ name: opinion, score: 1 }, ...others], slots: {}, severity: 'crisis' };
  }
  if (read.severity === 'crisis' || read.intents.some(({ name }) => PROTECTS.has(name))) return read;
  if (COMMITS.has(opinion) || !likely.includes(opinion)) return read;
  const [first] = read.intents;
  if (first?.name === opinion) return rest;
  return { ...rest, intents: [{ name: opinion, score: first?.score ?? 0 }], slots: {} };
}
