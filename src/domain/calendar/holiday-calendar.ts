import type { LocalDate } from './local-date.js';

/** The public holidays of a country, and the weekend days that are worked in exchange. */
export interface HolidayCalendar {
  readonly id: string;
  readonly holidays: ReadonlySet<LocalDate>;
  readonly makeUpDays: ReadonlySet<LocalDate>;
}
