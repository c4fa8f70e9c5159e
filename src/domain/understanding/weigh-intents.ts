import type { Features } from './features.js';
import type { IntentModel } from './intent-model.js';
import { scoreIntents } from './intent-model.js';
import type { Intent, ScoredIntent } from './understanding.js';

/**
 * From which score on a reading counts. What each costs and gains is drawn in `docs/understanding.md`; the values
 * here are those of the product.
 */
export interface ReadingThresholds {
  /** A crisis heard by the model alone. */
  readonly crisis: number;
  /** A protective act beside another one. */
  readonly protective: number;
  /** Any other act beside the first. */
  readonly beside: number;
  /** A promise or an acceptance; below, the next likely act is taken. */
  readonly commitment: number;
  /** The same where the message denies, asks or sets conditions. */
  readonly hedgedCommitment: number;
  /** Below this the reading is unsure and is asked about. */
  readonly unsureBelow: number;
}

export const THRESHOLDS: ReadingThresholds = {
  crisis: 0.2,
  protective: 0.2,
  beside: 0.5,
  commitment: 0.65,
  hedgedCommitment: 0.85,
  unsureBelow: 0.35,
};

/** Acts that are answered first wherever they stand in a message, in this order. */
const PROTECTIVE: readonly Intent[] = [
  'crisis_self_harm',
  'deceased',
  'legal_representation',
  'not_debtor',
  'stop_contact',
  'dispute_not_mine',
];

const COMMITMENTS: ReadonlySet<Intent> = new Set<Intent>(['promise_to_pay', 'accept_offer']);

const HEDGED =
  /不|没|别|未|除非|如果|要是|假如|的话|只要|[?？]|吗|么$|呢$|能不能|可不可以|\bno\b|\bnot\b|n't\b|\bnever\b|\bcannot\b|\bif\b|\bunless\b|\bonly\b|\bprovided\b|\bwhen hell\b/;

/** What the model makes of a message: the likeliest act first, then what else is in it. */
export function weighIntents(model: IntentModel, features: Features, text: string): readonly ScoredIntent[] {
  const { primary, present } = scoreIntents(model, features);
  const scored = model.intents.map((name, at) => ({
    name,
    first: primary[at] ?? 0,
    present: present[at] ?? 0,
  }));
  const byFirst = [...scored].sort((one, other) => other.first - one.first);
  const certain = HEDGED.test(text) ? THRESHOLDS.hedgedCommitment : THRESHOLDS.commitment;
  const leader = byFirst.find(({ name, first }) => !COMMITMENTS.has(name) || first >= certain) ?? byFirst[0];
  const crisis = scored.find(({ name }) => name === 'crisis_self_harm');
  const protective = PROTECTIVE.flatMap((name) => scored.filter((one) => one.name === name)).filter(
    (one) => one === leader || (one !== crisis && one.present >= THRESHOLDS.protective && one.first >= 0.1),
  );
  if (crisis && crisis !== leader && Math.max(crisis.first, crisis.present) >= THRESHOLDS.crisis) {
    protective.unshift(crisis);
  }
  const others = byFirst.filter(
    (one) =>
      !protective.includes(one) &&
      (one === leader ||
        (one.present >= THRESHOLDS.beside && one.first >= 0.05 && !COMMITMENTS.has(one.name))),
  );
  return [...protective, ...others].map((one) => ({
    name: one.name,
    score: one === leader ? one.first : Math.max(one.first, one.present),
  }));
}
