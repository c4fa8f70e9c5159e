import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from './local-date.js';
import {
  addDays,
  addMonths,
  dateOf,
  dayOf,
  daysBetween,
  endOfMonth,
  epochDay,
  localDate,
  monthOf,
  ofEpochDay,
  weekdayOf,
  yearOf,
} from './local-date.js';

const dates = fc.integer({ min: -719_162, max: 2_932_896 }).map(ofEpochDay);
const nearDates = fc.integer({ min: -20_000, max: 40_000 }).map(ofEpochDay);
const temporal = (date: LocalDate): Temporal.PlainDate => Temporal.PlainDate.from(date);

describe('local dates', () => {
  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '0000-01-01',
    '2026-1-1',
    '2026-01-01T00',
    '',
    '２０２６-01-01',
  ])('refuses %p', (text) => {
    expect(() => localDate(text)).toThrow(expect.objectContaining({ code: 'CALENDAR.BAD_DATE' }));
  });

  it('knows leap years', () => {
    expect(localDate('2028-02-29')).toBe('2028-02-29');
    expect(localDate('2000-02-29')).toBe('2000-02-29');
    expect(() => localDate('2100-02-29')).toThrow();
    expect(() => dateOf(2026, 1, 1.5)).toThrow();
  });

  it('clamps to the end of the month', () => {
    expect(addMonths(localDate('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(localDate('2027-12-31'), 2)).toBe('2028-02-29');
    expect(addMonths(localDate('2026-03-31'), -1)).toBe('2026-02-28');
    expect(addMonths(localDate('2026-01-15'), -1)).toBe('2025-12-15');
    expect(endOfMonth(localDate('2026-04-02'))).toBe('2026-04-30');
  });

  it('agrees with Temporal on every day', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const peer = temporal(date);
        expect([yearOf(date), monthOf(date), dayOf(date)]).toEqual([peer.year, peer.month, peer.day]);
        expect(weekdayOf(date)).toBe(peer.dayOfWeek);
        expect(epochDay(date)).toBe(temporal(localDate('1970-01-01')).until(peer).days);
        expect(ofEpochDay(epochDay(date))).toBe(date);
        expect(localDate(date)).toBe(date);
      }),
    );
  });

  it('adds days and months as Temporal does', () => {
    fc.assert(
      fc.property(nearDates, fc.integer({ min: -2_000, max: 2_000 }), (date, count) => {
        expect(addDays(date, count)).toBe(temporal(date).add({ days: count }).toString());
        expect(addMonths(date, count)).toBe(temporal(date).add({ months: count }).toString());
        expect(daysBetween(date, addDays(date, count))).toBe(count);
      }),
    );
  });
});
