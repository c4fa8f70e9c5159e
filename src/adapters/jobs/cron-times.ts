import { parse, validate } from 'node-cron';
import type { Instant } from '../../domain/calendar/instant.js';
import { addDays, dayOf, monthOf, weekdayOf } from '../../domain/calendar/local-date.js';
import { instantAt, zonedTime, zoneId, type ZoneId } from '../../domain/calendar/zone.js';
import { DomainError } from '../../domain/shared/domain-error.js';

/** A cron expression that never comes (30 February) is noticed after the longest gap that leap years make. */
const LONGEST_GAP_DAYS = 8 * 366;

/** A parsed cron expression in a zone. node-cron reads the fields and fires; it cannot look ahead from a given moment. */
export class CronTimes {
  private readonly zone: ZoneId;
  private readonly minutes: readonly number[];
  private readonly months: ReadonlySet<number | string>;
  private readonly days: ReadonlySet<number | string>;
  private readonly weekdays: ReadonlySet<number | string>;

  /** Five fields with numbers, ranges, lists and steps; throws `JOB.BAD_CRON`, `CALENDAR.UNKNOWN_ZONE`. */
  constructor(
    private readonly cron: string,
    zone: string,
  ) {
    if (cron.trim().split(/\s+/).length !== 5 || !validate(cron)) throw badCron(cron);
    const fields = parse(cron);
    if ([...fields.dayOfMonth, ...fields.dayOfWeek].some((value) => typeof value !== 'number'))
      throw badCron(cron);
    this.zone = zoneId(zone);
    this.minutes = fields.hour
      .flatMap((hour) => fields.minute.map((minute) => hour * 60 + minute))
      .sort((a, b) => a - b);
    this.months = new Set(fields.month);
    this.days = new Set(fields.dayOfMonth);
    this.weekdays = new Set(fields.dayOfWeek.map((weekday) => (weekday === 0 ? 7 : weekday)));
  }

  /** The first time after `moment`. A time that a clock change skips comes when the clock has moved on. */
  after(moment: Instant): Instant {
    let { date } = zonedTime(moment, this.zone);
    for (let gap = 0; gap <= LONGEST_GAP_DAYS; gap += 1, date = addDays(date, 1)) {
      const matches =
        this.months.has(monthOf(date)) && this.days.has(dayOf(date)) && this.weekdays.has(weekdayOf(date));
      if (!matches) continue;
      for (const minute of this.minutes) {
        const time = instantAt(date, minute, this.zone);
        if (time > moment) return time;
      }
    }
    throw badCron(this.cron);
  }
}

const badCron = (cron: string): DomainError =>
  new DomainError('JOB.BAD_CRON', `"${cron}" is not a cron expression of five fields that ever comes.`);
