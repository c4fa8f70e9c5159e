import type { Features } from '../../src/domain/understanding/features.js';
import { featuresOf } from '../../src/domain/understanding/features.js';
import type { IntentModel } from '../../src/domain/understanding/intent-model.js';
import { logistic, softmax } from '../../src/domain/understanding/intent-model.js';
import { clarify } from '../../src/domain/understanding/normalise.js';
import type { Intent } from '../../src/domain/understanding/understanding.js';
import { INTENTS } from '../../src/domain/understanding/understanding.js';
import type { Example, TrainingSettings } from './train-linear.js';
import { dice, plainSums, quantised, shuffled, trainLinear } from './train-linear.js';
import type { LabelledText } from './training-text.js';

/** The 24 of the labels; the others are commands and need no learning. */
const LEARNED: readonly Intent[] = INTENTS.slice(0, 24);

const PRIMARY: TrainingSettings = { kind: 'one-of-all', epochs: 8, rate: 0.3, decay: 0.02 };
const PRESENT: TrainingSettings = { kind: 'each-by-itself', epochs: 8, rate: 0.3, decay: 0.02 };

/** A rare intent may cost at most as if it had this many messages. */
const FEWEST = 30;
const USUAL = 200;
/** How often an intent is met beyond the others; all intents are otherwise taken to be as frequent. */
const MORE: Readonly<Partial<Record<Intent, number>>> = { out_of_scope: 1.6, crisis_self_harm: 1.3 };

export interface Temperatures {
  readonly primary: number;
  readonly present: number;
}

export interface Tried {
  readonly accuracy: number;
  readonly byLocale: { readonly 'zh-CN': number; readonly en: number };
  readonly temperatures: Temperatures;
}

const place = (intent: Intent | undefined): number => (intent === undefined ? -1 : LEARNED.indexOf(intent));

function targetOf(intents: readonly Intent[]): Float32Array {
  const target = new Float32Array(LEARNED.length);
  for (const intent of intents) target[place(intent)] = 1;
  return target;
}

function train(
  rows: readonly LabelledText[],
  features: readonly Features[],
): { primary: Float32Array; present: Float32Array } {
  const counts = new Map<Intent, number>();
  for (const { intents } of rows) {
    for (const first of intents.slice(0, 1)) counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  const examples = (labels: (row: LabelledText) => readonly Intent[]): Example[] =>
    rows.flatMap((row, at) => {
      const [first] = row.intents;
      const seen = features[at];
      if (first === undefined || seen === undefined) return [];
      const cost = (USUAL / Math.max(FEWEST, counts.get(first) ?? 0)) * (MORE[first] ?? 1);
      return [{ features: seen, target: targetOf(labels(row)), cost }];
    });
  return {
    primary: trainLinear(
      examples((row) => row.intents.slice(0, 1)),
      LEARNED.length,
      PRIMARY,
    ),
    present: trainLinear(
      examples((row) => row.intents),
      LEARNED.length,
      PRESENT,
    ),
  };
}

const featuresOfAll = (rows: readonly LabelledText[]): Features[] =>
  rows.map((row) => featuresOf(clarify(row.text), row.locale));

export function trainModel(rows: readonly LabelledText[], temperatures: Temperatures): IntentModel {
  const { primary, present } = train(rows, featuresOfAll(rows));
  return {
    intents: LEARNED,
    primary: quantised(primary, LEARNED.length, temperatures.primary),
    present: quantised(present, LEARNED.length, temperatures.present),
  };
}

interface Judged {
  readonly row: LabelledText;
  readonly primary: Float64Array;
  readonly present: Float64Array;
}

/** Every message judged by a model that has not seen it. */
export function crossValidated(rows: readonly LabelledText[], folds: number): Tried {
  const features = featuresOfAll(rows);
  const order = shuffled(rows.length, dice(7));
  const judged: Judged[] = [];
  for (let fold = 0; fold < folds; fold += 1) {
    const kept = order.filter((_, at) => at % folds !== fold);
    const model = train(pick(rows, kept), pick(features, kept));
    for (const number of order.filter((_, at) => at % folds === fold)) {
      const [row, seen] = [rows[number], features[number]];
      if (row === undefined || seen === undefined) continue;
      judged.push({
        row,
        primary: plainSums(model.primary, seen, LEARNED.length),
        present: plainSums(model.present, seen, LEARNED.length),
      });
    }
  }
  return {
    accuracy: rightShare(judged),
    byLocale: {
      'zh-CN': rightShare(judged.filter(({ row }) => row.locale === 'zh-CN')),
      en: rightShare(judged.filter(({ row }) => row.locale === 'en')),
    },
    temperatures: {
      primary: bestTemperature(judged, surprise),
      present: bestTemperature(judged, surpriseOfEach),
    },
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
