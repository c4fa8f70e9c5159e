import type { Instant } from '../calendar/instant.js';
import { MINUTE, plus } from '../calendar/instant.js';

const MOST_TRIES = 5;
const WINDOW = 15 * MINUTE;

/** Tries of one login, oldest first, that have not been followed by a success. */
export type SignInTries = readonly Instant[];

export type TryAllowed =
  | { readonly allowed: true; readonly tries: SignInTries }
  | { readonly allowed: false; readonly again: Instant };

/** One more try at `now`: allowed while fewer than five lie within the last fifteen minutes. */
export const tryAgain = (tries: SignInTries, now: Instant): TryAllowed => {
  const recent = tries.filter((at) => plus(at, WINDOW) > now);
  const [oldest] = recent.slice(-MOST_TRIES);
  if (oldest !== undefined && recent.length >= MOST_TRIES) {
    return { allowed: false, again: plus(oldest, WINDOW) };
  }
  return { allowed: true, tries: [...recent, now] };
};

/** When tries at `now` no longer matter. */
export const triesForgottenAt = (now: Instant): Instant => plus(now, WINDOW);
