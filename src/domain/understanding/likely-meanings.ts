import type { IntentModel, ModelScores } from './intent-model.js';
import type { Intent, ScoredIntent } from './understanding.js';
import { THRESHOLDS } from './thresholds.js';
import { isCommitment } from './weigh-intents.js';

/** Meanings less likely than this are not worth a line of a question; 0–1. */
const WORTH_ASKING = 0.08;

/**
 * What a message that was read unsurely may mean, likeliest first; null where the reading is sure enough. Unsure is
 * what the model alone says, without a single known word for it: with a score below `unsureBelow`, or because a
 * commitment was likelier and yet not certain enough to be taken.
 */
export function likelyMeanings(
  model: IntentModel,
  { primary }: ModelScores,
  read: ScoredIntent | undefined,
  named: readonly Intent[],
): readonly Intent[] | null {
  if (read === undefined || named.includes(read.name)) return null;
  const likely = model.intents
    .map((name, at) => ({ name, score: primary[at] ?? 0 }))
    .filter(({ score }) => score >= WORTH_ASKING)
    .sort((one, other) => other.score - one.score)
    .map(({ name }) => name);
  const [likeliest = read.name] = likely;
  const passedOver = likeliest !== read.name && isCommitment(likeliest);
  return passedOver || read.score < (model.thresholds ?? THRESHOLDS).unsureBelow ? likely : null;
}
