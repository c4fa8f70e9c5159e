import { describe, expect, it } from '@jest/globals';
import { hearsDanger } from './danger-windows.js';
import { BUCKETS, visitCharacters } from './features.js';
import type { IntentModel, LinearReading } from './intent-model.js';

const INTENTS = ['out_of_scope', 'crisis_self_harm'] as const;
const FAREWELL = 'tell the children i was brave';

/** A model that has learned one sentence. */
function learned(): IntentModel {
  const weights = Int8Array.from({ length: BUCKETS * INTENTS.length }, (_, at) => (at % 2 === 0 ? 60 : 0));
  visitCharacters(FAREWELL, (bucket) => {
    weights[bucket * INTENTS.length] = -100;
    weights[bucket * INTENTS.length + 1] = 100;
  });
  const reading: LinearReading = { weights, scale: Float32Array.of(20, 20), temperature: 0.4 };
  const present: LinearReading = { ...reading, weights: weights.map((weight) => weight || -100) };
  return { intents: INTENTS, primary: reading, present };
}

const FILLING = '7 8 9 '.repeat(3_000);

describe('a long message', () => {
  it.each([0, 5_000, 9_990, 17_999])('with danger at %d is heard', (at) => {
    const text = `${FILLING.slice(0, at)}${FAREWELL}${FILLING.slice(at)}`;
    expect(hearsDanger(learned(), text, 'en')).toBe(true);
  });

  it('without danger is not', () => {
    expect(hearsDanger(learned(), FILLING, 'en')).toBe(false);
  });
});
