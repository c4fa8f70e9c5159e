import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LocalDate } from '../calendar/local-date.js';
import {
  addDays,
  addMonths,
  dayOf,
  daysBetween,
  endOfMonth,
  localDate,
  ofEpochDay,
  weekdayOf,
} from '../calendar/local-date.js';
import type { PaymentDays } from './payment-days.js';
import { instalmentDates, paymentDay, startOnPayDay, startWithin } from './payment-days.js';

const day = (text: string): LocalDate => localDate(text);
const asIs: PaymentDays = { startWithinDays: 15 };
const next: PaymentDays = { ...asIs, paymentDayRule: 'next-working-day' };
const previous: PaymentDays = { ...asIs, paymentDayRule: 'previous-working-day' };
const national = {
  holidays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08'].map(day),
  makeUpDays: ['2026-10-10'].map(day),
};
const somewhere = fc.integer({ min: 18_000, max: 30_000 }).map(ofEpochDay);
const rules = fc.constantFrom('as-is', 'next-working-day', 'previous-working-day') as fc.Arbitrary<
  NonNullable<PaymentDays['paymentDayRule']>
>;
const calendars = fc.record({
  holidays: fc.array(somewhere, { maxLength: 60 }),
  makeUpDays: fc.array(somewhere, { maxLength: 10 }),
});

describe('the day on which something due is paid', () => {
  it('stays where the lender says nothing', () => {
    expect(paymentDay(day('2026-11-28'), asIs)).toBe('2026-11-28');
    expect(paymentDay(day('2026-11-28'), { ...asIs, paymentDayRule: 'as-is' })).toBe('2026-11-28');
  });

  it('moves off weekends and holidays, and stays on a weekend day that is worked', () => {
    expect(paymentDay(day('2026-11-28'), next)).toBe('2026-11-30');
    expect(paymentDay(day('2026-11-28'), previous)).toBe('2026-11-27');
    expect(paymentDay(day('2026-10-01'), { ...next, calendar: national })).toBe('2026-10-09');
    expect(paymentDay(day('2026-10-05'), { ...previous, calendar: national })).toBe('2026-09-30');
    expect(paymentDay(day('2026-10-10'), { ...next, calendar: national })).toBe('2026-10-10');
  });
});

describe('the start of a plan', () => {
  it('turns round where the rule leads out of the days that the limits allow', () => {
    const friday = day('2026-11-27');
    expect(startWithin({ ...next, startWithinDays: 2 }, friday, day('2026-11-29'))).toBe('2026-11-27');
    expect(startWithin(previous, day('2026-11-28'), day('2026-11-28'))).toBe('2026-11-30');
    expect(startWithin({ ...next, startWithinDays: 1 }, day('2026-11-28'), day('2026-11-28'))).toBe(
      '2026-11-28',
    );
  });

  it('is the pay day where that comes in time', () => {
    expect(startOnPayDay(asIs, day('2026-11-23'), 28)).toBe('2026-11-28');
    expect(startOnPayDay(next, day('2026-11-23'), 28)).toBe('2026-11-30');
    expect(startOnPayDay(asIs, day('2026-11-23'), 31)).toBe('2026-11-30');
    expect(startOnPayDay(asIs, day('2026-11-23'), 23)).toBe('2026-11-23');
    expect(startOnPayDay(asIs, day('2026-11-23'), 22)).toBeNull();
    expect(startOnPayDay({ startWithinDays: 7 }, day('2026-11-23'), 5)).toBeNull();
  });

  it('lies within the allowed days, on a working day where there is one, and stays once it is there', () => {
    fc.assert(
      fc.property(
        somewhere,
        fc.nat(60),
        fc.integer({ min: 1, max: 90 }),
        rules,
        calendars,
        (today, ahead, startWithinDays, paymentDayRule, calendar) => {
          const days = { startWithinDays, paymentDayRule, calendar };
          const first = startWithin(days, today, addDays(today, ahead - 10));
          expect(daysBetween(today, first)).toBeGreaterThanOrEqual(0);
          expect(daysBetween(today, first)).toBeLessThanOrEqual(startWithinDays);
          expect(startWithin(days, today, first)).toBe(first);
          if (paymentDayRule !== 'as-is' && startWithinDays > 40) expect(paymentDay(first, days)).toBe(first);
        },
      ),
    );
  });
});

