import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { instant } from './instant.js';
import { localDate, ofEpochDay } from './local-date.js';
import { instantAt, todayIn, zoneId, zonedTime } from './zone.js';

const ZONES = [
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Jakarta',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Dublin',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Honolulu',
  'UTC',
].map(zoneId);

const zones = fc.constantFrom(...ZONES);
const newYork = zoneId('America/New_York');
const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

describe('zones', () => {
  it.each(['+08:00', 'Mars/Base', '', 'Asia/Shanghai ', '../etc', 'Z'.repeat(100)])('refuses %p', (text) => {
    expect(() => zoneId(text)).toThrow(expect.objectContaining({ code: 'CALENDAR.UNKNOWN_ZONE' }));
  });

  it('takes any case and keeps the official one', () => {
    expect(zoneId('asia/shanghai')).toBe('Asia/Shanghai');
  });

  it('moves a skipped time forward and takes the earlier of a doubled one', () => {
    expect(instantAt(localDate('2026-03-08'), 150, newYork)).toBe(at('2026-03-08T03:30:00-04:00'));
    expect(instantAt(localDate('2026-11-01'), 90, newYork)).toBe(at('2026-11-01T01:30:00-04:00'));
    expect(instantAt(localDate('2026-11-01'), 1440, newYork)).toBe(at('2026-11-02T00:00:00-05:00'));
    expect(instantAt(localDate('2011-12-30'), 720, zoneId('Pacific/Apia'))).toBe(
      at('2011-12-31T12:00:00+14:00'),
    );
  });

  it('shows wall time on both sides of a change of the clocks', () => {
    const change = at('2026-03-08T07:00:00Z');
    expect(zonedTime(instant(change - 1), newYork)).toEqual({ date: '2026-03-08', minute: 119, weekday: 7 });
    expect(zonedTime(instant(change), newYork)).toEqual({ date: '2026-03-08', minute: 180, weekday: 7 });
  });

  it('agrees with Temporal at any moment in any zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('1971-01-01T00:00Z'), max: at('2049-01-01T00:00Z') }),
        zones,
        (moment, zone) => {
          const peer = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
          expect(zonedTime(instant(moment), zone)).toEqual({
            date: peer.toPlainDate().toString(),
            minute: peer.hour * 60 + peer.minute,
            weekday: peer.dayOfWeek,
          });
          expect(todayIn(instant(moment), zone)).toBe(peer.toPlainDate().toString());
        },
      ),
      { numRuns: 400 },
    );
  });

  it('agrees with Temporal on any wall time of any day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 400, max: 28_000 }),
        fc.integer({ min: 0, max: 1439 }),
        zones,
        (days, minute, zone) => {
          const date = ofEpochDay(days);
          const peer = Temporal.PlainDate.from(date)
            .toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
            .toZonedDateTime(zone, { disambiguation: 'compatible' });
          expect(instantAt(date, minute, zone)).toBe(peer.epochMilliseconds);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('agrees with Temporal in the hours around every change of the clocks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('1975-01-01T00:00Z'), max: at('2037-01-01T00:00Z') }),
        zones,
        fc.integer({ min: -180, max: 180 }),
        (moment, zone, minutes) => {
          const change = Temporal.Instant.fromEpochMilliseconds(moment)
            .toZonedDateTimeISO(zone)
            .getTimeZoneTransition('next');
          if (!change) return;
          const near = change.add({ minutes });
          expect(zonedTime(instant(near.epochMilliseconds), zone).minute).toBe(near.hour * 60 + near.minute);
          const wall = change.toPlainDateTime().add({ minutes });
          const peer = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
          expect(
            instantAt(localDate(wall.toPlainDate().toString()), wall.hour * 60 + wall.minute, zone),
          ).toBe(Math.floor(peer.epochMilliseconds / 60_000) * 60_000);
        },
      ),
      { numRuns: 400 },
    );
  });
});
