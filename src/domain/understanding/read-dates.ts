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
import { beforeFeast, feastDay } from './feasts.js';
import { mask } from './normalise.js';
import { CHINESE_NUMERAL, ENGLISH_NUMERAL, readNumeral } from './read-numbers.js';

export interface DateReading {
  readonly date: LocalDate;
  /** The text with the words of the date blanked. */
  readonly rest: string;
}

interface Reference {
  readonly today: LocalDate;
  /** Whether something that already happened is being told. */
  readonly past: boolean;
}

type Rule = readonly [
  pattern: RegExp,
  read: (match: RegExpExecArray, reference: Reference) => LocalDate | null,
];

const N = `(\\d{1,3}|[${CHINESE_NUMERAL}]{1,6})`;
const D = `(\\d{1,2}|[${CHINESE_NUMERAL}]{1,3})`;
const EN = `(\\d{1,3}|${ENGLISH_NUMERAL})`;
const WEEK = '(?:周|星期|礼拜)';
const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const WEEKDAY = '(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?';
const WEEKDAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const number = (text: string | undefined): number => (text === undefined ? NaN : (readNumeral(text) ?? NaN));

function onDay(year: number, month: number, day: number): LocalDate | null {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null;
  const first = dateOf(year, month, 1);
  return day <= dayOf(endOfMonth(first)) ? dateOf(year, month, day) : null;
}

/** A day of the calendar that is over for no more days than this is a slip to be asked about, not next year's. */
const LATELY = 31;

/** A day of the year: the coming one, or the last one when it is told as past. */
function inYear(month: number, day: number, { today, past }: Reference): LocalDate | null {
  const date = onDay(yearOf(today), month, day);
  if (date === null) return null;
  if (past) return date > today ? onDay(yearOf(today) - 1, month, day) : date;
  return date < addDays(today, -LATELY) ? onDay(yearOf(today) + 1, month, day) : date;
}

/** A bare day of the month: this month's, or the next one's when it is over; the other way round when past. */
function inMonth(day: number, { today, past }: Reference): LocalDate | null {
  const date = onDay(yearOf(today), monthOf(today), day);
  const shifted = addMonths(dateOf(yearOf(today), monthOf(today), 1), past ? -1 : 1);
  const wrong = date === null || (past ? date > today : date < today);
  return wrong ? onDay(yearOf(shifted), monthOf(shifted), day) : date;
}

const nextMonth = ({ today }: Reference): LocalDate => addMonths(dateOf(yearOf(today), monthOf(today), 1), 1);

const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date));

/** The coming weekday (today counts when said as "this"), or the last one when past. */
function comingWeekday(weekday: number, { today, past }: Reference): LocalDate {
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  return past ? addDays(today, ahead === 0 ? 0 : ahead - 7) : addDays(today, ahead === 0 ? 7 : ahead);
}

const zhWeekday = (text: string | undefined): number =>
  text === '末' ? 6 : '一二三四五六日'.indexOf(text === '天' || text === '七' ? '日' : (text ?? '')) + 1;

const enWeekday = (text: string | undefined): number => WEEKDAY_NAMES.indexOf((text ?? '').slice(0, 3)) + 1;

const enMonth = (text: string | undefined): number => MONTH_NAMES.indexOf((text ?? '').slice(0, 3)) + 1;

const shift =
  (days: number) =>
  (_: RegExpExecArray, { today }: Reference): LocalDate =>
    addDays(today, days);