describe('the dates of a plan', () => {
  it('are clamped to the end of the month and come back to their day', () => {
    expect(instalmentDates(day('2027-01-31'), { frequency: 'monthly', count: 3 }, asIs)).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
    ]);
    const paidAtTheEnd = { frequency: 'monthly', count: 3, payDay: 31 } as const;
    expect(instalmentDates(day('2027-02-28'), paidAtTheEnd, asIs)).toEqual([
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
    ]);
  });

  it('follow the pay day after a first payment on another day, not sooner than two weeks after it', () => {
    const rhythm = { frequency: 'monthly', count: 3, payDay: 10 } as const;
    expect(instalmentDates(day('2026-11-25'), rhythm, asIs)).toEqual([
      '2026-11-25',
      '2026-12-10',
      '2027-01-10',
    ]);
    expect(instalmentDates(day('2026-12-05'), rhythm, asIs)).toEqual([
      '2026-12-05',
      '2027-01-10',
      '2027-02-10',
    ]);
    expect(instalmentDates(day('2026-11-25'), rhythm, next)).toEqual([
      '2026-11-25',
      '2026-12-10',
      '2027-01-11',
    ]);
  });

  it('keep apart where a long holiday would move two onto one day', () => {
    const calendar = {
      holidays: [
        '2026-10-01',
        '2026-10-02',
        '2026-10-05',
        '2026-10-06',
        '2026-10-07',
        '2026-10-08',
        '2026-10-09',
      ].map(day),
      makeUpDays: [],
    };
    const weekly = { frequency: 'weekly', count: 3 } as const;
    expect(instalmentDates(day('2026-09-24'), weekly, { ...next, calendar })).toEqual([
      '2026-09-24',
      '2026-10-12',
      '2026-10-13',
    ]);
    expect(instalmentDates(day('2026-09-24'), weekly, { ...previous, calendar })).toEqual([
      '2026-09-24',
      '2026-09-30',
      '2026-10-12',
    ]);
  });

  it('are one after the other in every rhythm, rule and calendar, with no gap longer than the rhythm allows', () => {
    const rhythms = fc.constantFrom(['weekly', 7], ['fortnightly', 14], ['monthly', 31]) as fc.Arbitrary<
      ['weekly' | 'fortnightly' | 'monthly', number]
    >;
    const payDays = fc.option(fc.integer({ min: 1, max: 31 }), { nil: undefined });
    fc.assert(
      fc.property(
        somewhere,
        rhythms,
        fc.integer({ min: 2, max: 36 }),
        payDays,
        rules,
        (firstOn, [frequency, usual], count, payDay, paymentDayRule) => {
          const days = { startWithinDays: 15, paymentDayRule, calendar: national };
          const dates = instalmentDates(
            firstOn,
            { frequency, count, ...(payDay === undefined ? {} : { payDay }) },
            days,
          );
          expect(dates).toHaveLength(count);
          expect(dates[0]).toBe(firstOn);
          dates.slice(1).forEach((date, place) => {
            const gap = daysBetween(dates[place] ?? date, date);
            expect(gap).toBeGreaterThan(0);
            expect(gap).toBeLessThanOrEqual(usual + 14 + 9);
            if (paymentDayRule !== 'as-is')
              expect(weekdayOf(date) <= 5 || national.makeUpDays.includes(date)).toBe(true);
            else if (frequency === 'monthly') {
              const wanted = payDay ?? dayOf(firstOn);
              expect(dayOf(date)).toBe(Math.min(wanted, dayOf(endOfMonth(date))));
              if (payDay === undefined) expect(date).toBe(addMonths(firstOn, place + 1));
            }
          });
        },
      ),
    );
  });
});
