import { describe, expect, it } from '@jest/globals';
import { BUCKETS } from './features.js';
import type { IntentModel } from './intent-model.js';
import { scoreIntents } from './intent-model.js';
import { likelyMeanings } from './likely-meanings.js';
import { THRESHOLDS } from './thresholds.js';
import type { Intent, ScoredIntent } from './understanding.js';

const INTENTS = ['negotiate_terms', 'promise_to_pay', 'hardship'] as const;
const FEATURES = { buckets: Int32Array.of(0), weights: Float32Array.of(1) };

/** A model whose only feature speaks for each intent as strongly as given. */
function model(...strength: readonly number[]): IntentModel {
  const weights = new Int8Array(BUCKETS * INTENTS.length);
  weights.set(strength.map((one) => Math.round(one * 12.7)));
  const reading = { weights, scale: Float32Array.of(10, 10, 10), temperature: 1 };
  return { intents: INTENTS, primary: reading, present: reading };
}

const likely = (of: IntentModel, read: ScoredIntent | undefined, named: readonly Intent[]): readonly Intent[] | null =>
  likelyMeanings(of, scoreIntents(of, FEATURES), read, named);

const low = { name: 'promise_to_pay', score: THRESHOLDS.unsureBelow - 0.01 } as const;

describe('likelyMeanings', () => {
  it('gives the likeliest first, and leaves out what is hardly likely', () => {
    expect(likely(model(0.1, 0.2, -9), low, [])).toEqual([
      'promise_to_pay',
      'negotiate_terms',
    ]);
  });

  it('is silent where the reading is sure, where a word said so, and where no model read', () => {
    const even = model(0, 0, 0);
    expect(likely(even, { ...low, score: THRESHOLDS.unsureBelow }, [])).toBeNull();
    expect(likely(even, low, ['promise_to_pay'])).toBeNull();
    expect(likely(even, undefined, [])).toBeNull();
  });
});
