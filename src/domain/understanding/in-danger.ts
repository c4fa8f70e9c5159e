import type { Locale } from '../shared/locale.js';
import { saysCrisis, soundsLikeCrisis } from './crisis-lexicon.js';
import { hearsDanger } from './danger-windows.js';
import type { IntentModel, ModelScores } from './intent-model.js';
import { THRESHOLDS } from './thresholds.js';
import { crisisScore } from './weigh-intents.js';

/** Characters of a message that are read for acts and values; danger is listened for in all of it. */
export const LONGEST = 4_000;

/**
 * Danger is what explicit words say, wherever they stand; what words say that may be a figure of speech, unless the
 * model is sure that they are one; and what the model hears in the part of a long message that nobody else reads.
 */
export function isInDanger(
  whole: string,
  text: string,
  language: Locale,
  model: IntentModel | null,
  scores: ModelScores | null,
): boolean {
  const both = text === whole ? [whole] : [whole, text];
  if (both.some(saysCrisis)) return true;
  const long = whole.length > LONGEST;
  if (model && long && hearsDanger(model, whole.slice(LONGEST), language)) return true;
  if (!both.some(soundsLikeCrisis)) return false;
  const { figureOfSpeech } = model?.thresholds ?? THRESHOLDS;
  return model === null || scores === null || long || crisisScore(model, scores) >= figureOfSpeech;
}

