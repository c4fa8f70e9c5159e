import type { LocalDate } from './local-date.js';
import { weekdayOf } from './local-date.js';

/** The public holidays of a country, and the weekend days that are worked in exchange. */
export interface HolidayCalendar {
  readonly id: string;
  readonly holidays: ReadonlySet<LocalDate>;
  readonly makeUpDays: ReadonlySet<LocalDate>;
}

/** Whether a day is worked where `weekdays` (1 = Monday … 7 = Sunday) are. A make-up day is, a holiday is not. */
export function isWorkingDay(
  date: LocalDate,
  weekdays: readonly number[],
  calendar: HolidayCalendar,
): boolean {
  if (calendar.makeUpDays.has(date)) return true;
  return !calendar.holidays.has(date) && weekdays.includes(weekdayOf(date));
}
