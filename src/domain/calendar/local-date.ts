import type { Brand } from '../shared/brand.js';
import { DomainError } from '../shared/domain-error.js';

/** A calendar day without a zone, `YYYY-MM-DD` of the years 0001 to 9999; compare with `<` and `>`. */
export type LocalDate = Brand<string, 'LocalDate'>;

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLength = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);

/** Reads `YYYY-MM-DD`. Throws `CALENDAR.BAD_DATE` when it has another form or no such day exists. */
export function localDate(text: string): LocalDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) throw new DomainError('CALENDAR.BAD_DATE', 'A date must be written as YYYY-MM-DD.');
  return dateOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Throws `CALENDAR.BAD_DATE` when no such day exists. */
export function dateOf(year: number, month: number, day: number): LocalDate {
  const exists =
    [year, month, day].every(Number.isInteger) &&
    year >= 1 &&
    year <= 9999 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= monthLength(year, month);
  if (!exists) throw new DomainError('CALENDAR.BAD_DATE', 'There is no such day in the calendar.');
  return written(year, month, day);
}

const written = (year: number, month: number, day: number): LocalDate =>
  `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}` as LocalDate;

export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));
export const monthOf = (date: LocalDate): number => Number(date.slice(5, 7));
export const dayOf = (date: LocalDate): number => Number(date.slice(8, 10));

/** Days since 1970-01-01, in the proleptic Gregorian calendar. */
export function epochDay(date: LocalDate): number {
  const month = monthOf(date);
  const year = month <= 2 ? yearOf(date) - 1 : yearOf(date);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOf(date) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

/** The day that lies so many days after 1970-01-01. Throws `CALENDAR.BAD_DATE` outside the years 0001 to 9999. */
export function ofEpochDay(days: number): LocalDate {
  if (!Number.isInteger(days) || days < FIRST_DAY || days > LAST_DAY) {
    throw new DomainError('CALENDAR.BAD_DATE', 'There is no such day in the calendar.');
  }
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return written(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

export const addDays = (date: LocalDate, days: number): LocalDate => ofEpochDay(epochDay(date) + days);

/** The same day of a later (or earlier) month, or that month's last day where it has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const total = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return dateOf(year, month, Math.min(dayOf(date), monthLength(year, month)));
}

/** Days from the first date to the second; negative when the second is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => epochDay(to) - epochDay(from);

/** 1 = Monday … 7 = Sunday. */
export const weekdayOf = (date: LocalDate): number => weekdayOfEpochDay(epochDay(date));
export const weekdayOfEpochDay = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1;

export const endOfMonth = (date: LocalDate): LocalDate =>
  dateOf(yearOf(date), monthOf(date), monthLength(yearOf(date), monthOf(date)));
