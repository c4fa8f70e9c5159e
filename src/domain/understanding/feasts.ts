import type { LocalDate } from '../calendar/local-date.js';
import { addDays, dateOf, endOfMonth, weekdayOf, yearOf } from '../calendar/local-date.js';
import type { DateRules, Reading, Reference } from './calendar-words.js';
import { ZH_DAY, countOf, dateRules, noDay } from './calendar-words.js';

type DayOfYear = (year: number) => LocalDate | null;
type MonthAndDay = readonly [month: number, day: number];

/** First day of the lunar year, and how many days the month before it has; Hong Kong Observatory's tables. */
const SPRING_FESTIVAL: Readonly<Record<number, readonly [...MonthAndDay, lastMonth: number]>> = {
  2025: [1, 29, 29],
  2026: [2, 17, 29],
  2027: [2, 6, 29],
  2028: [1, 26, 29],
  2029: [2, 13, 29],
  2030: [2, 3, 30],
  2031: [1, 23, 29],
  2032: [2, 11, 29],
  2033: [1, 31, 30],
  2034: [2, 19, 30],
  2035: [2, 8, 30],
  2036: [1, 28, 30],
};

const DRAGON_BOAT: Readonly<Record<number, MonthAndDay>> = {
  2025: [5, 31],
  2026: [6, 19],
  2027: [6, 9],
  2028: [5, 28],
  2029: [6, 16],
  2030: [6, 5],
  2031: [6, 24],
  2032: [6, 12],
  2033: [6, 1],
  2034: [6, 20],
  2035: [6, 10],
  2036: [5, 30],
};

const MID_AUTUMN: Readonly<Record<number, MonthAndDay>> = {
  2025: [10, 6],
  2026: [9, 25],
  2027: [9, 15],
  2028: [10, 3],
  2029: [9, 22],
  2030: [9, 12],
  2031: [10, 1],
  2032: [9, 19],
  2033: [9, 8],
  2034: [9, 27],
  2035: [9, 16],
  2036: [10, 4],
};

const DEEPAVALI: Readonly<Record<number, MonthAndDay>> = {
  2025: [10, 20],
  2026: [11, 8],
  2027: [10, 29],
  2028: [10, 17],
  2029: [11, 5],
  2030: [10, 26],
};

const listed =
  (table: Readonly<Record<number, MonthAndDay>>): DayOfYear =>
  (year) => {
    const day = table[year];
    return day ? dateOf(year, day[0], day[1]) : null;
  };

const fixed =
  (month: number, day: number): DayOfYear =>
  (year) =>
    dateOf(year, month, day);

/** A solar term that falls on `day` in leap years and the year after, and a day later otherwise; so until 2043. */
const solarTerm =
  (month: number, day: number): DayOfYear =>
  (year) =>
    dateOf(year, month, day + (year % 4 < 2 ? 0 : 1));

/** The n-th weekday (1 = Monday) of a month; the last one where n is 0. */
const nthWeekday =
  (month: number, weekday: number, n: number): DayOfYear =>
  (year) => {
    const first = dateOf(year, month, 1);
    const firstOne = addDays(first, (weekday - weekdayOf(first) + 7) % 7);
    if (n > 0) return addDays(firstOne, 7 * (n - 1));
    const last = endOfMonth(first);
    return addDays(last, -((weekdayOf(last) - weekday + 7) % 7));
  };

/** The western Easter Sunday, by the anonymous Gregorian computus. */
const easter: DayOfYear = (year) => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dateOf(year, Math.floor(n / 31), (n % 31) + 1);
};

const shifted =
  (read: DayOfYear, days: number): DayOfYear =>
  (year) => {
    const date = read(year);
    return date && addDays(date, days);
  };

const springFestival: DayOfYear = (year) => {
  const row = SPRING_FESTIVAL[year];
  return row ? dateOf(year, row[0], row[1]) : null;
};

/** A day of the last month of the lunar year, which ends with the spring festival of the year given. */
const inLastLunarMonth =
  (day: number): DayOfYear =>
  (year) => {
    const row = SPRING_FESTIVAL[year];
    return row && day <= row[2] ? addDays(dateOf(year, row[0], row[1]), day - 1 - row[2]) : null;
  };

const thanksgiving = nthWeekday(11, 4, 4);

