import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDate } from '../calendar/local-date.js';
import { money } from '../shared/money.js';
import { checkLimits } from './check-limits.js';
import type { Concessions, NegotiationLimits } from './limits.js';
import { AUTHORITIES } from './limits.js';
import { limitsWithin } from './negotiation-limits.js';
import { proposeTerms, termsWithinLimits } from './propose-terms.js';

const concessions: Concessions = {
  maximumInstalments: 6,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 50,
  startWithinDays: 10,
  frequencies: ['monthly'],
  lumpDiscountPerMille: 0,
};
const limits = (
  assistant: Partial<Concessions> = {},
  staff: Partial<Concessions> = {},
  lead: Partial<Concessions> = {},
): NegotiationLimits => ({
  buckets: {
    '31-60': {
      assistant: { ...concessions, ...assistant },
      staff: { ...concessions, ...staff },
      lead: { ...concessions, ...lead },
    },
  },
  maximumRounds: 3,
  promiseWithinDays: 14,
  graceDays: 3,
  selfServiceDateMoves: 1,
});
const products = new Map([['card', 500_000]]);
const faults = (given: NegotiationLimits, product = 'card') =>
  checkLimits(given, { product, products }).map(({ code, severity, path, otherPath }) => [
    code,
    severity,
    path,
    otherPath,
  ]);

describe('the checks of limits', () => {
  it('find nothing wrong where each authority may do at least what the one before it may', () => {
    expect(faults(limits())).toEqual([]);
    const more = {
      maximumInstalments: 12,
      lumpDiscountPerMille: 100,
      frequencies: ['weekly', 'monthly'],
    } as const;
    expect(
      faults(limits({}, more, { ...more, minimumFirstPaymentPerMille: 0, startWithinDays: 30 })),
    ).toEqual([]);
  });

  it.each<[Partial<Concessions>, keyof Concessions]>([
    [{ maximumInstalments: 7 }, 'maximumInstalments'],
    [{ minimumInstalmentMinor: 9_999 }, 'minimumInstalmentMinor'],
    [{ minimumFirstPaymentPerMille: 49 }, 'minimumFirstPaymentPerMille'],
    [{ startWithinDays: 11 }, 'startWithinDays'],
    [{ frequencies: ['monthly', 'weekly'] }, 'frequencies'],
    [{ lumpDiscountPerMille: 1 }, 'lumpDiscountPerMille'],
  ])('name both cells where staff would concede more than a lead: %j', (staff, field) => {
    expect(faults(limits({}, staff))).toEqual([
      ['LIMITS.ABOVE_AUTHORITY', 'stop', `buckets.31-60.staff.${field}`, `buckets.31-60.lead.${field}`],
    ]);
    expect(faults(limits(staff))).toEqual([
      ['LIMITS.ABOVE_AUTHORITY', 'stop', `buckets.31-60.assistant.${field}`, `buckets.31-60.staff.${field}`],
    ]);
  });

  it('find plans that are allowed but never possible', () => {
    const all = (given: Partial<Concessions>) => faults(limits(given, given, given))[0];
    const many = 'buckets.31-60.assistant.maximumInstalments';
    expect(all({ frequencies: [] })).toEqual([
      'LIMITS.NO_FREQUENCY',
      'stop',
      'buckets.31-60.assistant.frequencies',
      many,
    ]);
    expect(all({ minimumFirstPaymentPerMille: 1000 })?.slice(0, 2)).toEqual(['LIMITS.NOTHING_LEFT', 'stop']);
    expect(all({ minimumInstalmentMinor: 250_001 })?.slice(0, 2)).toEqual(['LIMITS.NOTHING_FITS', 'stop']);
    expect(all({ minimumInstalmentMinor: 250_000 })?.slice(0, 2)).toEqual([
      'LIMITS.LONGEST_NEVER_FITS',
      'warn',
    ]);
    expect(all({ minimumInstalmentMinor: 250_000, maximumInstalments: 2 })).toBeUndefined();
    expect(all({ frequencies: [], maximumInstalments: 1 })).toBeUndefined();
    expect(all({ frequencies: ['weekly', 'weekly'] })?.slice(0, 2)).toEqual([
      'LIMITS.FREQUENCY_TWICE',
      'stop',
    ]);
  });

  it('warn about a product nobody has, and about limits that allow nothing', () => {
    expect(faults(limits(), 'scooter')).toEqual([['LIMITS.UNKNOWN_PRODUCT', 'warn', 'product', null]]);
    expect(faults(limits(), 'default')).toEqual([]);
    expect(faults({ ...limits(), buckets: {} })).toEqual([
      ['LIMITS.FULL_PAYMENT_ONLY', 'warn', 'buckets', null],
    ]);
  });

  it('find settings of the style outside their bounds, and those that contradict what is left out', () => {
    const withStyle = (style: NegotiationLimits['style']) => faults({ ...limits(), ...(style && { style }) });
    expect(withStyle({ shrink: 0.5 })).toEqual([]);
    expect(withStyle({ shrink: 3 })).toEqual([['LIMITS.STYLE', 'stop', 'style.shrink', null]]);
    expect(withStyle({ openingShare: 0.2, closingShare: 0.3 })).toEqual([
      ['LIMITS.STYLE', 'stop', 'style.closingShare', null],
    ]);
    expect(withStyle({ openingShare: 0.1 })).toEqual([['LIMITS.STYLE', 'stop', 'style.closingShare', null]]);
  });

  it('let through only limits within which every authority finds terms, whatever the balance', () => {
    const some = fc.record<Concessions>({
      maximumInstalments: fc.integer({ min: 1, max: 36 }),
      minimumInstalmentMinor: fc.integer({ min: 1, max: 400_000 }),
      minimumFirstPaymentPerMille: fc.integer({ min: 0, max: 1000 }),
      startWithinDays: fc.integer({ min: 1, max: 90 }),
      frequencies: fc.subarray(['weekly', 'fortnightly', 'monthly'] as const),
      lumpDiscountPerMille: fc.integer({ min: 0, max: 900 }),
    });
    const today = localDate('2026-11-22');
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 500_000 }), (given, balanceMinor) => {
        const checked = limits(given, given, given);
        const refused = checkLimits(checked, { product: 'card', products }).some(
          ({ severity }) => severity === 'stop',
        );
        for (const authority of AUTHORITIES) {
          const within = limitsWithin(checked, '31-60', authority);
          const request = { limits: within, bucket: '31-60' as const, today };
          const balance = money(balanceMinor, 'CNY');
          const terms = proposeTerms({ ...request, balance });
          expect(termsWithinLimits(terms, within, balance, '31-60', today)).toBeNull();
          const largest = proposeTerms({ ...request, balance: money(500_000, 'CNY') });
          if (!refused && given.maximumInstalments > 1 && given.minimumFirstPaymentPerMille < 200) {
            expect(largest.instalments.length).toBeGreaterThan(1);
          }
        }
      }),
    );
  });
});
