import { BUCKETS } from '../../src/domain/understanding/features.js';
import type { IntentModel } from '../../src/domain/understanding/intent-model.js';
import type { Intent } from '../../src/domain/understanding/understanding.js';

/** A model for which everything may mean four things alike, so that only words that rules know are sure. */
export function doubtful(): IntentModel {
  const intents: readonly Intent[] = ['negotiate_terms', 'promise_to_pay', 'accept_offer', 'ask_how_to_pay'];
  const scale = new Float32Array(intents.length).fill(1);
  const weights = new Int8Array(BUCKETS * intents.length);
  const against = weights.map(() => -127);
  return {
    intents,
    primary: { weights, scale, temperature: 1 },
    present: { weights: against, scale, temperature: 0.01 },
  };
}
