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

/** At most nine per kind, in the order of their digit keys. */
export const closeOutcomesOf = (reason: HandOffReason): readonly CloseOutcome[] => {
  switch (reason) {
    case 'crisis':
      return ABOUT_SAFETY;
    case 'dispute':
    case 'payment-claimed':
    case 'transfer-sent':
      return ABOUT_DISPUTE;
    case 'representation':
    case 'insolvency':
    case 'deceased':
    case 'minor':
    case 'cease-contact':
    case 'opt-out-review':
      return ABOUT_PROTECTION;
    default:
      return GENERAL;
  }
};
