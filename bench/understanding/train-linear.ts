import type { Features } from '../../src/domain/understanding/features.js';
import { BUCKETS } from '../../src/domain/understanding/features.js';
import type { LinearReading } from '../../src/domain/understanding/intent-model.js';
import { logistic, softmax } from '../../src/domain/understanding/intent-model.js';

export interface Example {
  readonly features: Features;
  /** For each intent 0–1; for a softmax reading they sum to one. */
  readonly target: Float32Array;
  /** How much a mistake here costs. */
  readonly cost: number;
}

export interface TrainingSettings {
  readonly kind: 'one-of-all' | 'each-by-itself';
  readonly epochs: number;
  readonly rate: number;
  /** Share of every weight given up after each pass. */
  readonly decay: number;
  /** Share of a message's features that are left out, others at each pass, so that no single word is relied upon. */
  readonly leftOut: number;
}

/** Numbers that look random and are the same at every run (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled(count: number, roll: () => number): number[] {
  const order = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(roll() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}

/** Logistic regression by AdaGrad. The weights come back as floating numbers, a row of intents for each bucket. */
export function trainLinear(
  examples: readonly Example[],
  intents: number,
  settings: TrainingSettings,
): Float32Array {
  const weights = new Float32Array(BUCKETS * intents);
  const squares = new Float32Array(BUCKETS * intents).fill(1e-3);
  const roll = dice(20_261_123);
  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    for (const number of shuffled(examples.length, roll)) {
      const example = examples[number];
      if (example) learn(thinned(example, settings.leftOut, roll), weights, squares, intents, settings);
    }
    for (let at = 0; at < weights.length; at += 1) weights[at] = (weights[at] ?? 0) * (1 - settings.decay);
  }
  return weights;
}

function thinned(example: Example, leftOut: number, roll: () => number): Example {
  const { buckets, weights } = example.features;
  const kept = { buckets: new Int32Array(buckets.length), weights: new Float32Array(buckets.length) };
  let count = 0;
  for (let at = 0; at < buckets.length; at += 1) {
    if (roll() < leftOut) continue;
    kept.buckets[count] = buckets[at] ?? 0;
    kept.weights[count] = (weights[at] ?? 0) / (1 - leftOut);
    count += 1;
  }
  const features = { buckets: kept.buckets.subarray(0, count), weights: kept.weights.subarray(0, count) };
  return { ...example, features };
}

function learn(
  { features, target, cost }: Example,
  weights: Float32Array,
  squares: Float32Array,
  intents: number,
  settings: TrainingSettings,
): void {
  const logits = plainSums(weights, features, intents);
  const guess = settings.kind === 'one-of-all' ? softmax(logits) : logits.map(logistic);
  const error = guess.map((score, intent) => (score - (target[intent] ?? 0)) * cost);
  const { buckets, weights: values } = features;
  for (let at = 0; at < buckets.length; at += 1) {
    const row = (buckets[at] ?? 0) * intents;
    const value = values[at] ?? 0;
    for (let intent = 0; intent < intents; intent += 1) {
      const slope = (error[intent] ?? 0) * value;
      const place = row + intent;
      const square = (squares[place] ?? 0) + slope * slope;
      squares[place] = square;
      weights[place] = (weights[place] ?? 0) - (settings.rate * slope) / Math.sqrt(square);
    }
  }
}

export function plainSums(weights: Float32Array, features: Features, intents: number): Float64Array {
  const total = new Float64Array(intents);
  const { buckets, weights: values } = features;
  for (let at = 0; at < buckets.length; at += 1) {
    const row = (buckets[at] ?? 0) * intents;
    const value = values[at] ?? 0;
    for (let intent = 0; intent < intents; intent += 1) {
      total[intent] = (total[intent] ?? 0) + value * (weights[row + intent] ?? 0);
    }
  }
  return total;
}

/**
 * Weights in steps of their usual size, at most 127 of them. Most become nothing or one step, so that the file is
 * small; finer steps read no better.
 */
export function quantised(weights: Float32Array, intents: number, temperature: number): LinearReading {
  let squares = 0;
  let used = 0;
  for (const weight of weights) {
    if (weight === 0) continue;
    squares += weight * weight;
    used += 1;
  }
  const step = Math.sqrt(squares / Math.max(1, used)) || 1;
  const small = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / step))));
  return { weights: small, scale: new Float32Array(intents).fill(step * 127), temperature };
}
