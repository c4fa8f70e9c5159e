import { endOfMonth, yearOf } from '../calendar/local-date.js';
import type { DateRule, DateRules, Reading, Reference } from './calendar-words.js';
import {
  ZH_COUNT,
  ZH_DAY,
  ZH_WEEK,
  ZH_WEEKDAY,
  bareWeekday,
  countOf,
  dateRules,
  dayOfMonthAt,
  inDays,
  inMonth,
  inMonths,
  inYear,
  monthAt,
  noDay,
  onDay,
  thisWeekday,
  weekdayAt,
  zhWeekday,
} from './calendar-words.js';

const rule = (source: string, read: DateRule[1]) => [source, read] as const;

const shift =
  (days: number): DateRule[1] =>
  (_, at) =>
    inDays(days, at);

const YEARS: Readonly<Record<string, number>> = { 去年: -1, 今年: 0, 明年: 1, 后年: 2 };
const yearOfWord = (word: string, { today }: Reference): number => yearOf(today) + (YEARS[word] ?? 0);

const lastDay = (year: number, month: number): Reading => {
  const first = onDay(year, month, 1);
  return first && endOfMonth(first);
};

const END = '(?:月底|月末|月尾|月的?最后一天)';
const WITHIN = '(?:以|之)?(?:后|内|里头?)';
/** What asks for time; a length of time after it counts from now. */
const GRANT =
  '(?:再给|给|宽限|再?宽(?=我)|宽裕|容|等|等上|过|再过|再等|晚|迟|延|缓|推|拖|推迟|延后|延期|延迟|延长|后延|往后(?:推|挪|拖|延))(?:我|到|个)?';
const HALF_MONTH = '(?<![一二两三四五六七八九十]个)半个?月';
/** `7号` of a house, a line or a list is no day. */
const NO_NUMBER = '(?!码|线|楼|院|店|机|仓|厅|窗|车|床|公|方案|选项|那笔)';
/** Words that make a day of the number before them. */
const ACTS = '(?=[,，。.!?？]|$| |前|之前|以前|那天|当天|我|吧|就|再|还|转|付|打|给|交|能|可|行|发)';

