import { clarify, normalise } from '../understanding/normalise.js';
import type { Evidence, Intent } from '../understanding/understanding.js';

/** Words of the debtor that said an act, as people may read them. */
export interface ShownEvidence {
  readonly intent: Intent;
  /** Null where they hold what is masked in the message. */
  readonly words: string | null;
}

/** The evidence as far as the masked text of its message still shows the words. */
export function shownEvidence(evidence: readonly Evidence[], masked: string | null): ShownEvidence[] {
  const shown = [normalise(masked ?? ''), clarify(masked ?? '')];
  return evidence.map(({ intent, words }) => ({
    intent,
    words: shown.some((text) => text.includes(normalise(words))) ? words : null,
  }));
}
