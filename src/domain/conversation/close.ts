/** How an item of the desk ended; a closed list. */
export const CLOSE_OUTCOMES = [
  'answered',
  'promised',
  'plan-agreed',
  'paid',
  'decided',
  'papers-awaited',
  'no-answer',
  'wrong-person',
  'contact-ended',
  'not-needed',
  'safe',
  'helped-elsewhere',
] as const;
export type CloseOutcome = (typeof CLOSE_OUTCOMES)[number];

/** What comes after an item is closed: nothing is presumed, a person says it. */
export const AFTER_CLOSE = ['assistant-goes-on', 'silent-until', 'closed'] as const;
export type AfterClose = (typeof AFTER_CLOSE)[number];
