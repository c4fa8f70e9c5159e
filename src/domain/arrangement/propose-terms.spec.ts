import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LocalDate } from '../calendar/local-date.js';
import { addDays, localDate, ofEpochDay } from '../calendar/local-date.js';
import { DELINQUENCY_BUCKETS } from '../debt/delinquency.js';
import { money } from '../shared/money.js';
import type { PlanTerms } from './arrangement.js';
import type { ArrangementLimits, Frequency } from './limits.js';
import type { PlanWish } from './propose-terms.js';
import { isOpeningLength, proposeTerms, renewTerms, wishedTerms } from './propose-terms.js';
import { termsWithinLimits } from './terms-within-limits.js';

const today = localDate('2026-11-22');
const limits: ArrangementLimits = {
  maximumInstalments: 12,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 50,
  startWithinDays: 10,
  frequencies: ['weekly', 'monthly'],
  lumpDiscountPerMille: { '31-60': 100 },
  maximumRounds: 4,
  promiseWithinDays: 14,
  graceDays: 3,
  selfServiceDateMoves: 1,
};
const cny = (minor: number) => money(minor, 'CNY');
const request = { balance: cny(360_000), limits, bucket: '31-60' as const, today };
const opening = proposeTerms(request);
const amounts = (terms: PlanTerms): number[] => terms.instalments.map((instalment) => instalment.amountMinor);
const dates = (terms: PlanTerms): LocalDate[] => terms.instalments.map((instalment) => instalment.dueOn);
describe('proposing terms', () => {
  it('opens with a short plan that starts soon', () => {
    expect(amounts(opening)).toEqual([120_000, 120_000, 120_000]);
    expect(dates(opening)).toEqual(['2026-11-25', '2026-12-25', '2027-01-25']);
    expect(opening).toMatchObject({ totalMinor: 360_000, discountMinor: 0, frequency: 'monthly' });
    expect(proposeTerms({ ...request, wish: {} })).toEqual(opening);
  });

  it('takes into account what the debtor can do', () => {
    const terms = proposeTerms({ ...request, wish: { amount: cny(72_000), per: 'month' } });
    expect(amounts(terms)).toEqual([72_000, 72_000, 72_000, 72_000, 72_000]);
  });

  it('offers a single payment where no plan fits', () => {
    const terms = proposeTerms({ ...request, balance: cny(15_000) });
    expect(terms).toEqual({
      currency: 'CNY',
      totalMinor: 15_000,
      discountMinor: 0,
      frequency: 'once',
      instalments: [{ dueOn: '2026-11-25', amountMinor: 15_000 }],
    });
    expect(() => proposeTerms({ ...request, balance: cny(0) })).toThrow(
      expect.objectContaining({ code: 'ARRANGEMENT.NOTHING_OWED' }),
    );
  });

  it('makes the last instalment the smaller one', () => {
    expect(amounts(proposeTerms({ ...request, balance: cny(100_000) }))).toEqual([33_334, 33_334, 33_332]);
  });
});

const nearest = (wish: PlanWish, changed: Partial<ArrangementLimits> = {}): PlanTerms =>
  proposeTerms({ ...request, limits: { ...limits, ...changed }, wish });
const wished = (wish: PlanWish, onTable: PlanTerms | null = opening): PlanTerms | null =>
  wishedTerms({ ...request, wish, onTable });

