import type { LocalDate } from '../calendar/local-date.js';
import {
  addDays,
  addMonths,
  dateOf,
  dayOf,
  endOfMonth,
  monthOf,
  weekdayOf,
  yearOf,
} from '../calendar/local-date.js';
import { CHINESE_NUMERAL, ENGLISH_NUMERAL, readNumeral } from './read-numbers.js';

/** Whether a clause tells of what was done or of what is to come. */
export type Tense = 'past' | 'coming';

export interface Reference {
  readonly today: LocalDate;
  readonly tense: Tense;
  /** Whether days stand before months in `3/12`; unknown where the text is English. */
  readonly monthFirst: boolean;
}

/** The day that some words mean, the days that they may mean, or none. */
export type Reading = LocalDate | readonly LocalDate[] | null;

/** Words of a date, and the day that they mean. Words that name no day are listed too, so that no part of them is read. */
export type DateRule = readonly [pattern: RegExp, read: (match: RegExpExecArray, at: Reference) => Reading];

export const noDay = (): null => null;

/** Rules of one kind, and the signs of which one stands within each text that they match. */
export interface DateRules {
  readonly signs: RegExp;
  readonly rules: readonly DateRule[];
}

/** Rules from the sources of their expressions. */
export const dateRules = (
  signs: string,
  rules: readonly (readonly [source: string, read: DateRule[1]])[],
): DateRules => ({
  signs: new RegExp(signs, 'g'),
  rules: rules.map(([source, read]) => [new RegExp(source, 'g'), read] as const),
});

/** A count in Chinese; `三五` is no count. */
export const ZH_COUNT = `(\\d{1,3}|[${CHINESE_NUMERAL}]{1,5})`;
export const ZH_DAY = '(\\d{1,2}|[一二三四五六七八九十]{1,3})';
export const ZH_WEEK = '(?:周|星期|礼拜)';
/** `这周一定` and `下周一次` name no Monday. */
export const ZH_WEEKDAY = '(一(?![定次共并把直笔口])|[二三四五六日天末1-6])';
export const EN_COUNT = `(\\d{1,3}|(?:a )?couple(?: of)?|(?:${ENGLISH_NUMERAL})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)`;
export const EN_MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
/** Weekdays that are no other word when they are short. */
export const EN_WEEKDAY =
  '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nes(?:day)?|s)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:ur)?day|sunday)';
/** Every weekday, for use beside words that make a day of it. */
export const EN_ANY_WEEKDAY =
  '(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nes(?:day)?|s)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';

const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Reads a count; `NaN` for what is none or is said to be about so many (`三五`, `两三`). */
export function countOf(text: string | undefined): number {
  if (text === undefined) return NaN;
  if (text.includes('couple')) return 2;
  const vague = text.length > 1 && /^[一二两三四五六七八九]+$/.test(text);
  return vague ? NaN : (readNumeral(text) ?? NaN);
}

export const zhWeekday = (text: string | undefined): number =>
  text === '末' ? 6 : text === '天' ? 7 : '一二三四五六日'.indexOf(text ?? '一') + 1 || Number(text);

export const enWeekday = (text: string | undefined): number =>
  WEEKDAY_NAMES.indexOf((text ?? '').slice(0, 3)) + 1;

export const enMonth = (text: string | undefined): number =>
  MONTH_NAMES.indexOf((text ?? '').slice(0, 3)) + 1;

/** The day of a year and a month; null where the calendar has none. */
export function onDay(year: number, month: number, day: number): LocalDate | null {
  if (!(year >= 2000 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null;
  return day <= dayOf(endOfMonth(dateOf(year, month, 1))) ? dateOf(year, month, day) : null;
}

/** So many days from today; null where the count is none. */
export const inDays = (count: number, { today }: Reference): LocalDate | null =>
  Number.isInteger(count) ? addDays(today, count) : null;

export const inMonths = (count: number, { today }: Reference): LocalDate | null =>
  Number.isInteger(count) ? addMonths(today, count) : null;

/** The first day of the month that lies so many months from this one. */
export const monthAt = ({ today }: Reference, months: number): LocalDate =>
  addMonths(dateOf(yearOf(today), monthOf(today), 1), months);

export const dayOfMonthAt = (at: Reference, months: number, day: number): LocalDate | null =>
  onDay(yearOf(monthAt(at, months)), monthOf(monthAt(at, months)), day);

/** A day of the calendar that is over for no more days than this is a slip to be asked about, not next year's. */
const LATELY = 31;

/** What nobody means by a day without a year that is told as past: longer ago than this. */
const LONG_AGO = 300;

/** A day of the year: the coming one, or the last one when it is told as past. */
export function inYear(month: number, day: number, { today, tense }: Reference): LocalDate | null {
  const [before, date, after] = [-1, 0, 1].map((years) => onDay(yearOf(today) + years, month, day));
  const past = date && date <= today ? date : before;
  if (tense === 'past' && past && past >= addDays(today, -LONG_AGO)) return past;
  return date && date >= addDays(today, -LATELY) ? date : (after ?? date ?? null);
}

/** A bare day of the month: this month's, or the next one's when it is over; the other way round when past. */
export function inMonth(day: number, at: Reference): LocalDate | null {
  const date = dayOfMonthAt(at, 0, day);
  if (at.tense === 'past') return date && date <= at.today ? date : dayOfMonthAt(at, -1, day);
  return date && date >= at.today ? date : dayOfMonthAt(at, 1, day);
}

/** A weekday (1 = Monday) of the week that lies so many weeks from this one. */
export const weekdayAt = ({ today }: Reference, weeks: number, weekday: number): LocalDate =>
  addDays(today, 7 * weeks + weekday - weekdayOf(today));

/** A weekday without a week: the coming one, or the last one when past; never today. */
export function bareWeekday(weekday: number, { today, tense }: Reference): LocalDate {
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  return addDays(today, tense === 'past' ? ahead - 7 : ahead === 0 ? 7 : ahead);
}

/** A weekday of this week; the coming one where it is over, unless it is told as past. */
export function thisWeekday(weekday: number, at: Reference): LocalDate {
  const date = weekdayAt(at, 0, weekday);
  return at.tense === 'coming' && date < at.today ? bareWeekday(weekday, at) : date;
}
