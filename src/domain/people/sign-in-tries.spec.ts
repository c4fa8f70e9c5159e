import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Instant } from '../calendar/instant.js';
import { MINUTE, instant, plus } from '../calendar/instant.js';
import { tryAgain } from './sign-in-tries.js';

const START = instant(1_000_000_000_000);

describe('tries of a login', () => {
  it('are five, then wait until the oldest is fifteen minutes old', () => {
    let tries: readonly Instant[] = [];
    for (let minute = 0; minute < 5; minute += 1) {
      const next = tryAgain(tries, plus(START, minute * MINUTE));
      if (!next.allowed) throw new Error('refused too early');
      tries = next.tries;
    }
    const again = plus(START, 15 * MINUTE);
    expect(tryAgain(tries, plus(START, 5 * MINUTE))).toEqual({ allowed: false, again });
    expect(tryAgain(tries, plus(again, -1)).allowed).toBe(false);
    expect(tryAgain(tries, again).allowed).toBe(true);
  });

  it('are never more than five within any fifteen minutes, however they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 * MINUTE }), { maxLength: 60 }), (pauses) => {
        let now = START;
        let tries: readonly Instant[] = [];
        const made: Instant[] = [];
        for (const pause of pauses) {
          now = plus(now, pause);
          const next = tryAgain(tries, now);
          if (!next.allowed) continue;
          tries = next.tries;
          made.push(now);
        }
        for (const end of made) {
          expect(made.filter((at) => at <= end && plus(at, 15 * MINUTE) > end).length).toBeLessThanOrEqual(5);
        }
      }),
    );
  });
});
