import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LocalDate } from '../calendar/local-date.js';
import { addDays, localDate, ofEpochDay } from '../calendar/local-date.js';
import { DELINQUENCY_BUCKETS } from '../debt/delinquency.js';
import { money } from '../shared/money.js';
import type { PlanTerms } from './arrangement.js';
import type { ArrangementLimits, Frequency } from './limits.js';
import type { CounterAnswer, PlanWish } from './propose-terms.js';
import { answerCounter, proposeTerms, renewTerms } from './propose-terms.js';
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
const answer = (
  wish: PlanWish,
  changed: { offer?: PlanTerms | null; round?: number; limits?: ArrangementLimits } = {},
) => answerCounter({ ...request, offer: opening, round: 1, wish, ...changed });
const amounts = (terms: PlanTerms): number[] => terms.instalments.map((instalment) => instalment.amountMinor);
const dates = (terms: PlanTerms): LocalDate[] => terms.instalments.map((instalment) => instalment.dueOn);
const termsOf = (given: CounterAnswer): PlanTerms => {
  if (given.kind === 'hand-off') throw new Error(`handed off: ${given.reason}`);
  return given.terms;
};

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

describe('answering a counter-offer', () => {
  it('accepts what it may give by that round', () => {
    expect(answer({ installments: 6, per: 'month' })).toMatchObject({
      kind: 'accept',
      terms: { totalMinor: 360_000 },
    });
    expect(amounts(termsOf(answer({ installments: 2 })))).toEqual([180_000, 180_000]);
    expect(answer({ installments: 1 })).toMatchObject({ kind: 'accept', terms: { frequency: 'once' } });
    expect(answer({ amount: cny(360_000) })).toMatchObject({ kind: 'accept', terms: { frequency: 'once' } });
  });

  it('gives ground slowly, up to the limits, and then calls a person', () => {
    const counts: number[] = [];
    let offer: PlanTerms = opening;
    for (let round = 1; ; round += 1) {
      const given = answer({ installments: 24 }, { offer, round });
      if (given.kind === 'hand-off') {
        expect(given.reason).toBe('rounds-exhausted');
        break;
      }
      expect(given.kind).toBe('offer');
      offer = termsOf(given);
      counts.push(offer.instalments.length);
    }
    expect(counts).toEqual([6, 9, 12]);
  });

  it('calls a person as soon as there is nothing left to give', () => {
    const longest = termsOf(answer({ installments: 24 }, { round: 3 }));
    expect(answer({ installments: 24 }, { offer: longest, round: 3 })).toEqual({
      kind: 'hand-off',
      reason: 'outside-authority',
    });
    const noDiscount = { ...limits, lumpDiscountPerMille: {} };
    const offered = answer({ ratio: 0.5 }, { limits: noDiscount });
    expect(offered).toMatchObject({ kind: 'offer', reason: 'discount' });
    expect(termsOf(offered)).toMatchObject({ discountMinor: 0, totalMinor: 360_000 });
  });

  it('answers a wish that comes before any offer as it would propose', () => {
    const wish: PlanWish = { installments: 12 };
    expect(answer(wish, { offer: null, round: 0 })).toMatchObject({
      kind: 'offer',
      terms: proposeTerms({ ...request, wish }),
    });
  });

  it('still accepts what was on the table when the rounds are used up', () => {
    expect(answer({ installments: 3 }, { round: 9 })).toMatchObject({ kind: 'accept' });
    expect(answer({ installments: 13 }, { round: 9 })).toEqual({
      kind: 'hand-off',
      reason: 'rounds-exhausted',
    });
  });

  it('reads an amount as what is possible each time', () => {
    const given = answer({ amount: cny(50_000), per: 'month' }, { round: 3 });
    expect(given.kind).toBe('accept');
    expect(amounts(termsOf(given))).toEqual([50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 10_000]);
    const small = answer({ amount: cny(51_000), per: 'month' }, { round: 3 });
    expect(amounts(termsOf(small)).every((amount) => amount <= 51_000 && amount >= 10_000)).toBe(true);
    expect(small.kind).toBe('accept');
  });

  it('asks for all of the balance when the parts named do not add up to it', () => {
    const given = answer({ installments: 6, amount: cny(50_000), per: 'month' }, { round: 2 });
    expect(termsOf(given).totalMinor).toBe(360_000);
    expect(amounts(termsOf(given))).toHaveLength(8);
  });

  it('takes a first payment now and the rest later', () => {
    const given = answer({ downPayment: cny(120_000), installments: 4 });
    expect(given.kind).toBe('accept');
    expect(amounts(termsOf(given))).toEqual([120_000, 60_000, 60_000, 60_000, 60_000]);
    expect(dates(termsOf(given))[0]).toBe(today);
    expect(answer({ downPayment: cny(12_000) })).toMatchObject({ kind: 'offer', reason: 'first-payment' });
  });

  it('starts on the day asked for, or on the nearest that the limits allow', () => {
    const given = answer({ date: localDate('2026-11-30') });
    expect(given.kind).toBe('accept');
    expect(dates(termsOf(given))).toEqual(['2026-11-30', '2026-12-30', '2027-01-30']);
    const late = answer({ date: localDate('2026-12-15') });
    expect(late).toMatchObject({ kind: 'offer', reason: 'start-date' });
    expect(dates(termsOf(late))[0]).toBe('2026-12-02');
  });

  it('clamps the last day of a month', () => {
    const given = proposeTerms({
      ...request,
      today: localDate('2027-01-28'),
      wish: { date: localDate('2027-01-31'), installments: 4 },
    });
    expect(dates(given)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
  });

  it('pays weekly where the lender allows it, else as near as it does', () => {
    const weekly = termsOf(answer({ per: 'week', installments: 4 }));
    expect(dates(weekly)).toEqual(['2026-11-25', '2026-12-02', '2026-12-09', '2026-12-16']);
    const fortnights = { ...limits, frequencies: ['fortnightly'] as Frequency[] };
    const given = answer({ per: 'week', installments: 4 }, { limits: fortnights });
    expect(given).toMatchObject({ kind: 'offer', reason: 'frequency', terms: { frequency: 'fortnightly' } });
  });

  it('gives a discount for one payment only, step by step', () => {
    const discounts = [1, 2, 3].map((round) => termsOf(answer({ ratio: 0.8 }, { round })).discountMinor);
    expect(discounts).toEqual([12_000, 24_000, 36_000]);
    expect(answer({ ratio: 0.97 })).toMatchObject({ kind: 'accept', terms: { discountMinor: 10_800 } });
    expect(answer({ installments: 1, amount: cny(350_000) })).toMatchObject({
      kind: 'accept',
      terms: { discountMinor: 10_000 },
    });
    expect(answer({ ratio: 0.9, installments: 3 })).toMatchObject({ kind: 'hand-off' });
    expect(answer({ ratio: 0.9, installments: 4 })).toMatchObject({
      kind: 'offer',
      reason: 'discount',
      terms: { discountMinor: 0 },
    });
  });

  it('keeps a discount when only the day changes', () => {
    const offer = termsOf(answer({ ratio: 0.97 }));
    const given = answer({ date: localDate('2026-11-29') }, { offer, round: 2 });
    expect(given).toMatchObject({ kind: 'accept', terms: { discountMinor: 10_800 } });
  });

  it('goes on to a longer plan when nothing is named', () => {
    expect(answer({})).toMatchObject({ kind: 'offer', reason: 'shorter-plan' });
    expect(termsOf(answer({})).instalments).toHaveLength(6);
  });

  it('ignores money of another currency', () => {
    expect(answer({ amount: money(1, 'USD'), installments: 3 })).toMatchObject({ kind: 'accept' });
  });
});

describe('renewing terms', () => {
  it('keeps the number of instalments and the discount for a new balance and day', () => {
    const long = termsOf(answer({ installments: 12 }, { round: 3 }));
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
      const agreed = termsOf(answer(wish, { round: 3 }));
      expect(renewTerms(agreed, request)).toEqual(agreed);
      expect(amounts(renewTerms(agreed, later))).toEqual(amounts(agreed));
    }
    const lump = termsOf(answer({ ratio: 0.97 }));
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
  it('are never broken by a cent or a day, however the debtor bargains, and every bargain ends', () => {
    fc.assert(
      fc.property(
        anyRequest,
        fc.option(anyWish, { nil: undefined }),
        fc.array(anyWish, { minLength: 1, maxLength: 8 }),
        (start, firstWish, wishes) => {
          const check = (terms: PlanTerms): void => {
            expect(
              termsWithinLimits(terms, start.limits, start.balance, start.bucket, start.today),
            ).toBeNull();
          };
          let offer = proposeTerms(firstWish ? { ...start, wish: firstWish } : start);
          check(offer);
          let round = 1;
          for (const wish of wishes) {
            const given = answerCounter({ ...start, wish, offer, round });
            if (given.kind === 'hand-off') break;
            check(given.terms);
            check(renewTerms(given.terms, start));
            expect(round <= start.limits.maximumRounds || given.kind === 'accept').toBe(true);
            if (given.kind === 'accept') break;
            offer = given.terms;
            round += 1;
          }
          expect(round).toBeLessThanOrEqual(Math.max(1, start.limits.maximumRounds));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('only let a wish be accepted that the terms really grant', () => {
    fc.assert(
      fc.property(anyRequest, anyWish, fc.integer({ min: 0, max: 8 }), (start, wish, round) => {
        const given = answerCounter({ ...start, wish, offer: proposeTerms(start), round });
        if (given.kind !== 'accept') return;
        const { terms } = given;
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

  it('of the last round reach the longest plan that there is', () => {
    fc.assert(
      fc.property(anyRequest, (start) => {
        const offer = proposeTerms(start);
        const given = answerCounter({
          ...start,
          wish: { installments: 1_000 },
          offer,
          round: Math.max(1, start.limits.maximumRounds - 1),
        });
        const reached = given.kind === 'hand-off' ? offer : given.terms;
        const one = reached.instalments.length + 1;
        const longer = answerCounter({ ...start, wish: { installments: one }, offer: reached, round: 100 });
        if (given.kind !== 'hand-off') expect(longer.kind).toBe('hand-off');
      }),
      { numRuns: 500 },
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
