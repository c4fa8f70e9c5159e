import { DomainError } from '../shared/domain-error.js';
import type { Instant } from './instant.js';
import { MINUTE, instant, plus } from './instant.js';
import type { LocalDate } from './local-date.js';
import { addDays, weekdayOf } from './local-date.js';
import type { ZoneId } from './zone.js';
import { instantAt, todayIn } from './zone.js';

/** Hours that are the same on some weekdays; minutes after midnight, `to` (up to 1440) not included. */
export interface WorkingPeriod {
  /** 1 = Monday … 7 = Sunday. */
  readonly weekdays: readonly number[];
  readonly from: number;
  readonly to: number;
}

/**
 * When people work, by the clocks of their zone; several periods a day leave room for a lunch break. A make-up day
 * has the hours of the first weekday that has any, whatever its own weekday.
 */
export interface WorkingHours {
  readonly zone: ZoneId;
  readonly periods: readonly WorkingPeriod[];
  readonly holidays: readonly LocalDate[];
  readonly makeUpDays: readonly LocalDate[];
}

interface Opening {
  readonly start: Instant;
  readonly end: Instant;
}

/** Longer than any run of holidays; hours that do not open within it never do. */
const SEARCH_DAYS = 400;

function weekdayWorked(hours: WorkingHours, date: LocalDate): number | null {
  if (hours.makeUpDays.includes(date)) {
    return Math.min(...hours.periods.flatMap((period) => period.weekdays));
  }
  return hours.holidays.includes(date) ? null : weekdayOf(date);
}

/** The spans of one local day in which it is open, in order and without overlaps. */
function openingsOn(hours: WorkingHours, date: LocalDate): Opening[] {
  const weekday = weekdayWorked(hours, date);
  if (weekday === null) return [];
  const spans = hours.periods
    .filter((period) => period.weekdays.includes(weekday))
    .map((period) => ({
      start: instantAt(date, period.from, hours.zone),
      end: instantAt(date, period.to, hours.zone),
    }))
    .filter((span) => span.start < span.end)
    .sort((a, b) => a.start - b.start);
  const merged: Opening[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: instant(Math.max(last.end, span.end)) };
    } else {
      merged.push(span);
    }
  }
  return merged;
}

function* openingsFrom(hours: WorkingHours, from: Instant): Generator<Opening> {
  let date = todayIn(from, hours.zone);
  for (let quiet = 0; quiet < SEARCH_DAYS; quiet += 1) {
    for (const opening of openingsOn(hours, date)) {
      if (opening.end <= from) continue;
      quiet = 0;
      yield { start: instant(Math.max(opening.start, from)), end: opening.end };
    }
    date = addDays(date, 1);
  }
}

const neverOpen = (): DomainError =>
  new DomainError('CALENDAR.NEVER_OPEN', 'Working hours never open; they need at least one period.');

export function isOpen(hours: WorkingHours, now: Instant): boolean {
  return openingsOn(hours, todayIn(now, hours.zone)).some((span) => span.start <= now && now < span.end);
}

/** The first moment from `now` on at which it is open: `now` itself when it is. Throws `CALENDAR.NEVER_OPEN`. */
export function nextOpening(hours: WorkingHours, now: Instant): Instant {
  for (const opening of openingsFrom(hours, now)) return opening.start;
  throw neverOpen();
}

/** Whole minutes that are open between two moments; 0 when `to` is not after `from`. */
export function workingMinutesBetween(hours: WorkingHours, from: Instant, to: Instant): number {
  let open = 0;
  for (const opening of openingsFrom(hours, from)) {
    if (opening.start >= to) break;
    open += Math.min(opening.end, to) - opening.start;
  }
  return Math.floor(open / MINUTE);
}

/**
 * The moment at which so many minutes have been open since `from`; time that really passes is counted, also on days
 * when the clocks change. Throws `CALENDAR.NEVER_OPEN`.
 */
export function addWorkingMinutes(hours: WorkingHours, from: Instant, minutes: number): Instant {
  let left = minutes * MINUTE;
  for (const opening of openingsFrom(hours, from)) {
    const length = opening.end - opening.start;
    if (left <= length) return plus(opening.start, left);
    left -= length;
  }
  throw neverOpen();
}
