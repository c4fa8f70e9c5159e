import { describe, expect, it } from '@jest/globals';
import type { Share } from './interval.js';
import { compareWithControl } from './lift.js';

const share = (count: number, of: number): Share => ({ count, of });

describe('compareWithControl', () => {
  it.each([
    [share(60, 100), share(30, 100), 'above'],
    [share(30, 100), share(60, 100), 'below'],
    [share(33, 100), share(30, 100), 'unclear'],
    [share(99, 99), share(0, 100), 'too-few'],
    [share(100, 100), share(0, 99), 'too-few'],
    [share(5, 200), share(0, 0), 'too-few'],
  ])('%j against %j is %s', (treated, control, verdict) => {
    expect(compareWithControl(treated, control).verdict).toBe(verdict);
  });

  it('says the difference with its interval', () => {
    const { difference, interval } = compareWithControl(share(560, 700), share(480, 800));
    expect(difference).toBeCloseTo(0.2, 10);
    expect(interval?.low).toBeGreaterThan(0.15);
    expect(interval?.high).toBeLessThan(0.25);
  });

  it('has no difference without a control group', () => {
    expect(compareWithControl(share(5, 200), share(0, 0))).toMatchObject({
      difference: null,
      interval: null,
    });
  });
});
