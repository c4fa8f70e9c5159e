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
      if (example) learn(example, weights, squares, intents, settings);
    }
    for (let at = 0; at < weights.length; at += 1) weights[at] = (weights[at] ?? 0) * (1 - settings.decay);
  }
  return weights;
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

/** Weights in 254 steps per intent. */
export function quantised(weights: Float32Array, intents: number, temperature: number): LinearReading {
  const scale = new Float32Array(intents);
  weights.forEach((weight, at) => {
    scale[at % intents] = Math.max(scale[at % intents] ?? 0, Math.abs(weight));
  });
  const small = Int8Array.from(weights, (weight, at) =>
    Math.round((weight / (scale[at % intents] || 1)) * 127),
  );
  return { weights: small, scale, temperature };
}
