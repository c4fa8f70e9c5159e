import type { LocalDate } from '../calendar/local-date.js';
import { monthOf, weekdayOf, yearOf } from '../calendar/local-date.js';
import type { DateRule, Reading, Tense } from './calendar-words.js';
import { noDay, onDay } from './calendar-words.js';
import { EN_RULES } from './date-rules-en.js';
import { ZH_RULES } from './date-rules-zh.js';
import type { DateRole } from './date-roles.js';
import { isCallback, isLast, isPayment, isPromised, roleOf, surroundingsOf, tenseOf } from './date-roles.js';
import { FEAST_RULES } from './feasts.js';
import { mask } from './normalise.js';

export interface DateReading {
  /** The debtor's own day: of the first payment, of a payment made, of a call. */
  readonly date?: LocalDate;
  /** Days of which the debtor means one, likeliest first, and the words that say so; then there is no `date`. */
  readonly unsure?: { readonly readings: readonly LocalDate[]; readonly words: string };
  /** The text with the words of the date blanked. */
  readonly rest: string;
}

export interface DateContext {
  readonly today: LocalDate;
  /** What a day stands for where its own clause does not tell: a payment made, or one to come. */
  readonly past: boolean;
  /** Whether the message asks to be called at another time. */
  readonly callback: boolean;
  /** Whether the message accepts what was offered, so that a day that is here or over is when it was offered. */
  readonly accepts: boolean;
  /** Whether only a day counts on which the writer says they pay, as in a message that is about something else. */
  readonly aside: boolean;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly read: (tense: Tense) => Reading;
}

interface Mention extends Span {
  readonly readings: readonly LocalDate[];
  readonly role: DateRole;
  readonly callback: boolean;
  readonly pays: boolean;
  readonly promised: boolean;
  readonly last: boolean;
}

const RULES: readonly DateRule[] = [...FEAST_RULES, ...ZH_RULES, ...EN_RULES].map(
  ([pattern, read]) => [new RegExp(pattern.source, 'g'), read] as const,
);

/** Nobody names more days than this in one message. */
const MOST = 24;
const NAMES_A_DAY = /\d|[天日号月周期拜节夕宵夜年末前后今明昨清午早冬中小双腊初]|[a-z]{3}/;

const daysOf = (reading: Reading): readonly LocalDate[] =>
  reading === null ? [] : typeof reading === 'string' ? [reading] : reading;

/** Every stretch of words that names a day, from left to right; of those that overlap the first, then the longest. */
function spansIn(text: string, today: LocalDate): readonly Span[] {
  if (!NAMES_A_DAY.test(text)) return [];
  const monthFirst = /[\u4e00-\u9fff]/.test(text);
  const spans: Span[] = [];
  for (const [pattern, rule] of RULES) {
    for (const match of text.matchAll(pattern)) {
      const read = (tense: Tense): Reading => rule(match, { today, tense, monthFirst });
      const nothing = rule !== noDay && daysOf(read('coming')).length === 0 && daysOf(read('past')).length === 0;
      if (nothing && !/[a-z\u4e00-\u9fff]/.test(match[0])) continue;
      const start = match.index + (match[0].length - match[0].trimStart().length);
      spans.push({ start, end: match.index + match[0].length, words: match[0].trim(), read });
    }
  }
  spans.sort((one, other) => one.start - other.start || other.end - one.end);
  const kept: Span[] = [];
  for (const span of spans) {
    if (kept.length === MOST) break;
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span);
  }
  return kept;
}