const ZH_RULES: readonly Rule[] = [
  [
    /(20\d{2})[年/.-](\d{1,2})[月/.-](\d{1,2})[日号]?/,
    (m) => onDay(Number(m[1]), Number(m[2]), Number(m[3])),
  ],
  [
    new RegExp(`下个?月${D}[号日]`),
    (m, r) => onDay(yearOf(nextMonth(r)), monthOf(nextMonth(r)), number(m[1])),
  ],
  [new RegExp(`下个?月(?:底|末|最后一天)`), (_, r) => endOfMonth(nextMonth(r))],
  [new RegExp(`(?:这个?|本)月${D}[号日]`), (m, r) => onDay(yearOf(r.today), monthOf(r.today), number(m[1]))],
  [
    new RegExp(`${D}月(?:底|末)`),
    (m, r) => {
      const first = inYear(number(m[1]), 28, r);
      return first && endOfMonth(first);
    },
  ],
  [new RegExp(`${D}月${D}[号日]?`), (m, r) => inYear(number(m[1]), number(m[2]), r)],
  [/(?:这个?|本)?(?:月底|月末|月最后一天)/, (_, r) => endOfMonth(r.today)],
  [
    new RegExp(`下下个?${WEEK}([一二三四五六日天末七])`),
    (m, r) => addDays(mondayOf(r.today), 13 + zhWeekday(m[1])),
  ],
  [
    new RegExp(`下个?${WEEK}([一二三四五六日天末七])`),
    (m, r) => addDays(mondayOf(r.today), 6 + zhWeekday(m[1])),
  ],
  [
    new RegExp(`上个?${WEEK}([一二三四五六日天末七])`),
    (m, r) => addDays(mondayOf(r.today), zhWeekday(m[1]) - 8),
  ],
  [
    new RegExp(`(?:这个?|本)${WEEK}([一二三四五六日天末七])`),
    (m, r) => addDays(mondayOf(r.today), zhWeekday(m[1]) - 1),
  ],
  [new RegExp(`(?<![一每两半])${WEEK}([一二三四五六日天末七])`), (m, r) => comingWeekday(zhWeekday(m[1]), r)],
  [/大后天/, shift(3)],
  [/后天|后日/, shift(2)],
  [/明天|明日|明早|明晚|明儿|听日|mingtian/, shift(1)],
  [/今天|今日|今晚|今儿|jintian/, shift(0)],
  [/大前天/, shift(-3)],
  [/前天/, shift(-2)],
  [/昨天|昨日|昨晚|zuotian/, shift(-1)],
  [/半个月(?:以|之)?(?:后|内|里)?/, shift(15)],
  [new RegExp(`${N}天(?:以|之)?(?:后|内|里|时间)`), (m, r) => addDays(r.today, number(m[1]))],
  [new RegExp(`(?:再给|给|宽限|等|过)我?${N}天`), (m, r) => addDays(r.today, number(m[1]))],
  [new RegExp(`${N}个?${WEEK}(?:以|之)?(?:后|内|里)`), (m, r) => addDays(r.today, 7 * number(m[1]))],
  [new RegExp(`${N}个月(?:以|之)?后`), (m, r) => addMonths(r.today, number(m[1]))],
  [new RegExp(`(?<![\\d月])${D}[号日](?!码|线)`), (m, r) => inMonth(number(m[1]), r)],
];