/** Names of feasts, as the source of a regular expression each. */
const FEASTS: readonly (readonly [name: string, read: DayOfYear])[] = [
  ["除夕|年三十|大年夜|大年三十|年卅|chinese new year'?s? eve|cny eve", shifted(springFestival, -1)],
  ['元宵节?|正月十五', shifted(springFestival, 14)],
  ['(?:大)?年初一|正月初一|春节(?=当天|那天)|过年(?=当天|那天)', springFestival],
  ['腊八节?', inLastLunarMonth(8)],
  ['小年夜?(?!轻)', inLastLunarMonth(23)],
  ['清明节?', solarTerm(4, 4)],
  ['冬至', solarTerm(12, 21)],
  ['端午节?', listed(DRAGON_BOAT)],
  ['中秋节?', listed(MID_AUTUMN)],
  ['元旦节?', fixed(1, 1)],
  ['平安夜|\\bchristmas eve\\b|\\bxmas eve\\b', fixed(12, 24)],
  ['圣诞节?|\\bchristmas(?: day)?\\b|\\bxmas(?: day)?\\b', fixed(12, 25)],
  ['国庆节?|十一(?=长假|假期|黄金周|国庆)', fixed(10, 1)],
  ['(?<![周期拜一二三四五六七八九十百千万])五一(?![百千万块周个])(?:劳动)?节?|劳动节', fixed(5, 1)],
  ['双(?:十一|11)', fixed(11, 11)],
  ['双(?:十二|12)', fixed(12, 12)],
  ["\\bnew year'?s? eve\\b|\\bnye\\b|跨年夜?", fixed(12, 31)],
  ["(?<!chinese |lunar )\\bnew year(?:'?s(?: day)?| day)\\b", fixed(1, 1)],
  ["\\bspring festival\\b|\\b(?:chinese|lunar) new year'?s?(?: day)?\\b|\\bcny\\b(?! ?\\d)", springFestival],
  ['\\bthanksgiving(?: day)?\\b|感恩节', thanksgiving],
  ['\\bblack friday\\b|黑五|黑色星期五', shifted(thanksgiving, 1)],
  ['\\bcyber monday\\b', shifted(thanksgiving, 4)],
  ['\\bboxing day\\b', fixed(12, 26)],
  ['\\bhalloween\\b|万圣节', fixed(10, 31)],
  ["\\bvalentine'?s?(?: day)?\\b|情人节", fixed(2, 14)],
  ['\\bmlk(?: day)?\\b|\\bmartin luther king(?: jr)?\\.?(?: day)?\\b', nthWeekday(1, 1, 3)],
  ["\\bpresident'?s'? day\\b", nthWeekday(2, 1, 3)],
  ['\\bmemorial day\\b', nthWeekday(5, 1, 0)],
  ['\\blabou?r day\\b', nthWeekday(9, 1, 1)],
  ['\\b(?:fourth of july|independence day)\\b', fixed(7, 4)],
  ["\\bveteran'?s'? day\\b", fixed(11, 11)],
  ['\\bgood friday\\b', shifted(easter, -2)],
  ['\\beaster monday\\b', shifted(easter, 1)],
  ['\\beaster(?: sunday)?\\b|复活节', easter],
  ['\\b(?:deepavali|diwali)\\b', listed(DEEPAVALI)],
];

/** The coming day of a feast, or the last one when it is told as past; null for years that are in no table. */
function dayOfFeast(read: DayOfYear, { today, tense }: Reference): LocalDate | null {
  const years = tense === 'past' ? [0, -1] : [0, 1];
  const dates = years.map((shift) => read(yearOf(today) + shift));
  return dates.find((date) => date !== null && (tense === 'past' ? date <= today : date >= today)) ?? null;
}

/** Feasts last for days or are spoken of as a season: what comes after one is no day. */
const AFTER = '(?:以后|之后|过后|过完|过了|后)(?!天)';
const IS_AFTER = new RegExp(`^${AFTER}`);
const EVE = '的?(?:前一天|前一日|前夕|前夜|头一天)';

const feastRule = (name: string, read: DayOfYear) =>
  [
    `(\\bafter |\\bmerry |\\bhappy |过了|过完|\\bday before )?(?:the )?(?:${name})(${EVE}|${AFTER})?`,
    (match: RegExpExecArray, at: Reference): Reading => {
      const [, before, after] = match;
      if (/^(?:after|merry|happy|过)/.test(before ?? '') || (after !== undefined && IS_AFTER.test(after)))
        return null;
      const date = dayOfFeast(read, at);
      return date && (before !== undefined || after !== undefined) ? addDays(date, -1) : date;
    },
  ] as const;

/** Feasts and days of the lunar calendar. `过年` and `春节` alone last for days, so only "before" makes a day of them. */
export const FEAST_RULES: DateRules = dateRules(
  `过年|春节|腊月|正月|年初|农历|阴历|${FEASTS.map(([name]) => name).join('|')}`,
  [
    ...FEASTS.map(([name, read]) => feastRule(name, read)),
    [
      '(?:过年|春节)(前一天|之?前|以前)',
      (m, at) => dayOfFeast(shifted(springFestival, m[1] === '前一天' ? -1 : 0), at),
    ],
    [
      `(?:农历|阴历)?(腊月|正月|大?年(?=初))初?${ZH_DAY}[号日]?`,
      ([, month, day], at) =>
        dayOfFeast(
          month === '腊月' ? inLastLunarMonth(countOf(day)) : shifted(springFestival, countOf(day) - 1),
          at,
        ),
    ],
    [`(?:农历|阴历)${ZH_DAY}月初?${ZH_DAY}[号日]?`, noDay],
  ],
);
