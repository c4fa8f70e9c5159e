import type { Locale } from '../shared/locale.js';
import { BUCKETS, featuresOf, visitCharacters } from './features.js';
import type { IntentModel, LinearReading } from './intent-model.js';
import { scoreIntents } from './intent-model.js';
import { THRESHOLDS } from './thresholds.js';
import { crisisScore } from './weigh-intents.js';

/** Characters of a window; neighbours overlap by half. */
const WIDTH = 200;
const HALF = WIDTH / 2;
/** Windows that are read as messages of their own. */
const CLOSELY_READ = 8;

/**
 * Whether the model hears danger in some window of a long normalised text. Every character is listened to; the windows
 * whose letters sound most like danger are then read like messages of their own. Linear in the length of the text.
 */
export function hearsDanger(model: IntentModel, text: string, language: Locale): boolean {
  const threshold = (model.thresholds ?? THRESHOLDS).crisis;
  const halves = soundOfHalves(model, text);
  const windows = Array.from(halves, (sound, at) => ({ at, sound: sound + (halves[at + 1] ?? 0) }));
  return windows
    .sort((one, other) => other.sound - one.sound)
    .slice(0, CLOSELY_READ)
    .some(({ at }) => {
      const window = text.slice(at * HALF, at * HALF + WIDTH);
      return crisisScore(model, scoreIntents(model, featuresOf(window, language))) >= threshold;
    });
}

/** How much the letters of each half window speak for danger rather than for nothing. */
function soundOfHalves(model: IntentModel, text: string): Float64Array {
  const column = COLUMNS.get(model.present) ?? crisisColumn(model);
  COLUMNS.set(model.present, column);
  const halves = new Float64Array(Math.ceil(text.length / HALF));
  visitCharacters(text, (bucket, at) => {
    const half = Math.floor(at / HALF);
    halves[half] = (halves[half] ?? 0) + (column[bucket] ?? 0);
  });
  return halves;
}

/** The weights of danger side by side; taken out of a model once. */
const COLUMNS = new WeakMap<LinearReading, Int8Array>();

function crisisColumn({ intents, present }: IntentModel): Int8Array {
  const crisis = intents.indexOf('crisis_self_harm');
  return Int8Array.from({ length: BUCKETS }, (_, bucket) => present.weights[bucket * intents.length + crisis] ?? 0);
}