describe('the terms nearest to a wish', () => {
  it('are as many instalments as were asked for, up to the limits', () => {
    expect(amounts(nearest({ installments: 2 }))).toEqual([180_000, 180_000]);
    expect(nearest({ installments: 24 }).instalments).toHaveLength(12);
    expect(nearest({ installments: 1 })).toMatchObject({ frequency: 'once', totalMinor: 360_000 });
    expect(nearest({ installments: 3, amount: money(1, 'USD') }).instalments).toHaveLength(3);
  });

  it('read an amount as what is possible each time', () => {
    const given = nearest({ amount: cny(50_000), per: 'month' });
    expect(amounts(given)).toEqual([50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 10_000]);
    const small = amounts(nearest({ amount: cny(51_000), per: 'month' }));
    expect(small.every((amount) => amount <= 51_000 && amount >= 10_000)).toBe(true);
  });

  it('ask for all of the balance when the parts named do not add up to it', () => {
    const given = nearest({ installments: 6, amount: cny(50_000), per: 'month' });
    expect([given.totalMinor, given.instalments.length]).toEqual([360_000, 8]);
  });

  it('take a first payment now and the rest later', () => {
    const given = nearest({ downPayment: cny(120_000), installments: 4 });
    expect(amounts(given)).toEqual([120_000, 60_000, 60_000, 60_000, 60_000]);
    expect(dates(given)[0]).toBe(today);
  });

  it('start on the day asked for, or on the nearest that the limits allow', () => {
    const start = (day: string) => dates(nearest({ installments: 3, date: localDate(day) }));
    expect(start('2026-11-30')).toEqual(['2026-11-30', '2026-12-30', '2027-01-30']);
    expect(start('2026-12-15')[0]).toBe('2026-12-02');
  });

  it('clamp the last day of a month', () => {
    const given = proposeTerms({
      ...request,
      today: localDate('2027-01-28'),
      wish: { date: localDate('2027-01-31'), installments: 4 },
    });
    expect(dates(given)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
  });

  it('are weekly where the lender allows it, else as near as it does', () => {
    const weekly = nearest({ per: 'week', installments: 4 });
    expect(dates(weekly)).toEqual(['2026-11-25', '2026-12-02', '2026-12-09', '2026-12-16']);
    const fortnights = nearest({ per: 'week', installments: 4 }, { frequencies: ['fortnightly'] });
    expect(fortnights.frequency).toBe('fortnightly');
  });

  it('give a discount for one payment only, up to the largest', () => {
    expect(nearest({ ratio: 0.8 }).discountMinor).toBe(36_000);
    expect(nearest({ ratio: 0.97 }).discountMinor).toBe(10_800);
    expect(nearest({ installments: 1, amount: cny(350_000) }).discountMinor).toBe(10_000);
    expect(nearest({ ratio: 0.9, installments: 4 }).discountMinor).toBe(0);
    expect(nearest({ ratio: 0.5 }, { lumpDiscountPerMille: {} }).totalMinor).toBe(360_000);
  });
});

describe('a wish that the limits allow to the letter', () => {
  it('is granted as it is', () => {
    expect(wished({ installments: 12 })).toEqual(nearest({ installments: 12 }));
    expect(wished({ amount: cny(50_000), per: 'month' })).toMatchObject({ totalMinor: 360_000 });
    const lump = wished({ ratio: 0.97 });
    expect(lump?.discountMinor).toBe(10_800);
    expect(wished({ date: localDate('2026-11-29') }, lump)).toMatchObject({ discountMinor: 10_800 });
    expect(wished({ date: localDate('2026-11-30') })?.instalments).toHaveLength(3);
  });

  it.each<[string, PlanWish]>([
    ['too many', { installments: 13 }],
    ['too little each', { amount: cny(20_000), per: 'month' }],
    ['too small a first payment', { downPayment: cny(12_000), installments: 3 }],
    ['too late', { installments: 3, date: localDate('2026-12-15') }],
    ['too much waived', { ratio: 0.8 }],
    ['a discount in parts', { ratio: 0.9, installments: 3 }],
    ['a length left open', { downPayment: cny(120_000) }],
    ['nothing', {}],
  ])('is not granted: %s', (_, wish) => {
    expect(wished(wish, null)).toBeNull();
  });
});

it('an opening length is that of the plan that comes first, or shorter', () => {
  expect(isOpeningLength(opening, request)).toBe(true);
  expect(isOpeningLength(nearest({ installments: 1 }), request)).toBe(true);
  expect(isOpeningLength(nearest({ installments: 4 }), request)).toBe(false);
  expect(isOpeningLength(nearest({ ratio: 0.97 }), request)).toBe(false);
});

describe('renewing terms', () => {
  it('keeps the number of instalments and the discount for a new balance and day', () => {
    const long = nearest({ installments: 12 });
    const renewed = renewTerms(long, { ...request, balance: cny(300_000), today: addDays(today, 5) });
    expect(amounts(renewed)).toEqual(Array(12).fill(25_000));
    expect(dates(renewed)[0]).toBe('2026-11-27');
    const later = { ...request, today: addDays(today, 1) };
    const wishes: PlanWish[] = [
      { downPayment: cny(120_000), installments: 4 },
      { amount: cny(50_000) },
      { per: 'week' },
    ];
    for (const wish of wishes) {
      const agreed = nearest(wish);
      expect(renewTerms(agreed, request)).toEqual(agreed);
      expect(amounts(renewTerms(agreed, later))).toEqual(amounts(agreed));
    }
    const lump = nearest({ ratio: 0.97 });
    expect(renewTerms(lump, { ...request, balance: cny(300_000) }).discountMinor).toBe(9_000);
  });
});

const anyLimits = fc.record<ArrangementLimits>({
  maximumInstalments: fc.integer({ min: 0, max: 24 }),
  minimumInstalmentMinor: fc.integer({ min: 0, max: 50_000 }),
  minimumFirstPaymentPerMille: fc.integer({ min: 0, max: 1000 }),
  startWithinDays: fc.integer({ min: 0, max: 31 }),
  frequencies: fc.subarray<Frequency>(['weekly', 'fortnightly', 'monthly']),
  lumpDiscountPerMille: fc.dictionary(
    fc.constantFrom(...DELINQUENCY_BUCKETS),
    fc.integer({ min: 0, max: 1000 }),
  ),
  maximumRounds: fc.integer({ min: 0, max: 6 }),
  promiseWithinDays: fc.constant(14),
  graceDays: fc.constant(3),
  selfServiceDateMoves: fc.constant(1),
});
const anyMoney = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 10_000_000 })).map(cny);
const anyWish = fc.record<PlanWish>(
  {
    installments: fc.integer({ min: -1, max: 60 }),
    per: fc.constantFrom('week', 'month'),
    amount: anyMoney,
    downPayment: anyMoney,
    date: fc.integer({ min: -40, max: 90 }).map((days) => addDays(today, days)),
    ratio: fc.double({ min: -0.5, max: 1.5, noNaN: true }),
  },
  { requiredKeys: [] },
);
const anyRequest = fc.record({
  balance: anyMoney,
  limits: anyLimits,
  bucket: fc.constantFrom(...DELINQUENCY_BUCKETS),
  today: fc.integer({ min: 20_000, max: 22_000 }).map(ofEpochDay),
});

