import type { CloseOutcome } from './close.js';
import type { HandOffReason } from './hand-off.js';

const GENERAL: readonly CloseOutcome[] = [
  'answered',
  'promised',
  'plan-agreed',
  'paid',
  'papers-awaited',
  'no-answer',
  'wrong-person',
  'contact-ended',
  'not-needed',
];
const ABOUT_DISPUTE: readonly CloseOutcome[] = [
  'decided',
  'papers-awaited',
  'answered',
  'paid',
  'no-answer',
  'wrong-person',
  'contact-ended',
  'not-needed',
];
/** Nothing about money: the person comes first. */
const ABOUT_SAFETY: readonly CloseOutcome[] = [
  'safe',
  'helped-elsewhere',
  'no-answer',
  'wrong-person',
  'contact-ended',
];
const ABOUT_PROTECTION: readonly CloseOutcome[] = [
  'answered',
  'papers-awaited',
  'contact-ended',
  'helped-elsewhere',
  'no-answer',
  'wrong-person',
  'not-needed',
];

const OF_KIND: Partial<Readonly<Record<HandOffReason, readonly CloseOutcome[]>>> = {
  crisis: ABOUT_SAFETY,
  dispute: ABOUT_DISPUTE,
  'payment-claimed': ABOUT_DISPUTE,
  'transfer-sent': ABOUT_DISPUTE,
  representation: ABOUT_PROTECTION,
  insolvency: ABOUT_PROTECTION,
  deceased: ABOUT_PROTECTION,
  minor: ABOUT_PROTECTION,
  'cease-contact': ABOUT_PROTECTION,
  'opt-out-review': ABOUT_PROTECTION,
};

/** At most nine per kind, in the order of their digit keys. */
export const closeOutcomesOf = (reason: HandOffReason): readonly CloseOutcome[] => OF_KIND[reason] ?? GENERAL;
