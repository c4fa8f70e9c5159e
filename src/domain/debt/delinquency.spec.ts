import { describe, expect, it } from '@jest/globals';
import { addDays, localDate } from '../calendar/local-date.js';
import { DELINQUENCY_BUCKETS, bucketOf, daysPastDue, dueDatesOf } from './delinquency.js';

describe('delinquency', () => {
  it('counts calendar days since the due date', () => {
    const debt = { dueOn: localDate('2028-02-28') };
    expect(daysPastDue(debt, localDate('2028-02-25'))).toBe(-3);
    expect(daysPastDue(debt, localDate('2028-02-28'))).toBe(0);
    expect(daysPastDue(debt, localDate('2028-03-01'))).toBe(2);
  });

  it.each([
    [-40, 'not-due'],
    [0, 'not-due'],
    [1, '1-30'],
    [30, '1-30'],
    [31, '31-60'],
    [60, '31-60'],
    [61, '61-90'],
    [91, '91-180'],
    [180, '91-180'],
    [181, '181-360'],
    [360, '181-360'],
    [361, 'over-360'],
  ])('puts %i days into %s', (dpd, bucket) => {
    expect(bucketOf(dpd)).toBe(bucket);
  });

  it('knows the due dates of each bucket', () => {
    const today = localDate('2028-03-01');
    for (let dpd = -5; dpd < 400; dpd += 1) {
      const dueOn = addDays(today, -dpd);
      const within = DELINQUENCY_BUCKETS.filter((bucket) => {
        const { first, last } = dueDatesOf(bucket, today);
        return (first === null || dueOn >= first) && (last === null || dueOn <= last);
      });
      expect(within).toEqual([bucketOf(dpd)]);
    }
  });
});
