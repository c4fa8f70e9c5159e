import type { LocalDate } from '../calendar/local-date.js';
import { addDays, dateOf, weekdayOf, yearOf } from '../calendar/local-date.js';

/** First day of the lunar year, as month and day of 2026 to 2036; Hong Kong Observatory's conversion tables. */
const SPRING_FESTIVAL: Readonly<Record<number, readonly [month: number, day: number]>> = {
  2026: [2, 17],
  2027: [2, 6],
  2028: [1, 26],
  2029: [2, 13],
  2030: [2, 3],
  2031: [1, 23],
  2032: [2, 11],
  2033: [1, 31],
  2034: [2, 19],
  2035: [2, 8],
  2036: [1, 28],
};

const springFestival = (year: number): LocalDate | null => {
  const day = SPRING_FESTIVAL[year];
  return day ? dateOf(year, day[0], day[1]) : null;
};

const fromSpringFestival =
  (days: number) =>
  (year: number): LocalDate | null => {
    const first = springFestival(year);
    return first && addDays(first, days);
  };

const fixed =
  (month: number, day: number) =>
  (year: number): LocalDate =>
    dateOf(year, month, day);

/** The fourth Thursday of November, as kept in the United States. */
const thanksgiving = (year: number): LocalDate => {
  const first = dateOf(year, 11, 1);
  return addDays(first, ((4 - weekdayOf(first) + 7) % 7) + 21);
};

const FEASTS: readonly (readonly [RegExp, (year: number) => LocalDate | null])[] = [
  [/^(?:除夕|年三十|大年夜)/, fromSpringFestival(-1)],
  [/^元宵/, fromSpringFestival(14)],
  [/^(?:过年|春节|大年初一|spring festival|chinese|lunar|cny)/, fromSpringFestival(0)],
  [/^(?:平安夜|christmas eve)/, fixed(12, 24)],
  [/^(?:圣诞|christmas|xmas)/, fixed(12, 25)],
  [/^冬至/, fixed(12, 22)],
  [/^new year'?s? eve/, fixed(12, 31)],
  [/^(?:元旦|new year)/, fixed(1, 1)],
  [/^thanksgiving/, thanksgiving],
];

/**
 * The coming day of a feast. The lunar new year lasts for days, so without "before" it is no day; the same for a feast
 * that is not in the table.
 */
export function feastDay(name: string, today: LocalDate, before: boolean): LocalDate | null {
  if (!before && /^(?:过年|春节)$/.test(name)) return null;
  const read = FEASTS.find(([pattern]) => pattern.test(name))?.[1];
  const dates = [yearOf(today), yearOf(today) + 1].map((year) => read?.(year) ?? null);
  return dates.find((date) => date !== null && date >= today) ?? null;
}

/** The day before a feast. */
export function beforeFeast(name: string, today: LocalDate): LocalDate | null {
  const day = feastDay(name, today, true);
  return day && addDays(day, -1);
}
