import { createTask } from 'node-cron';
import { describe, expect, it } from '@jest/globals';
import { instant } from '../../domain/calendar/instant.js';
import { CronTimes } from './cron-times.js';

const at = (iso: string) => instant(Date.parse(iso));

describe('cron times', () => {
  it.each([
    ['* * * * *', 'UTC', '2026-03-01T10:00:30Z', '2026-03-01T10:01:00Z'],
    ['0 9 * * 1-5', 'Asia/Shanghai', '2026-03-06T01:00:00Z', '2026-03-09T01:00:00Z'],
    ['*/15 8-9 * * *', 'UTC', '2026-03-01T09:45:00Z', '2026-03-02T08:00:00Z'],
    ['0 0 29 2 *', 'UTC', '2026-03-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['0 12 * * 0', 'UTC', '2026-03-01T12:00:00Z', '2026-03-08T12:00:00Z'],
    ['0 12 * * 7', 'UTC', '2026-03-02T12:00:00Z', '2026-03-08T12:00:00Z'],
    ['30 2 * * *', 'America/New_York', '2026-03-07T08:00:00Z', '2026-03-08T07:30:00Z'],
  ])('%s in %s after %s is %s', (cron, zone, after, expected) => {
    expect(new CronTimes(cron, zone).after(at(after))).toBe(at(expected));
  });

  it.each(['7 * * * *', '*/20 9-17 * * 1-5', '5 4 1,15 * *', '0 0 1 */3 *', '59 23 * * 0'])(
    'agrees with node-cron about %s',
    (cron) => {
      const start = instant(Date.now());
      const task = createTask(cron, () => undefined, { timezone: 'Asia/Shanghai' });
      const expected = task.getNextRuns(20).map((run) => run.getTime());
      const times = new CronTimes(cron, 'Asia/Shanghai');
      const own = expected.reduce<number[]>(
        (runs) => [...runs, times.after(instant(runs.at(-1) ?? start))],
        [],
      );
      expect(own).toEqual(expected);
    },
  );

  it.each(['* * * *', '61 * * * *', 'L * * * *', '0 0 L * *', '0 0 0 * * *', 'soon'])(
    'refuses %s',
    (cron) => {
      expect(() => new CronTimes(cron, 'UTC')).toThrow(expect.objectContaining({ code: 'JOB.BAD_CRON' }));
    },
  );

  it('refuses a day that never comes', () => {
    expect(() => new CronTimes('0 0 30 2 *', 'UTC').after(at('2026-03-01T00:00:00Z'))).toThrow(/ever comes/);
  });
});
