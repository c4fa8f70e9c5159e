import type { Intent, Slots } from './understanding.js';

/** Words that say an intent. */
export interface Cue {
  readonly intent: Intent;
  readonly pattern: RegExp;
  /** Where this is found too, the cue does not count: a negation, an idiom, a question about something else. */
  readonly unless?: RegExp;
  readonly detail?: NonNullable<Slots['detail']>;
}

export const cue = (intent: Intent, pattern: RegExp, unless?: RegExp): Cue => ({
  intent,
  pattern,
  ...(unless ? { unless } : {}),
});

export const detailed = (
  intent: Intent,
  detail: NonNullable<Slots['detail']>,
  pattern: RegExp,
  unless?: RegExp,
): Cue => ({ ...cue(intent, pattern, unless), detail });