const EITHER = /^\s?(?:,?\s?(?:或者?|或是|还是|要么|或|\bor\b|or maybe|maybe)(?:说|者|是)?|\/|、)\s?(?:maybe )?(?:on |by )?(?:the )?$/;
/** `Friday the 28th`: one day in two ways. */
const BOTH = /^[\s,，(（]*(?:the )?$/;
const IS_WEEKDAY = /^(?:[下这本上]个?)?(?:周|星期|礼拜)|^(?:this |next |on )?(?:mon|tue|wed|thu|fri|sat|sun)/;
const BETWEEN = /^\s?(?:到|至|~|-|–|and|to)\s?(?:the )?$/;
const RANGE_OPENS = /\bbetween (?:the )?$/;
const RANGE_ENDS = /^(?:之间|这几天|这两天|中间)/;
const TAKEN_BACK = /(?:不对|说错了|哦不|不不|\bno,? wait|\bactually|\bi mean|\bscratch that|\bor rather|\bmake (?:it|that))[^,，。]{0,8}[,，]?\s?(?:on |the )?$/;

/** The months of two days named together are one where only one of them names it: `12月3号或者4号`, `the 3rd or 4th of December`. */
function inMonthOf(named: Mention, bare: Mention): Mention {
  const day = /^(?:the )?(\d{1,2})(?:st|nd|rd|th|号|日)$/.exec(bare.words)?.[1];
  const [date] = named.readings;
  if (day === undefined || date === undefined || !/月|[a-z]{3}/.test(named.words)) return bare;
  const moved = onDay(yearOf(date), monthOf(date), Number(day));
  return moved ? { ...bare, readings: [moved] } : bare;
}

/** The days that a mention may stand for, with the one that is named right after it. */
function alternatives(text: string, one: Mention, other: Mention | undefined): readonly LocalDate[] {
  if (!other || one.readings.length > 1) return one.readings;
  const link = text.slice(one.end, other.start);
  if (BOTH.test(link) && IS_WEEKDAY.test(one.words) && !IS_WEEKDAY.test(other.words)) {
    const [date] = one.readings;
    const same = other.readings.filter((day) => date !== undefined && weekdayOf(day) === weekdayOf(date));
    return same.length > 0 ? same : [...one.readings, ...other.readings];
  }
  const range =
    BETWEEN.test(link) &&
    (RANGE_OPENS.test(text.slice(Math.max(0, one.start - 12), one.start)) ||
      RANGE_ENDS.test(text.slice(other.end, other.end + 4)));
  if (!range && !EITHER.test(link)) return one.readings;
  return [...new Set([...inMonthOf(other, one).readings, ...inMonthOf(one, other).readings])];
}

/**
 * The day that the writer puts forward as their own, in either language. Days that are ruled out, that the other side
 * named or that something else happened on are passed over; null where none is left. Two days of which one is meant
 * are returned as such.
 */
export function readDate(text: string, context: DateContext): DateReading | null {
  const { today, past } = context;
  const mentions = spansIn(text, today).map((span): Mention => {
    const around = surroundingsOf(text, span.start, span.end);
    const tense = tenseOf(around) ?? (past ? 'past' : 'coming');
    return {
      ...span,
      readings: daysOf(span.read(tense)),
      role: roleOf(around),
      callback: isCallback(around),
      pays: isPayment(around),
      promised: isPromised(around),
      last: isLast(around),
    };
  });
  const days = mentions.filter(({ readings }) => readings.length > 0);
  const own = days.filter(({ role }) => role === 'own');
  const candidates = own.length > 0 ? own : days.filter(({ role }) => role === 'income');
  const chosen = choose(text, candidates, context);
  if (!chosen) return null;
  const following = candidates[candidates.indexOf(chosen) + 1];
  const rest = mask(text, chosen.start, chosen.end - chosen.start);
  const readings = chosen.last ? chosen.readings : alternatives(text, chosen, following);
  const [date] = readings;
  if (date === undefined) return null;
  if (readings.length === 1) return { date, rest };
  const end = chosen.readings.length > 1 || !following ? chosen.end : following.end;
  return { unsure: { readings, words: text.slice(chosen.start, end) }, rest };
}

/** Of several own days the one that the message is about: of a payment made one that is over, of others one to come. */
function choose(text: string, candidates: readonly Mention[], { today, past, callback, accepts, aside }: DateContext): Mention | undefined {
  const fits = ({ readings }: Mention): boolean =>
    readings.some((date) => (past ? date <= today : date >= today));
  const serious = candidates.filter(({ readings: [date = ''], pays, promised, callback: asksCall }) => {
    if (aside) return promised && date >= today;
    if (accepts) return date > today || (date === today && pays);
    return !callback || asksCall || date !== today;
  });
  const inTime = serious.filter(fits);
  const timely = inTime.length > 0 ? inTime : serious;
  const matching = timely.filter((one) => one.callback === callback);
  const pool = matching.length > 0 ? matching : timely;
  const latest = pool.find((one) => one.last);
  if (latest) return latest;
  const corrected = pool.findLast((one) => TAKEN_BACK.test(text.slice(Math.max(0, one.start - 24), one.start)));
  return corrected ?? pool[0];
}
