import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween, localDate, ofEpochDay } from '../calendar/local-date.js';
import { money } from '../shared/money.js';
import { planInterest } from './arrangement.js';
import { buildTerms } from './build-terms.js';
import type { ArrangementLimits } from './limits.js';
import { PAYMENT_DAY_RULES } from './limits.js';
import { groundOf, termsOf } from './negotiation/ground-of.js';
import { renewTerms } from './propose-terms.js';
import { termsWithinLimits } from './terms-within-limits.js';

const today = localDate('2026-11-23');
const limits: ArrangementLimits = {
  maximumInstalments: 12,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 50,
  startWithinDays: 15,
  frequencies: ['weekly', 'fortnightly', 'monthly'],
  lumpDiscountPerMille: { '31-60': 100 },
  maximumRounds: 4,
  promiseWithinDays: 14,
  graceDays: 3,
  selfServiceDateMoves: 1,
};
const bucket = '31-60' as const;
const at = (interestPerYearPerMille: number): ArrangementLimits => ({ ...limits, interestPerYearPerMille });
const shape = { count: 3, frequency: 'monthly', firstOn: today, firstMinor: null, eachMinor: null } as const;

describe('interest during a plan', () => {
  it('runs on what is left, by days, from the first payment on', () => {
    const terms = buildTerms(money(300_000, 'CNY'), at(120), today, { ...shape, firstMinor: 100_000 });
    const [first, second, third] = terms.instalments;
    expect(first).toEqual({ dueOn: '2026-11-23', amountMinor: 100_000 });
    expect(second).toMatchObject({ dueOn: '2026-12-23', interestMinor: 1972 });
    const left = 200_000 - ((second?.amountMinor ?? 0) - 1972);
    const running = 200_000 * 30 * 120 + left * 31 * 120;
    expect(third?.interestMinor).toBe(Math.floor(running / 365_000) - 1972);
    expect(second?.amountMinor).toBeGreaterThanOrEqual(third?.amountMinor ?? 0);
    expect(terms.totalMinor).toBe(300_000 + planInterest(terms));
  });

  it('is none without a rate, for a single payment, and before anything is agreed', () => {
    expect(planInterest(buildTerms(money(300_000, 'CNY'), limits, today, shape))).toBe(0);
    expect(JSON.stringify(buildTerms(money(300_000, 'CNY'), at(0), today, shape))).not.toContain('interest');
    const single = buildTerms(money(300_000, 'CNY'), at(240), today, { ...shape, count: 1 });
    expect(single.totalMinor).toBe(300_000);
  });

  it('is checked to the minor unit, whoever worked it out', () => {
    const balance = money(300_000, 'CNY');
    const terms = buildTerms(balance, at(120), today, shape);
    expect(termsWithinLimits(terms, at(120), balance, bucket, today)).toBeNull();
    expect(termsWithinLimits(terms, limits, balance, bucket, today)).toBe('ARRANGEMENT.DOES_NOT_ADD_UP');
    expect(termsWithinLimits(terms, at(121), balance, bucket, today)).toBe('ARRANGEMENT.DOES_NOT_ADD_UP');
    const shifted = terms.instalments.map((one, place) =>
      place === 1 ? { ...one, interestMinor: (one.interestMinor ?? 0) - 1 } : one,
    );
    expect(termsWithinLimits({ ...terms, instalments: shifted }, at(120), balance, bucket, today)).toBe(
      'ARRANGEMENT.INTEREST',
    );
    const dearer = terms.instalments.map((one, place) =>
      place === 2 ? { ...one, amountMinor: one.amountMinor + 1 } : one,
    );
    const more = { ...terms, totalMinor: terms.totalMinor + 1, instalments: dearer };
    expect(termsWithinLimits(more, at(120), balance, bucket, today)).toBe('ARRANGEMENT.DOES_NOT_ADD_UP');
  });

  it('is worked out anew for a smaller balance', () => {
    const terms = buildTerms(money(300_000, 'CNY'), at(120), today, { ...shape, payDay: 15 });
    const balance = money(240_000, 'CNY');
    const renewed = renewTerms(terms, { balance, limits: at(120), bucket, today });
    expect(renewed.payDay).toBe(15);
    expect(termsWithinLimits(renewed, at(120), balance, bucket, today)).toBeNull();
    expect(planInterest(renewed)).toBeLessThan(planInterest(terms));
  });
});

