import { describe, expect, it } from '@jest/globals';
import type { Instant } from '../calendar/instant.js';
import { instant, toIso } from '../calendar/instant.js';
import { localDate } from '../calendar/local-date.js';
import type { WorkingHours } from '../calendar/working-hours.js';
import { zoneId } from '../calendar/zone.js';
import { ANSWER_MINUTES, answerBy, minutesLeft } from './answer-by.js';

const at = (iso: string): Instant => instant(Date.parse(iso));

const hours = (change: Partial<WorkingHours> = {}): WorkingHours => ({
  zone: zoneId('Asia/Shanghai'),
  periods: [{ weekdays: [1, 2, 3, 4, 5], from: 540, to: 1_020 }],
  holidays: [],
  makeUpDays: [],
  ...change,
});
const HOUR_LONG = { reason: 'complaint', priority: 'high' } as const;
/** Friday 2026-11-20, 16:30 in Shanghai. */
const FRIDAY = at('2026-11-20T16:30:00+08:00');

describe('when an answer is due', () => {
  it('opened on Friday half an hour before the end, with an hour: on Monday at half past nine', () => {
    expect(toIso(answerBy(hours(), HOUR_LONG, FRIDAY))).toBe('2026-11-23T01:30:00.000Z');
  });

  it('a make-up Saturday is worked, a holiday is not', () => {
    const saturday = hours({ makeUpDays: [localDate('2026-11-21')] });
    expect(answerBy(saturday, HOUR_LONG, FRIDAY)).toBe(at('2026-11-21T09:30:00+08:00'));
    const holiday = hours({ holidays: [localDate('2026-11-23')] });
    expect(answerBy(holiday, HOUR_LONG, FRIDAY)).toBe(at('2026-11-24T09:30:00+08:00'));
  });

  it('a lunch break does not count', () => {
    const periods = [
      { weekdays: [1, 2, 3, 4, 5], from: 540, to: 720 },
      { weekdays: [1, 2, 3, 4, 5], from: 810, to: 1_080 },
    ];
    const opened = at('2026-11-20T11:40:00+08:00');
    expect(answerBy(hours({ periods }), HOUR_LONG, opened)).toBe(at('2026-11-20T14:10:00+08:00'));
  });

  it('time that really passes counts on the day when clocks change', () => {
    const night = hours({
      zone: zoneId('America/New_York'),
      periods: [{ weekdays: [7], from: 0, to: 480 }],
    });
    const opened = at('2026-11-01T00:30:00-04:00');
    const dispute = { reason: 'dispute', priority: 'normal' } as const;
    expect(answerBy(night, dispute, opened)).toBe(at('2026-11-01T03:30:00-05:00'));
  });

  it('what is urgent counts by the wall clock', () => {
    const crisis = { reason: 'crisis', priority: 'urgent' } as const;
    expect(answerBy(hours(), crisis, FRIDAY)).toBe(at('2026-11-20T16:45:00+08:00'));
  });

  it('a more urgent item than its kind waits no longer than its priority', () => {
    const dispute = { reason: 'dispute', priority: 'high' } as const;
    expect(answerBy(hours(), dispute, FRIDAY)).toBe(at('2026-11-23T09:30:00+08:00'));
  });

  it('no kind waits longer than debtors are told', () => {
    expect(Math.max(...Object.values(ANSWER_MINUTES))).toBe(ANSWER_MINUTES.requested);
  });
});

describe('how long is left', () => {
  const due = at('2026-11-23T09:30:00+08:00');

  it('counts working time only', () => {
    expect(minutesLeft(hours(), { priority: 'high', answerBy: due }, FRIDAY)).toBe(60);
    expect(minutesLeft(hours(), { priority: 'high', answerBy: due }, at('2026-11-21T12:00:00+08:00'))).toBe(
      30,
    );
  });

  it('is negative once it is late', () => {
    expect(minutesLeft(hours(), { priority: 'high', answerBy: due }, at('2026-11-23T10:00:00+08:00'))).toBe(
      -30,
    );
  });

  it('counts the wall clock where it is urgent', () => {
    const urgent = { priority: 'urgent', answerBy: at('2026-11-21T03:00:00+08:00') } as const;
    expect(minutesLeft(hours(), urgent, at('2026-11-21T02:50:00+08:00'))).toBe(10);
  });
});
