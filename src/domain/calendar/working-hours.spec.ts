import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { instant, MINUTE, plus, toIso } from './instant.js';
import type { Instant } from './instant.js';
import { localDate } from './local-date.js';
import type { WorkingHours } from './working-hours.js';
import { addWorkingMinutes, isOpen, nextOpening } from './working-hours.js';
import { zoneId } from './zone.js';

const weekdays = [1, 2, 3, 4, 5];
const office: WorkingHours = {
  zone: zoneId('America/New_York'),
  periods: [{ weekdays, from: 540, to: 1020 }],
  holidays: [],
  makeUpDays: [],
};
const shanghai: WorkingHours = {
  zone: zoneId('Asia/Shanghai'),
  periods: [
    { weekdays, from: 780, to: 1080 },
    { weekdays, from: 540, to: 720 },
  ],
  holidays: [
    localDate('2026-10-01'),
    localDate('2026-10-02'),
    localDate('2026-10-05'),
    localDate('2026-10-06'),
    localDate('2026-10-07'),
  ],
  makeUpDays: [localDate('2026-10-10')],
};
const at = (text: string, hours: WorkingHours): Instant =>
  instant(Temporal.PlainDateTime.from(text).toZonedDateTime(hours.zone).epochMilliseconds);
const wall = (moment: Instant, hours: WorkingHours): string =>
  Temporal.Instant.fromEpochMilliseconds(moment)
    .toZonedDateTimeISO(hours.zone)
    .toPlainDateTime()
    .toString()
    .slice(0, 16);
const later = (from: string, minutes: number, hours: WorkingHours): string =>
  wall(addWorkingMinutes(hours, at(from, hours), minutes), hours);

describe('working hours', () => {
  it('carries minutes over the weekend', () => {
    expect(later('2026-11-20T16:30', 60, office)).toBe('2026-11-23T09:30');
    expect(later('2026-11-20T16:00', 60, office)).toBe('2026-11-20T17:00');
    expect(later('2026-11-21T12:00', 60, office)).toBe('2026-11-23T10:00');
    expect(later('2026-11-20T16:30', 0, office)).toBe('2026-11-20T16:30');
    expect(later('2026-11-20T17:00', 0, office)).toBe('2026-11-23T09:00');
    expect(later('2026-11-20T16:30', 5 * 480, office)).toBe('2026-11-27T16:30');
  });

  it('stops over lunch, whatever the order of the periods', () => {
    expect(later('2026-11-20T11:45', 30, shanghai)).toBe('2026-11-20T13:15');
    expect(isOpen(shanghai, at('2026-11-20T12:00', shanghai))).toBe(false);
    expect(isOpen(shanghai, at('2026-11-20T11:59', shanghai))).toBe(true);
    expect(wall(nextOpening(shanghai, at('2026-11-20T12:10', shanghai)), shanghai)).toBe('2026-11-20T13:00');
  });

  it('skips holidays and works make-up days', () => {
    expect(later('2026-09-30T17:30', 60, shanghai)).toBe('2026-10-08T09:30');
    expect(later('2026-10-09T17:30', 60, shanghai)).toBe('2026-10-10T09:30');
    expect(isOpen(shanghai, at('2026-10-10T10:00', shanghai))).toBe(true);
    expect(isOpen(shanghai, at('2026-10-17T10:00', shanghai))).toBe(false);
  });

  it('counts the minutes that really pass when the clocks change', () => {
    const night: WorkingHours = { ...office, periods: [{ weekdays: [7], from: 0, to: 360 }] };
    expect(later('2026-03-08T00:00', 180, night)).toBe('2026-03-08T04:00');
    expect(later('2026-11-01T00:00', 180, night)).toBe('2026-11-01T02:00');
  });

  it('is open round the clock from midnight to midnight', () => {
    const always: WorkingHours = {
      ...office,
      periods: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }],
    };
    const start = at('2026-03-07T13:00', always);
    expect(toIso(addWorkingMinutes(always, start, 10_000))).toBe(toIso(plus(start, 10_000 * MINUTE)));
  });

  it('does not count overlapping periods twice', () => {
    const twice: WorkingHours = {
      ...office,
      periods: [...office.periods, { weekdays: [5], from: 600, to: 1080 }],
    };
    expect(later('2026-11-20T09:00', 540, twice)).toBe('2026-11-20T18:00');
  });

  it('refuses hours that never open', () => {
    for (const periods of [[], [{ weekdays, from: 600, to: 600 }]]) {
      expect(() => nextOpening({ ...office, periods }, instant(0))).toThrow(
        expect.objectContaining({ code: 'CALENDAR.NEVER_OPEN' }),
      );
    }
    expect(() =>
      addWorkingMinutes(
        { ...office, periods: [], makeUpDays: [localDate('2026-11-23')] },
        instant(Date.UTC(2026, 10, 22)),
        1,
      ),
    ).toThrow();
  });

  it('agrees with counting the open minutes one by one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 * 24 * 60 }),
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom(office, shanghai),
        (offset, minutes, hours) => {
          const from = plus(at('2026-09-20T00:00', hours), offset * MINUTE);
          let moment = from;
          let open = 0;
          while (open < minutes) {
            if (isOpen(hours, moment)) open += 1;
            moment = plus(moment, MINUTE);
          }
          expect(addWorkingMinutes(hours, from, minutes)).toBe(moment);
        },
      ),
      { numRuns: 30 },
    );
  });
});
