import type { Features } from './features.js';
import { BUCKETS } from './features.js';
import type { ReadingThresholds } from './thresholds.js';
import type { Intent } from './understanding.js';

/**
 * What was learned from the training text. Two linear readings of the same features: which act needs the reply
 * (`primary`, one of all), and which acts are in the message at all (`present`, each by itself).
 */
export interface IntentModel {
  readonly intents: readonly Intent[];
  readonly primary: LinearReading;
  readonly present: LinearReading;
  /** From which score on a reading counts; `THRESHOLDS` where none are given. */
  readonly thresholds?: ReadingThresholds;
}

export interface LinearReading {
  /** A row of weights for each bucket, one for each intent, in 1/127 of the intent's `scale`. */
  readonly weights: Int8Array;
  readonly scale: Float32Array;
  /** Divides the sums so that the scores mean what they say: of readings scored 0.8, 8 in 10 are right. */
  readonly temperature: number;
}

export interface ModelScores {
  /** Probabilities over all intents, in the model's order; they sum to one. */
  readonly primary: Float64Array;
  /** For each intent by itself, the probability that the message contains it. */
  readonly present: Float64Array;
}

export function sums(reading: LinearReading, features: Features): Float64Array {
  const count = reading.scale.length;
  const total = new Float64Array(count);
  features.buckets.forEach((bucket, at) => {
    const weight = features.weights[at] ?? 0;
    const row = bucket * count;
    for (let intent = 0; intent < count; intent += 1) {
      total[intent] = (total[intent] ?? 0) + weight * (reading.weights[row + intent] ?? 0);
    }
  });
  return total.map((sum, intent) => (sum * (reading.scale[intent] ?? 0)) / 127 / reading.temperature);
}

export function softmax(logits: Float64Array): Float64Array {
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const whole = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / whole);
}

export const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));

export const scoreIntents = (model: IntentModel, features: Features): ModelScores => ({
  primary: softmax(sums(model.primary, features)),
  present: sums(model.present, features).map(logistic),
});

export const isWellFormed = (model: IntentModel): boolean =>
  [model.primary, model.present].every(
    (reading) =>
      reading.scale.length === model.intents.length &&
      reading.weights.length === BUCKETS * model.intents.length &&
      reading.temperature > 0,
  );
