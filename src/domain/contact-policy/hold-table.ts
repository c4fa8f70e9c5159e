import type { HoldReason } from '../debtor/hold.js';
import type { MessageClass } from './message-class.js';

/** The groups of `conventions.precedence` that holds belong to. */
export type HoldGroup = 'person' | 'legal' | 'debt';

export interface HoldEffect {
  readonly group: HoldGroup;
  readonly decision: 'HOLD' | 'BLOCK';
  /** Messages that go out all the same. The crisis support text always does. */
  readonly passes: readonly MessageClass[];
  /** What a person may write although the automated side is silent. */
  readonly staffMayWrite: 'nothing' | 'without-debt' | 'anything';
}

const NEUTRAL: readonly MessageClass[] = ['neutral-answer'];
const ANSWERS: readonly MessageClass[] = ['neutral-answer', 'answer'];
const CLARIFYING: readonly MessageClass[] = [...ANSWERS, 'notice', 'staff-note'];
const AGREED: readonly MessageClass[] = [...CLARIFYING, 'offer', 'reminder'];

const effect = (
  group: HoldGroup,
  decision: HoldEffect['decision'],
  passes: readonly MessageClass[],
  staffMayWrite: HoldEffect['staffMayWrite'] = 'nothing',
): HoldEffect => ({ group, decision, passes, staffMayWrite });

/**
 * What each hold stops. A new demand passes none of them.
 *
 * | hold | neutral answer | answer | offer asked for | agreed reminder | receipt, confirmation | person's note |
 * |---|---|---|---|---|---|---|
 * | deceased, minor, cease-contact, representation, moratorium, insolvency | yes | – | – | – | – | – |
 * | crisis | yes | – | – | – | – | yes, and answers, without a word of the debt |
 * | dispute, complaint, payment-claimed | yes | yes | – | – | yes | yes |
 * | promise-open, arrangement-performing | yes | yes | yes | yes | yes | yes |
 * | hardship | yes | yes | yes | where a promise or plan is in force | yes | yes |
 * | opt-out-review | yes | yes | yes | – | – | – |
 * | human-owner | yes | – | – | – | – | yes, whatever it is |
 * | staff | yes | yes | – | – | – | yes, whatever it is |
 *
 * Neutral answers (condolence, "a person will answer", the confirmation of a stop) pass everywhere: silence after such
 * a message would be unkind, and they tell of no debt. The packs say "block" of the first row and "hold" of the rest.
 */
export const HOLD_TABLE: Readonly<Record<HoldReason, HoldEffect>> = {
  deceased: effect('person', 'BLOCK', NEUTRAL),
  minor: effect('person', 'BLOCK', NEUTRAL),
  crisis: effect('person', 'HOLD', NEUTRAL, 'without-debt'),
  'cease-contact': effect('legal', 'BLOCK', NEUTRAL),
  representation: effect('legal', 'BLOCK', NEUTRAL),
  moratorium: effect('legal', 'BLOCK', NEUTRAL),
  insolvency: effect('legal', 'BLOCK', NEUTRAL),
  'opt-out-review': effect('legal', 'HOLD', [...ANSWERS, 'offer']),
  dispute: effect('debt', 'HOLD', CLARIFYING),
  complaint: effect('debt', 'HOLD', CLARIFYING),
  'payment-claimed': effect('debt', 'HOLD', CLARIFYING),
  'promise-open': effect('debt', 'HOLD', AGREED),
  'arrangement-performing': effect('debt', 'HOLD', AGREED),
  hardship: effect('debt', 'HOLD', [...CLARIFYING, 'offer']),
  'human-owner': effect('debt', 'HOLD', NEUTRAL, 'anything'),
  staff: effect('debt', 'HOLD', ANSWERS, 'anything'),
};
