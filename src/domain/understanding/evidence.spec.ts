import { describe, expect, it } from '@jest/globals';
import { evidenceOfCue, evidenceOfModel } from './evidence.js';
import { BUCKETS, visitCharacters } from './features.js';
import type { IntentModel, LinearReading } from './intent-model.js';
import { cue } from './lexicon.js';

/** A model for which "solicitor" speaks of a lawyer. */
function model(): IntentModel {
  const weights = new Int8Array(BUCKETS);
  visitCharacters('solicitor', (bucket) => {
    weights[bucket] = 100;
  });
  const reading: LinearReading = { weights, scale: Float32Array.of(1), temperature: 1 };
  return { intents: ['legal_representation'], primary: reading, present: reading };
}

const words = (written: string): readonly string[] =>
  evidenceOfModel(['legal_representation'], written, model()).map((one) => one.words);

describe('evidence', () => {
  it('of a rule is what it found, as the debtor wrote it', () => {
    const stop = cue('stop_contact', /stop (?:calling|texting)/);
    const text = 'please stop calling';
    expect(evidenceOfCue(stop, text, 'Please STOP Calling').words).toBe('STOP Calling');
    expect(evidenceOfCue(stop, text, 'please st0p calling').words).toBe('stop calling');
  });

  it('of the model is the clause that speaks most for the act', () => {
    expect(words('Fine. My Solicitor has the papers, ask there!')).toEqual(['My Solicitor has the papers']);
  });

  it('of a single clause is its first 80 characters', () => {
    expect(words(`solicitor ${'x'.repeat(200)}`)).toEqual([`solicitor ${'x'.repeat(70)}`]);
  });

  it('of nothing is nothing', () => {
    expect(words('')).toEqual([]);
    expect(evidenceOfModel(['deceased'], 'one, two', model())).toEqual([]);
  });
});