const CALENDAR = dateRules('[年月号日]|\\d[./-]\\d', [
  rule('(19|20)(\\d{2})\\s?[年/.-]\\s?(\\d{1,2})\\s?[月/.-]\\s?(\\d{1,2})[日号]?(?!\\d)', (m) =>
    onDay(Number(`${m[1] ?? ''}${m[2] ?? ''}`), Number(m[3]), Number(m[4])),
  ),
  rule('(?:19|20)\\d{2}年(?:\\d{1,2}月)?', noDay),
  rule(`(去年|今年|明年|后年)的?${ZH_DAY}月份?的?${ZH_DAY}[号日]?`, (m, at) =>
    onDay(yearOfWord(m[1] ?? '', at), countOf(m[2]), countOf(m[3])),
  ),
  rule(`(去年|今年|明年|后年)的?${ZH_DAY}(?:月的?)?${END}`, (m, at) =>
    lastDay(yearOfWord(m[1] ?? '', at), countOf(m[2])),
  ),
  rule(`(?<!\\d)${ZH_DAY}(?:月的?)?${END}`, (m, at) => {
    const day = inYear(countOf(m[1]), 28, at);
    return day && endOfMonth(day);
  }),
  rule(`(?<!\\d)${ZH_DAY}月份?的?${ZH_DAY}[号日]?(?![\\d十百千万块元])`, (m, at) =>
    inYear(countOf(m[1]), countOf(m[2]), at),
  ),
  rule(
    `(?<![\\d.:/-])(1[0-2]|0?[1-9])([./-])(\\d{1,2})(?:[号日]|(?=(?:之|以)?前|当天|那天|到账))(?!线)`,
    (m, at) => inYear(Number(m[1]), Number(m[3]), at),
  ),
  rule(`(?<![\\d.:/-])(1[0-2]|0[1-9])-([0-3]\\d)(?![\\d-])`, (m, at) =>
    inYear(Number(m[1]), Number(m[2]), at),
  ),
  rule('(?:今年|年)(?:的)?最后一天|年底(?:之|以)?前|今年年?底(?:之|以)?前', (_, { today }) =>
    onDay(yearOf(today), 12, 31),
  ),

  rule(`元月${ZH_DAY}[号日]`, (m, at) => inYear(1, countOf(m[1]), at)),
  rule(`下下个?月的?${ZH_DAY}[号日]?${NO_NUMBER}`, (m, at) => dayOfMonthAt(at, 2, countOf(m[1]))),
  rule(`下个?月的?${ZH_DAY}(?:[号日]${NO_NUMBER}|${ACTS})`, (m, at) => dayOfMonthAt(at, 1, countOf(m[1]))),
  rule(`上个?月的?${ZH_DAY}(?:[号日]${NO_NUMBER}|${ACTS})`, (m, at) => dayOfMonthAt(at, -1, countOf(m[1]))),
  rule(`(?:这个?|本|当|今个?)月的?${ZH_DAY}(?:[号日]${NO_NUMBER}|${ACTS})`, (m, at) =>
    at.tense === 'past' ? inMonth(countOf(m[1]), at) : dayOfMonthAt(at, 0, countOf(m[1])),
  ),
  rule(`下下个?(?:月的?)?${END}`, (_, at) => endOfMonth(monthAt(at, 2))),
  rule(`下个?(?:月的?)?${END}`, (_, at) => endOfMonth(monthAt(at, 1))),
  rule(`上个?(?:月的?)?${END}`, (_, at) => endOfMonth(monthAt(at, -1))),
  rule(`(?:这个?|本|当|今个?)?${END}`, (_, at) => endOfMonth(monthAt(at, at.tense === 'past' ? -1 : 0))),
  rule('(?:每|上上?|下下?|这)个?月(?:的)?(?:初|中旬?|上旬|下旬)|(?:月初|月中|[上中下]旬)', noDay),
  rule(`每个?月的?${ZH_DAY}[号日]${NO_NUMBER}`, (m, at) => inMonth(countOf(m[1]), at)),
  rule(`(?<![\\d月.年第一二三四五六七八九十])${ZH_DAY}[号日]${NO_NUMBER}(?![\\d])`, (m, at) =>
    inMonth(countOf(m[1]), at),
  ),
  rule('每个?月\\D?(\\d{1,2})(?=到|发|出|来)', (m, at) => inMonth(Number(m[1]), at)),
]);

const WEEKDAYS = dateRules('周|星期|礼拜', [
  rule(`(下{1,3})个?${ZH_WEEK}${ZH_WEEKDAY}(?![百千万])`, (m, at) =>
    weekdayAt(at, (m[1] ?? '').length, zhWeekday(m[2])),
  ),
  rule(`(上{1,3})个?${ZH_WEEK}${ZH_WEEKDAY}(?![百千万])`, (m, at) =>
    weekdayAt(at, -(m[1] ?? '').length, zhWeekday(m[2])),
  ),
  rule(`(?:这个?|本|今个?)${ZH_WEEK}${ZH_WEEKDAY}(?![百千万])`, (m, at) => thisWeekday(zhWeekday(m[1]), at)),
  rule(`(?<![一二两三四五六七八九十每半按个几\\d])${ZH_WEEK}${ZH_WEEKDAY}(?![百千万])`, (m, at) =>
    bareWeekday(zhWeekday(m[1]), at),
  ),
  rule(`(?:每个?|一)${ZH_WEEK}${ZH_WEEKDAY}|${ZH_WEEK}${ZH_WEEKDAY}[到至-]${ZH_WEEK}?${ZH_WEEKDAY}`, noDay),
  rule('(?:这个?|本)?周末', (_, at) => bareWeekday(6, at)),
]);