const FEAST_RULES: readonly Rule[] = [
  [
    /(过年|春节|年三十|除夕|大年夜|元旦|圣诞节?|平安夜|冬至|腊八|小年|元宵节?|大年初一|春节当天|\bnew year'?s? eve|\bnew year'?s?(?: day)?|\bchristmas eve|\bchristmas|\bxmas|\bthanksgiving|\bspring festival|\b(?:chinese|lunar) new year|\bcny(?! ?\d))(前一天|之?前|以前)?/,
    (m, r) => (m[2] === '前一天' ? beforeFeast(m[1] ?? '', r.today) : feastDay(m[1] ?? '', r.today, m[2] !== undefined)),
  ],
  [/(?:\bend of|\blate) (jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\b/, (m, r) => {
    const first = inYear(enMonth(m[1]), 28, r);
    return first && endOfMonth(first);
  }],
  [/\b(\d{1,2})\/(\d{1,2})\/(20\d{2})\b/, (m) => onDay(Number(m[3]), Number(m[1]), Number(m[2]))],
  [/\blast day of (?:the |this )?month\b/, (_, r) => endOfMonth(r.today)],
  [/\bnext week,? (?:on )?(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b/, (m, r) => addDays(mondayOf(r.today), 6 + enWeekday(m[1]))],
  [/\b(mon|tues?|wed|thu(?:rs?)?|fri)\b(?! ?-)/, (m, r) => comingWeekday(enWeekday(m[1]), r)],
  [new RegExp(`\\b${EN} (?:more days|days late)\\b`), (m, r) => addDays(r.today, number(m[1]))],
  [/昨儿|寻日/, shift(-1)],
  [/\blast ni(?:ght|te)\b/, shift(-1)],
  [/\bthis (?:morning|afternoon|evening)\b|(?:分钟|小时|个钟)前|刚才/, shift(0)],
  [/\bnext weekend\b/, (_, r) => addDays(mondayOf(r.today), 12)],
  [new RegExp(`\\b${EN} (days?|weeks?) (ago|from (?:now|today))\\b`), (m, r) => addDays(r.today, number(m[1]) * (m[2]?.startsWith('week') ? 7 : 1) * (m[3] === 'ago' ? -1 : 1))],
  [new RegExp(`\\b(?:push|move|delay)\\w*(?: it| this| that| the date)?(?: back)? (?:by )?${EN} (days?|weeks?)\\b`), (m, r) => addDays(r.today, number(m[1]) * (m[2]?.startsWith('week') ? 7 : 1))],
  [new RegExp(`(?:晚|迟|延|缓|推迟|延后|延期|宽限)${N}天`), (m, r) => addDays(r.today, number(m[1]))],
  [new RegExp(`${N}天(?:之|以)?前`), (m, r) => addDays(r.today, -number(m[1]))],
  [/\b(?:on|by|to) the (first|fifth|tenth|fifteenth|twentieth)\b(?! (?:payment|instal|one))/, (m, r) => inMonth({ first: 1, fifth: 5, tenth: 10, fifteenth: 15, twentieth: 20 }[m[1] ?? ''] ?? 0, r)],
];

const EN_RULES: readonly Rule[] = [
  [/\b(20\d{2})-(\d{1,2})-(\d{1,2})\b/, (m) => onDay(Number(m[1]), Number(m[2]), Number(m[3]))],
  [/\bday after tomorrow\b/, shift(2)],
  [/\b(?:tomorrow|tmrw?|tomoz|2moro)\b/, shift(1)],
  [/\b(?:today|tonight)\b/, shift(0)],
  [/\byesterday\b/, shift(-1)],
  [
    new RegExp(`\\b(?:the )?(\\d{1,2})(?:st|nd|rd|th)? (?:of )?next month\\b`),
    (m, r) => onDay(yearOf(nextMonth(r)), monthOf(nextMonth(r)), Number(m[1])),
  ],
  [/\bend of next month\b/, (_, r) => endOfMonth(nextMonth(r))],
  [/\b(?:end of (?:the |this )?month|month'?s? end|eom)\b/, (_, r) => endOfMonth(r.today)],
  [
    new RegExp(`\\b${MONTH}\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,? (20\\d{2}))?(?![\\d,.]*\\d)`),
    (m, r) =>
      m[3] ? onDay(Number(m[3]), enMonth(m[1]), Number(m[2])) : inYear(enMonth(m[1]), Number(m[2]), r),
  ],
  [
    new RegExp(`\\b(?:the )?(\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH}\\b(?: (20\\d{2}))?`),
    (m, r) =>
      m[3] ? onDay(Number(m[3]), enMonth(m[2]), Number(m[1])) : inYear(enMonth(m[2]), Number(m[1]), r),
  ],
  [/(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/])/, (m, r) => inYear(Number(m[1]), Number(m[2]), r)],
  [new RegExp(`\\bnext ${WEEKDAY}\\b`), (m, r) => addDays(mondayOf(r.today), 6 + enWeekday(m[1]))],
  [new RegExp(`\\blast ${WEEKDAY}\\b`), (m, r) => comingWeekday(enWeekday(m[1]), { ...r, past: true })],
  [
    new RegExp(`\\b(?:this|on|by|til|till|until|before|come) ${WEEKDAY}\\b`),
    (m, r) =>
      m[0].startsWith('this') && enWeekday(m[1]) === weekdayOf(r.today)
        ? r.today
        : comingWeekday(enWeekday(m[1]), r),
  ],
  [/\b(?:(mon|tues|wednes|thurs|fri|satur|sun)day)\b/, (m, r) => comingWeekday(enWeekday(m[1]), r)],
  [/\b(?:this|the|on) weekend\b/, (_, r) => comingWeekday(6, r)],
  [/\b(?:a |one )?fortnight\b/, shift(14)],
  [
    new RegExp(`\\b(?:in|within|after|give me|another) (?:a )?${EN} (?:more )?days?\\b`),
    (m, r) => addDays(r.today, number(m[1])),
  ],
  [new RegExp(`\\b${EN} days? (?:from now|time)\\b`), (m, r) => addDays(r.today, number(m[1]))],
  [
    new RegExp(`\\b(?:in|within|after|give me|another) (?:a )?${EN} (?:more )?(?:weeks?|wks?)\\b`),
    (m, r) => addDays(r.today, 7 * number(m[1])),
  ],
  [new RegExp(`(?<!rest )\\bin ${EN} months?\\b(?! plan)`), (m, r) => addMonths(r.today, number(m[1]))],
  [
    /\b(?:on |by |til |till |until )?(?:the )?(\d{1,2})(?:st|nd|rd|th)\b(?! (?:payment|instal|part|time|call))/,
    (m, r) => inMonth(Number(m[1]), r),
  ],
];

/** The first date that a text names and does not rule out, in either language; null where it names none. */
export function readDate(text: string, reference: Reference): DateReading | null {
  let found: { date: LocalDate; index: number; length: number } | null = null;
  for (const [pattern, read] of RULES) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      if (found !== null && match.index >= found.index) break;
      if (isDenied(text, match.index, match[0].length)) continue;
      const date = read(match, reference);
      if (date === null) continue;
      const overlaps = found !== null && match.index + match[0].length > found.index;
      if (!overlaps) found = { date, index: match.index, length: match[0].length };
      break;
    }
  }
  return found && { date: found.date, rest: mask(text, found.index, found.length) };
}

const RULES: readonly Rule[] = [...ZH_RULES, ...FEAST_RULES, ...EN_RULES].map(
  ([pattern, read]) => [new RegExp(pattern.source, 'g'), read] as const,
);

/** `not today`, `今天不行`: a day that is named to be ruled out. */
const isDenied = (text: string, index: number, length: number): boolean =>
  /(?:\bnot|\bnever|\bcan't|couldn't|can't do (?:it|this)|no time|swamped|no need to do (?:it|this)|murder|不是|不要|没说|别)\s?(?:on |by )?$/.test(
    text.slice(Math.max(0, index - 24), index),
  ) ||
  /^(?:真?没空|不行|不方便|没时间|没空|不得空|说不了|晚上?都?没空|签| ?(?:is|'s) (?:no good|bad)| doesn't work| won't work|'s installment)/.test(
    text.slice(index + length, index + length + 20),
  );
