import type { IntentModel, ModelScores } from './intent-model.js';
import type { ReadingThresholds } from './thresholds.js';
import { THRESHOLDS } from './thresholds.js';
import type { Intent, ScoredIntent } from './understanding.js';

/** Acts that are answered first wherever they stand in a message, in this order, and what they are weighed by. */
const PROTECTIVE: readonly (readonly [Intent, keyof ReadingThresholds])[] = [
  ['deceased', 'deceased'],
  ['legal_representation', 'legalRepresentation'],
  ['not_debtor', 'notDebtor'],
  ['stop_contact', 'stopContact'],
  ['dispute_not_mine', 'disputeNotMine'],
];

/** Of the others beside the first act, those that are weighed by a threshold of their own. */
const BESIDE: Readonly<Partial<Record<Intent, keyof ReadingThresholds>>> = {
  complaint: 'complaint',
  request_human: 'requestHuman',
};

const COMMITMENTS: ReadonlySet<Intent> = new Set<Intent>(['promise_to_pay', 'accept_offer']);

export const isCommitment = (intent: Intent): boolean => COMMITMENTS.has(intent);

const HEDGED =
  /不|没|别|未|除非|如果|要是|假如|的话|只要|[?？]|吗|么$|呢$|能不能|可不可以|\bno\b|\bnot\b|n't\b|\bnever\b|\bcannot\b|\bif\b|\bunless\b|\bonly\b|\bprovided\b|\bwhen hell\b/;

/** What the model makes of a message: the likeliest act first, then what else is in it. */
export function weighIntents(model: IntentModel, scores: ModelScores, text: string): readonly ScoredIntent[] {
  const thresholds = model.thresholds ?? THRESHOLDS;
  const { primary, present } = scores;
  const scored = model.intents.map((name, at) => ({
    name,
    first: primary[at] ?? 0,
    present: present[at] ?? 0,
  }));
  const byFirst = [...scored].sort((one, other) => other.first - one.first);
  const certain = HEDGED.test(text) ? thresholds.hedgedCommitment : thresholds.commitment;
  const leader = byFirst.find(({ name, first }) => !isCommitment(name) || first >= certain) ?? byFirst[0];
  const protective = PROTECTIVE.flatMap(([name, threshold]) =>
    scored.filter((one) => one.name === name && (one === leader || one.present >= thresholds[threshold])),
  );
  const crisis = scored.find(({ name }) => name === 'crisis_self_harm');
  if (crisis && (crisis === leader || Math.max(crisis.first, crisis.present) >= thresholds.crisis)) {
    protective.unshift(crisis);
  }
  const others = byFirst.filter(
    (one) =>
      one === leader ||
      (!isCommitment(one.name) && one.present >= thresholds[BESIDE[one.name] ?? 'beside'] && one.first >= LEAST),
  );
  return [...new Set([...protective, ...others])]
    .filter((one) => one !== crisis || protective.includes(one))
    .map((one) => ({
      name: one.name,
      score: one === leader ? one.first : Math.max(one.first, one.present, ACTED_UPON),
    }));
}

/** An act beside the first that passed its threshold is acted upon, so its score is never below even odds. */
const ACTED_UPON = 0.5;

/** From here on an act gives a meaning to the values of a message, though it was not taken for one of its acts. */
const POSSIBLE = 0.1;

/** Acts that could be the first one and need not be; in the model's order. */
export const possibleActs = ({ intents }: IntentModel, { primary }: ModelScores): readonly Intent[] =>
  intents.filter((_name, at) => (primary[at] ?? 0) >= POSSIBLE);

/** An act that hardly could be the first one is not in the message either. */
const LEAST = 0.02;

/** How much the model takes a message for one of somebody in danger, 0–1. */
export function crisisScore({ intents }: IntentModel, { primary, present }: ModelScores): number {
  const at = intents.indexOf('crisis_self_harm');
  return Math.max(primary[at] ?? 0, present[at] ?? 0);
}
