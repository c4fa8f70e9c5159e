import type { Features } from '../../src/domain/understanding/features.js';
import { featuresOf } from '../../src/domain/understanding/features.js';
import type { IntentModel } from '../../src/domain/understanding/intent-model.js';
import { logistic, softmax } from '../../src/domain/understanding/intent-model.js';
import { clarify } from '../../src/domain/understanding/normalise.js';
import type { Intent } from '../../src/domain/understanding/understanding.js';
import { INTENTS } from '../../src/domain/understanding/understanding.js';
import type { Example, TrainingSettings } from './train-linear.js';
import { plainSums, quantised, trainLinear } from './train-linear.js';
import type { LabelledText } from './training-text.js';

/** The 24 of the labels; the others are commands and need no learning. */
const LEARNED: readonly Intent[] = INTENTS.slice(0, 24);

const COMMON = { epochs: 9, rate: 0.3, decay: 0.02, leftOut: 0.5 };
const PRIMARY: TrainingSettings = { ...COMMON, kind: 'one-of-all' };
const PRESENT: TrainingSettings = { ...COMMON, kind: 'each-by-itself' };
/** What is kept back from the act that needs the reply for all the others: labels are never quite certain. */
const DOUBT = 0.1;

/** A rare intent may cost at most as if it had this many messages. */
const FEWEST = 30;
const USUAL = 200;
/** How often an intent is met beyond the others; all intents are otherwise taken to be as frequent. */
const MORE: Readonly<Partial<Record<Intent, number>>> = { out_of_scope: 1.6, crisis_self_harm: 1.3 };

export interface Temperatures {
  readonly primary: number;
  readonly present: number;
}

/** A message with a model that has seen no message of its file. */
export interface HeldOut {
  readonly row: LabelledText;
  readonly model: IntentModel;
}

export interface Tried {
  readonly accuracy: number;
  readonly byLocale: { readonly 'zh-CN': number; readonly en: number };
  readonly temperatures: Temperatures;
  readonly heldOut: readonly HeldOut[];
}

interface Weights {
  readonly primary: Float32Array;
  readonly present: Float32Array;
}

const place = (intent: Intent | undefined): number => (intent === undefined ? -1 : LEARNED.indexOf(intent));

function targetOf(intents: readonly Intent[]): Float32Array {
  const target = new Float32Array(LEARNED.length);
  for (const intent of intents) target[place(intent)] = 1;
  return target;
}

function doubted(target: Float32Array): Float32Array {
  const share = DOUBT / (target.length - 1);
  return target.map((value) => value * (1 - DOUBT - share) + share);
}

function train(
  rows: readonly LabelledText[],
  features: readonly Features[],
): Weights {
  const counts = new Map<Intent, number>();
  for (const { intents } of rows) {
    for (const first of intents.slice(0, 1)) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const examples = (targets: (row: LabelledText) => Float32Array): Example[] =>
    rows.flatMap((row, at) => {
      const [first] = row.intents;
      const seen = features[at];
      if (first === undefined || seen === undefined) return [];
      const cost = (USUAL / Math.max(FEWEST, counts.get(first) ?? 0)) * (MORE[first] ?? 1);
      return [{ features: seen, target: targets(row), cost }];
    });
  return {
    primary: trainLinear(
      examples((row) => doubted(targetOf(row.intents.slice(0, 1)))),
      LEARNED.length,
      PRIMARY,
    ),
    present: trainLinear(
      examples((row) => targetOf(row.intents)),
      LEARNED.length,
      PRESENT,
    ),
  };
}

const featuresOfAll = (rows: readonly LabelledText[]): Features[] =>
  rows.map((row) => featuresOf(clarify(row.text), row.locale));

export const trainModel = (rows: readonly LabelledText[], temperatures: Temperatures): IntentModel =>
  modelOf(train(rows, featuresOfAll(rows)), temperatures);

const modelOf = (weights: Weights, temperatures: Temperatures): IntentModel => ({
  intents: LEARNED,
  primary: quantised(weights.primary, LEARNED.length, temperatures.primary),
  present: quantised(weights.present, LEARNED.length, temperatures.present),
});

interface Judged {
  readonly row: LabelledText;
  readonly primary: Float64Array;
  readonly present: Float64Array;
}

/** `w5-mixed-en.jsonl` and `w5-mixed-zh.jsonl` are one subject. */
const subjectOf = ({ file }: LabelledText): string => file.replace(/-(?:en|zh)\.jsonl$/, '');

/**
 * Every message judged by a model that has seen nothing of its file nor of the same subject in the other language. The
 * files have different writers and subjects, so this comes nearer to new text than random parts would.
 */
export function crossValidated(rows: readonly LabelledText[], folds: number): Tried {
  const features = featuresOfAll(rows);
  const subjects = [...new Set(rows.map(subjectOf))].sort();
  const foldOf = rows.map((row) => subjects.indexOf(subjectOf(row)) % folds);
  const judged: Judged[] = [];
  const read: { row: LabelledText; weights: Weights }[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const kept = rows.flatMap((_, at) => (foldOf[at] === fold ? [] : [at]));
    const weights = train(pick(rows, kept), pick(features, kept));
    rows.forEach((row, at) => {
      const seen = features[at];
      if (foldOf[at] !== fold || seen === undefined) return;
      read.push({ row, weights });
      judged.push({
        row,
        primary: plainSums(weights.primary, seen, LEARNED.length),
        present: plainSums(weights.present, seen, LEARNED.length),
      });
    });
  }
  const temperatures = {
    primary: bestTemperature(judged, surprise),
    present: bestTemperature(judged, surpriseOfEach),
  };
  const models = new Map<Weights, IntentModel>();
  return {
    accuracy: rightShare(judged),
    byLocale: {
      'zh-CN': rightShare(judged.filter(({ row }) => row.locale === 'zh-CN')),
      en: rightShare(judged.filter(({ row }) => row.locale === 'en')),
    },
    temperatures,
    heldOut: read.map(({ row, weights }) => {
      const model = models.get(weights) ?? modelOf(weights, temperatures);
      models.set(weights, model);
      return { row, model };
    }),
  };
}

const pick = <T>(all: readonly T[], numbers: readonly number[]): T[] =>
  numbers.flatMap((number) => all.slice(number, number + 1));

const rightShare = (judged: readonly Judged[]): number =>
  judged.filter(({ row, primary }) => primary.indexOf(Math.max(...primary)) === place(row.intents[0]))
    .length / judged.length;

const surprise = ({ row, primary }: Judged, temperature: number): number =>
  -Math.log(Math.max(1e-9, softmax(primary.map((sum) => sum / temperature))[place(row.intents[0])] ?? 0));

function surpriseOfEach({ row, present }: Judged, temperature: number): number {
  const target = targetOf(row.intents);
  return present.reduce((sum, logit, intent) => {
    const score = Math.min(1 - 1e-9, Math.max(1e-9, logistic(logit / temperature)));
    return sum - Math.log((target[intent] ?? 0) > 0 ? score : 1 - score);
  }, 0);
}

function bestTemperature(
  judged: readonly Judged[],
  cost: (one: Judged, temperature: number) => number,
): number {
  const tried = Array.from({ length: 24 }, (_, at) => 0.4 * 1.12 ** at);
  const costs = tried.map((temperature) => judged.reduce((sum, one) => sum + cost(one, temperature), 0));
  return tried[costs.indexOf(Math.min(...costs))] ?? 1;
}
