import type { LocalDate } from '../calendar/local-date.js';
import type { DateRules, Reading, Tense } from './calendar-words.js';
import { alternatives } from './date-alternatives.js';
import { EN_RULES } from './date-rules-en.js';
import { ZH_RULES } from './date-rules-zh.js';
import type { DateRole } from './date-roles.js';
import {
  isCallback,
  isLast,
  isPayment,
  isPromised,
  roleOf,
  surroundingsOf,
  tellsHour,
  tenseOf,
} from './date-roles.js';
import { FEAST_RULES } from './feasts.js';
import { mask } from './normalise.js';

export interface DateReading {
  /** The debtor's own day: of the first payment, of a payment made, of a call. */
  readonly date?: LocalDate;
  /** Days of which the debtor means one, likeliest first, and the words that say so; then there is no `date`. */
  readonly unsure?: { readonly readings: readonly LocalDate[]; readonly words: string };
  /** The text with the words of all its days blanked. */
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
  readonly hour: boolean;
  readonly pays: boolean;
  readonly promised: boolean;
  readonly last: boolean;
}

const RULES: readonly DateRules[] = [FEAST_RULES, ...ZH_RULES, ...EN_RULES];

/** Nobody names more days than this in one message. */
const MOST = 24;
const daysOf = (reading: Reading): readonly LocalDate[] =>
  reading === null ? [] : typeof reading === 'string' ? [reading] : reading;

/** Characters around a sign within which all words of its date stand. */
const REACH = 48;

/** The parts of a text that are near signs of a date, as many as are read. */
function partsNear(text: string, signs: RegExp): readonly (readonly [start: number, end: number])[] {
  const parts: [start: number, end: number][] = [];
  let count = 0;
  signs.lastIndex = 0;
  for (let sign = signs.exec(text); sign !== null && count < MOST; sign = signs.exec(text)) {
    count += 1;
    const last = parts.at(-1);
    const start = Math.max(0, sign.index - REACH);
    const end = sign.index + sign[0].length + REACH;
    if (last && start <= last[1]) last[1] = end;
    else parts.push([start, end]);
  }
  return parts;
}

/** Every stretch of words that names a day, from left to right; of those that overlap the first, then the longest. */
function spansIn(text: string, today: LocalDate): readonly Span[] {
  const monthFirst = /[\u4e00-\u9fff]/.test(text);
  const spans: Span[] = [];
  for (const { signs, rules } of RULES) {
    for (const [from, to] of partsNear(text, signs)) {
      const part = text.slice(from, to);
      for (const [pattern, rule] of rules) {
        pattern.lastIndex = 0;
        for (let match = pattern.exec(part); match !== null; match = pattern.exec(part)) {
          const found = match;
          const start = from + found.index + (found[0].length - found[0].trimStart().length);
          spans.push({
            start,
            end: from + found.index + found[0].length,
            words: found[0].trim(),
            read: (tense) => rule(found, { today, tense, monthFirst }),
          });
        }
      }
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
      hour: tellsHour(around),
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
  const rest = days.reduce((left, { start, end }) => mask(left, start, end - start), text);
  const readings = chosen.last ? chosen.readings : alternatives(text, chosen, following);
  const [date] = readings;
  if (date === undefined) return null;
  if (readings.length === 1) return { date, rest };
  const end = chosen.readings.length > 1 || !following ? chosen.end : following.end;
  return { unsure: { readings, words: text.slice(chosen.start, end) }, rest };
}

/** Words after which a day stands that replaces the one before. */
const TAKEN_BACK =
  /(?:不对|说错了|哦不|不不|\bno,? wait|\bactually|\bi mean|\bscratch that|\bor rather|\bmake (?:it|that))[^,，。]{0,8}[,，]?\s?(?:on |the )?$/;

/** A day that is over and all that was written is the answer to a question for a day. */
const saysNoMore = (text: string, start: number, end: number): boolean =>
  !/[\p{L}\p{N}]/u.test(text.slice(0, start) + text.slice(end));

/** Of several own days the one that the message is about: of a payment made one that is over, of others one to come. */
function choose(
  text: string,
  candidates: readonly Mention[],
  { today, past, callback, accepts, aside }: DateContext,
): Mention | undefined {
  const fits = ({ readings }: Mention): boolean =>
    readings.some((date) => (past ? date <= today : date >= today));
  const serious = candidates.filter(
    ({ readings: [date = ''], pays, promised, hour, words, start, end, callback: asksCall }) => {
      if (aside) return promised && date >= today;
      if (accepts) return date > today || (date === today && pays);
      if (!past && date < today) return pays || saysNoMore(text, start, end);
      return (
        !callback || asksCall || date !== today || hour || /tonight|晚|下午|afternoon|evening/.test(words)
      );
    },
  );
  const inTime = serious.filter(fits);
  const timely = inTime.length > 0 ? inTime : serious;
  const matching = timely.filter((one) => one.callback === callback);
  const pool = matching.length > 0 ? matching : timely;
  const latest = pool.find((one) => one.last);
  if (latest) return latest;
  const corrected = pool.findLast((one) =>
    TAKEN_BACK.test(text.slice(Math.max(0, one.start - 24), one.start)),
  );
  return corrected ?? pool[0];
}
