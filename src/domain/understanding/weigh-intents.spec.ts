import { describe, expect, it } from '@jest/globals';
import { BUCKETS } from './features.js';
import type { IntentModel, LinearReading } from './intent-model.js';
import { scoreIntents } from './intent-model.js';
import { THRESHOLDS } from './thresholds.js';
import type { Intent, ScoredIntent } from './understanding.js';
import { weighIntents } from './weigh-intents.js';

const FEATURES = { buckets: Int32Array.of(0), weights: Float32Array.of(1) };
const STEP = 0.1;

type Scores = Readonly<Partial<Record<Intent, readonly [first: number, present: number]>>>;

/** A model that gives every message these scores; those of the first act sum to one. */
function model(scores: Scores, thresholds = THRESHOLDS): IntentModel {
  const intents = Object.keys(scores) as Intent[];
  const reading = (logits: readonly number[]): LinearReading => {
    const weights = new Int8Array(BUCKETS * intents.length);
    weights.set(logits.map((logit) => Math.round(logit / STEP)));
    return { weights, scale: new Float32Array(intents.length).fill(STEP * 127), temperature: 1 };
  };
  return {
    intents,
    primary: reading(Object.values(scores).map(([first]) => Math.log(first))),
    present: reading(Object.values(scores).map(([, present]) => Math.log(present / (1 - present)))),
    thresholds,
  };
}

const weigh = (of: IntentModel, text: string): readonly ScoredIntent[] =>
  weighIntents(of, scoreIntents(of, FEATURES), text);

const names = (scores: Scores, text = 'text', thresholds = THRESHOLDS): readonly Intent[] =>
  weigh(model(scores, thresholds), text).map(({ name }) => name);

describe('weighing', () => {
  it('puts danger before everything, from its threshold on', () => {
    expect(names({ hardship: [0.7, 0.9], crisis_self_harm: [0.25, 0.1] })).toEqual([
      'crisis_self_harm',
      'hardship',
    ]);
    expect(names({ hardship: [0.9, 0.9], crisis_self_harm: [0.1, 0.1] })).toEqual(['hardship']);
  });

  it('hears what protects beside another act, and at the threshold that is set', () => {
    const said: Scores = { already_paid: [0.9, 0.9], stop_contact: [0.1, 0.3] };
    expect(names(said)).toEqual(['stop_contact', 'already_paid']);
    expect(names(said, 'text', { ...THRESHOLDS, stopContact: 0.5 })).toEqual(['already_paid']);
  });

  it('adds what else is in the message after the first act', () => {
    expect(names({ ask_balance: [0.3, 0.8], hardship: [0.6, 0.9], greeting_ack: [0.1, 0.2] })).toEqual([
      'hardship',
      'ask_balance',
    ]);
  });

  it('never gives an act beside the first, on which the reader acts, less than even odds', () => {
    const said: Scores = { not_debtor: [0.8, 0.9], stop_contact: [0.1, 0.3] };
    const [, beside] = weigh(model(said), 'text');
    expect(beside).toEqual({ name: 'stop_contact', score: 0.5 });
  });

  it('takes a promise only when it is certain, and more so where the message denies or asks', () => {
    const said: Scores = { promise_to_pay: [0.75, 0.9], ask_balance: [0.25, 0.1] };
    expect(names(said, 'i pay friday')).toEqual(['promise_to_pay']);
    expect(names(said, 'do i pay friday?')).toEqual(['ask_balance']);
  });
});
