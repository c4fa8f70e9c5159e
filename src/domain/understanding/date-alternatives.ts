import type { LocalDate } from '../calendar/local-date.js';
import { monthOf, weekdayOf, yearOf } from '../calendar/local-date.js';
import { onDay } from './calendar-words.js';

/** A stretch of a text and the days that it may stand for. */
export interface NamedDay {
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly readings: readonly LocalDate[];
}

const EITHER =
  /^\s?还?(?:,?\s?(?:或者?|或是|还是|要么|或|\bor\b|or maybe|maybe)(?:说|者|是)?|\/|、)\s?(?:maybe )?(?:on |by )?(?:the )?$/;
/** `Friday the 28th`: one day in two ways. */
const BOTH = /^[\s,，(（]*(?:the )?$/;
const IS_WEEKDAY = /^(?:[下这本上]个?)?(?:周|星期|礼拜)|^(?:this |next |on )?(?:mon|tue|wed|thu|fri|sat|sun)/;
const IS_CALENDAR_DAY = /\d|号|(?:st|nd|rd|th)$/;
const BETWEEN = /^\s?(?:到|至|~|-|–|and|to)\s?(?:the )?$/;
const RANGE_OPENS = /\bbetween (?:the )?$/;
const RANGE_ENDS = /^(?:之间|这几天|这两天|中间)/;
/** The months of two days named together are one where only one of them names it: `12月3号或者4号`, `the 3rd or 4th of December`. */
function inMonthOf(named: NamedDay, bare: NamedDay): NamedDay {
  const day = /^(?:the )?(\d{1,2})(?:st|nd|rd|th|号|日)$/.exec(bare.words)?.[1];
  const [date] = named.readings;
  if (day === undefined || date === undefined || !/月|[a-z]{3}/.test(named.words)) return bare;
  const moved = onDay(yearOf(date), monthOf(date), Number(day));
  return moved ? { ...bare, readings: [moved] } : bare;
}

/**
 * The days that a mention may stand for, with the one that is named right after it: one of two (`周五或者周六`), a stretch
 * (`between the 5th and the 10th`), or a weekday and a day of the month that do not fit each other.
 */
export function alternatives(text: string, one: NamedDay, other: NamedDay | undefined): readonly LocalDate[] {
  if (!other || one.readings.length > 1) return one.readings;
  const link = text.slice(one.end, other.start);
  if (BOTH.test(link) && IS_WEEKDAY.test(one.words) && IS_CALENDAR_DAY.test(other.words)) {
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
