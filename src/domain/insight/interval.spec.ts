import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newcombeInterval, wilsonInterval } from './interval.js';
import type { Share } from './interval.js';

const share = (count: number, of: number): Share => ({ count, of });
const shares = fc
  .integer({ min: 1, max: 5_000 })
  .chain((of) => fc.integer({ min: 0, max: of }).map((count) => share(count, of)));

describe('wilsonInterval', () => {
  /** Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3. */
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is %f to %f, as published', (count, of, low, high) => {
    const interval = wilsonInterval(share(count, of));
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('of nothing is none', () => {
    expect(wilsonInterval(share(0, 0))).toBeNull();
  });

  it('holds the share and stays between nothing and all', () => {
    fc.assert(
      fc.property(shares, ({ count, of }) => {
        const interval = wilsonInterval(share(count, of));
        expect(interval?.low).toBeGreaterThanOrEqual(0);
        expect(interval?.low).toBeLessThanOrEqual(count / of);
        expect(interval?.high).toBeGreaterThanOrEqual(count / of);
        expect(interval?.high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('newcombeInterval', () => {
  /** Newcombe, "Interval estimation for the difference between independent proportions", 1998, table II, method 10. */
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %i/%i minus %i/%i is %f to %f, as published', (count, of, other, ofOthers, low, high) => {
    const interval = newcombeInterval(share(count, of), share(other, ofOthers));
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('is turned round when the shares are', () => {
    fc.assert(
      fc.property(shares, shares, (first, second) => {
        const there = newcombeInterval(first, second);
        const back = newcombeInterval(second, first);
        expect(there?.low).toBeCloseTo(-(back?.high ?? NaN), 10);
      }),
    );
  });
});
