import { describe, expect, it } from '@jest/globals';
import { localDate } from '../calendar/local-date.js';
import { bucketOf, daysPastDue } from './delinquency.js';

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
});