const someLimits = fc.record({
  maximumInstalments: fc.integer({ min: 1, max: 36 }),
  minimumInstalmentMinor: fc.integer({ min: 1, max: 60_000 }),
  minimumFirstPaymentPerMille: fc.integer({ min: 0, max: 500 }),
  startWithinDays: fc.integer({ min: 1, max: 60 }),
  interestPerYearPerMille: fc.integer({ min: 0, max: 360 }),
  paymentDayRule: fc.constantFrom(...PAYMENT_DAY_RULES),
  calendar: fc.record({
    holidays: fc.array(fc.integer({ min: 20_700, max: 21_500 }).map(ofEpochDay), { maxLength: 60 }),
    makeUpDays: fc.array(fc.integer({ min: 20_700, max: 21_500 }).map(ofEpochDay), { maxLength: 9 }),
  }),
});
const wishes = fc.record({
  count: fc.integer({ min: 1, max: 40 }),
  frequency: fc.constantFrom('weekly', 'fortnightly', 'monthly'),
  firstOn: fc.integer({ min: -5, max: 80 }).map((ahead) => ofEpochDay(20_780 + ahead)),
  firstMinor: fc.option(fc.integer({ min: 1, max: 400_000 })),
  eachMinor: fc.option(fc.integer({ min: 1, max: 200_000 })),
});
const somePayDay = fc.option(fc.integer({ min: 1, max: 31 }), { nil: undefined });

describe('plans of any rhythm, day and rate', () => {
  it('add up exactly, stay on the allowed days, and never charge more than was agreed on', () => {
    const balances = fc.integer({ min: 1, max: 5_000_000 });
    fc.assert(
      fc.property(someLimits, wishes, somePayDay, balances, (given, wish, payDay, minor) => {
        const within: ArrangementLimits = { ...limits, ...given };
        const balance = money(minor, 'CNY');
        const terms = buildTerms(balance, within, today, {
          ...wish,
          ...(payDay === undefined ? {} : { payDay }),
        });
        expect(termsWithinLimits(terms, within, balance, bucket, today)).toBeNull();
        const sum = terms.instalments.reduce((all, { amountMinor }) => all + amountMinor, 0);
        expect(sum).toBe(terms.totalMinor);
        expect(sum - planInterest(terms)).toBe(minor);
        let left = minor;
        let most = 0;
        terms.instalments.forEach(({ dueOn, amountMinor, interestMinor = 0 }, place) => {
          const before = terms.instalments[place - 1]?.dueOn ?? dueOn;
          most += (left * daysBetween(before, dueOn) * given.interestPerYearPerMille) / 365_000;
          left -= amountMinor - interestMinor;
        });
        expect(planInterest(terms)).toBeLessThanOrEqual(Math.ceil(most));
        expect(planInterest(terms)).toBeGreaterThan(most - 1.001);
      }),
      { numRuns: 300 },
    );
  });

  it('are the dated form of every proposal of the engine that lies on its ground', () => {
    const proposals = fc.record({
      down: fc.integer({ min: 1, max: 999 }),
      count: fc.integer({ min: 1, max: 35 }),
    });
    fc.assert(
      fc.property(someLimits, proposals, somePayDay, (given, { down, count }, payDay) => {
        const within: ArrangementLimits = { ...limits, ...given };
        const debt = {
          balance: money(1_000_000, 'CNY'),
          bucket,
          today,
          ...(payDay === undefined ? {} : { payDay }),
        };
        const proposal = {
          kind: 'instalments' as const,
          totalMinor: 1_000_000,
          downMinor: down * 1000,
          count,
          startDays: 3,
        };
        const ground = groundOf(within, debt);
        const terms = termsOf(proposal, within, debt, 'monthly');
        const rest = 1_000_000 - proposal.downMinor;
        const legal =
          count <= ground.maximumInstalments &&
          Math.floor(rest / count) >= ground.minimumInstalmentMinor &&
          proposal.downMinor >= Math.max(ground.minimumDownMinor, ground.downPerMille * 1000);
        if (legal) expect(terms?.instalments).toHaveLength(count + 1);
        else if (terms) expect(termsWithinLimits(terms, within, debt.balance, bucket, today)).toBeNull();
      }),
    );
  });
});