describe('limits', () => {
  it('are never broken by a cent or a day, whatever the debtor wants', () => {
    fc.assert(
      fc.property(anyRequest, fc.option(anyWish, { nil: undefined }), (start, wish) => {
        const check = (terms: PlanTerms): void => {
          const { balance, bucket } = start;
          expect(termsWithinLimits(terms, start.limits, balance, bucket, start.today)).toBeNull();
        };
        const terms = proposeTerms(wish ? { ...start, wish } : start);
        check(terms);
        check(renewTerms(terms, start));
        const granted = wishedTerms({ ...start, ...(wish ? { wish } : {}), onTable: terms });
        if (granted) check(granted);
      }),
      { numRuns: 2_000 },
    );
  });

  it('only let a wish be granted that the terms really grant', () => {
    fc.assert(
      fc.property(anyRequest, anyWish, (start, wish) => {
        const terms = wishedTerms({ ...start, wish, onTable: proposeTerms(start) });
        if (!terms) return;
        const [first, ...others] = amounts(terms);
        if (wish.date !== undefined) expect(dates(terms)[0]).toBe(wish.date);
        if (wish.downPayment) expect(first).toBeLessThanOrEqual(wish.downPayment.minor);
        if (wish.amount) for (const other of others) expect(other).toBeLessThanOrEqual(wish.amount.minor);
        if (wish.ratio !== undefined && wish.ratio > 0 && wish.ratio < 1) {
          expect(terms.totalMinor).toBeLessThanOrEqual(
            Math.max(1, Math.round(start.balance.minor * wish.ratio)),
          );
        }
        const atOnce = (wish.downPayment?.minor ?? 0) >= start.balance.minor;
        if (wish.installments !== undefined && !atOnce) {
          expect(terms.instalments.length).toBeGreaterThanOrEqual(
            Math.min(wish.installments, start.balance.minor),
          );
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('are checked from the terms alone', () => {
    const check = (changed: Partial<PlanTerms>, limitsNow: Partial<ArrangementLimits> = {}) =>
      termsWithinLimits(
        { ...opening, ...changed },
        { ...limits, ...limitsNow },
        request.balance,
        '31-60',
        today,
      );
    const [first, second, third] = opening.instalments;
    if (!first || !second || !third) throw new Error('the opening plan has three instalments');
    expect(check({})).toBeNull();
    expect(check({ currency: 'USD' })).toBe('ARRANGEMENT.CURRENCY');
    expect(check({ instalments: [] })).toBe('ARRANGEMENT.BAD_AMOUNTS');
    expect(check({ instalments: [{ ...first, amountMinor: 0 }, second, third] })).toBe(
      'ARRANGEMENT.BAD_AMOUNTS',
    );
    expect(check({ instalments: [{ ...first, amountMinor: 119_999 }, second, third] })).toBe(
      'ARRANGEMENT.DOES_NOT_ADD_UP',
    );
    expect(check({ totalMinor: 359_999 })).toBe('ARRANGEMENT.DOES_NOT_ADD_UP');
    expect(check({ discountMinor: 1 })).toBe('ARRANGEMENT.DOES_NOT_ADD_UP');
    expect(
      check({
        discountMinor: 1,
        totalMinor: 359_999,
        instalments: [{ ...first, amountMinor: 119_999 }, second, third],
      }),
    ).toBe('ARRANGEMENT.DISCOUNT');
    expect(check({}, { maximumInstalments: 2 })).toBe('ARRANGEMENT.TOO_MANY_INSTALMENTS');
    expect(check({}, { frequencies: ['weekly'] })).toBe('ARRANGEMENT.FREQUENCY');
    expect(check({}, { minimumInstalmentMinor: 120_001 })).toBe('ARRANGEMENT.SMALL_INSTALMENT');
    expect(check({}, { minimumFirstPaymentPerMille: 334 })).toBe('ARRANGEMENT.SMALL_FIRST_PAYMENT');
    expect(check({}, { startWithinDays: 2 })).toBe('ARRANGEMENT.START_DATE');
    expect(check({ instalments: [{ ...first, dueOn: addDays(today, -1) }, second, third] })).toBe(
      'ARRANGEMENT.START_DATE',
    );
    expect(check({ instalments: [first, { ...second, dueOn: addDays(second.dueOn, 1) }, third] })).toBe(
      'ARRANGEMENT.DATES',
    );
    const lump = (discountMinor: number): Partial<PlanTerms> => ({
      frequency: 'once',
      discountMinor,
      totalMinor: 360_000 - discountMinor,
      instalments: [{ ...first, amountMinor: 360_000 - discountMinor }],
    });
    expect(check(lump(36_000))).toBeNull();
    expect(check(lump(36_001))).toBe('ARRANGEMENT.DISCOUNT');
  });
});