const DAYS = dateRules('[天日早晚儿晨夜午]|下班|傍|钟|小时|今个', [
  rule('大后[天日]', shift(3)),
  rule('(?<!大)后[天日](?!性|努力)', shift(2)),
  rule('(?<!说)明早|明[天日晚儿]|第二天(?=还|给)|听日', shift(1)),
  rule(`今[天日]是?${ZH_WEEK}${ZH_WEEKDAY}`, noDay),
  rule('今[天日早晚儿晨]|今个儿?|当晚', shift(0)),
  rule('大前[天日]', shift(-3)),
  rule('(?<!大)前[天日晚儿]', shift(-2)),
  rule(
    '(?<![天日号昨今明后前一二三四五六])(?:早上|上午|中午)(?=[^,，。]{0,5}[还转付打存交弄][^,，。]{0,3}[的了])',
    shift(0),
  ),
  rule('昨[天日晚儿夜]|寻[日晚]|琴日', shift(-1)),
  rule('(?:\\d{1,3}|[一二两三四五六七八九十半几]{1,3})个?(?:分钟|小时|钟头|钟)(?:之|以)?前', shift(0)),

  rule(
    '(?<![天日号昨今明后前每儿周末早一二三四五六])(?:晚上|下午|傍晚|下班后?)(?=[^,，。]{0,8}(?:[还转付汇交存弄]|给(?!我)|打款|打钱))',
    shift(0),
  ),
]);

/** What is only about so long names no day. */
const LENGTHS = dateRules('[天日周月]|星期|礼拜|小时', [
  rule(
    `(?<![\\d一二两三四五六七八九十])\\d{1,2}\\s?(?:[-~、,，或]|到|至)\\s?\\d{1,2}(?:天|日|个?${ZH_WEEK}|个月)`,
    noDay,
  ),
  rule(`${HALF_MONTH}(?:之|以)?前`, shift(-15)),
  rule(`${HALF_MONTH}(?!工资|薪|收入|的工资|没|了|都|还是)`, shift(15)),
  rule(`(?<![\\d-])${ZH_COUNT}[天日](?:之|以)?前`, (m, at) => inDays(-countOf(m[1]), at)),
  rule(`(?<![\\d-])${ZH_COUNT}个?${ZH_WEEK}(?:之|以)?前`, (m, at) => inDays(-7 * countOf(m[1]), at)),
  rule(`${ZH_COUNT}个月(?:之|以)?前`, noDay),
  rule('(24|48|72|二十四|四十八|七十二)个?小时(?:之|以)?内', (m, at) => inDays(countOf(m[1]) / 24, at)),
  rule('拖两天', noDay),
  rule(`过两天(?!我?再?(?:还|存|转|付|给|打款|打钱))`, shift(2)),
  rule('(?:过|再过|等)两天', noDay),
  rule(`(?:${GRANT})?(?<![\\d-])${ZH_COUNT}天${WITHIN}|(?<![\\d-])${ZH_COUNT}日${WITHIN}`, (m, at) =>
    inDays(countOf(m[1] ?? m[2]), at),
  ),
  rule(`(?<![\\d-])${ZH_COUNT}天(?:的)?时间`, (m, at) => inDays(countOf(m[1]), at)),
  rule(`${GRANT}${ZH_COUNT}天(?!电话)`, (m, at) => inDays(countOf(m[1]), at)),
  rule(`(?:${GRANT})?(?<![\\d-])${ZH_COUNT}个?${ZH_WEEK}${WITHIN}`, (m, at) => inDays(7 * countOf(m[1]), at)),
  rule(`${GRANT}${ZH_COUNT}个?${ZH_WEEK}(?![一二三四五六日末])`, (m, at) => inDays(7 * countOf(m[1]), at)),
  rule(`(?<![\\d-])(?:${ZH_COUNT}个|([俩两]))月(?:(?:以|之)?后|(?:之|以)内)`, (m, at) =>
    inMonths(countOf(m[1] ?? m[2]), at),
  ),
]);

export const ZH_RULES: readonly DateRules[] = [CALENDAR, WEEKDAYS, DAYS, LENGTHS];
