import { describe, expect, it } from '@jest/globals';
import { localDate } from '../calendar/local-date.js';
import { clarify } from './normalise.js';
import type { DateContext, DateReading } from './read-dates.js';
import { readDate } from './read-dates.js';

/** Monday. */
const TODAY = localDate('2026-11-23');
const PROMISE: DateContext = { today: TODAY, past: false, callback: false, accepts: false, aside: false };

const read = (text: string, context: Partial<DateContext> = {}): DateReading | null =>
  readDate(clarify(text), { ...PROMISE, ...context });
const dateIn = (text: string, context: Partial<DateContext> = {}): string | undefined =>
  read(text, context)?.date;

describe('whose day', () => {
  it.each([
    ['别周五，周六还', '2026-11-28'],
    ['今天限额转不了，明天补', '2026-11-24'],
    ['还款日虽然是1号，我6号才能还', '2026-12-06'],
    ['你们要30号，我只能18号', '2026-12-18'],
    ['把25号的改到30号付吧', '2026-11-30'],
    ['我妈周五做手术，下周三才能还', '2026-12-02'],
    ['出差到周四，周五还', '2026-11-27'],
    ['28号发工资，月底还', '2026-11-30'],
    ['28号发工资', '2026-11-28'],
    ['周四，不对，周五还', '2026-11-27'],
    ['非得月底吗，五号不行？', '2026-12-05'],
    ['You said $312 on the 1st, could that move to the 10th', '2026-12-10'],
    ['paid by the weekend', '2026-11-28'],
    ["can't do today, Monday ok?", '2026-11-30'],
    ['you want it on the 1st but I can only pay on the 4th', '2026-12-04'],
    ["It's due on the 5th, can I pay on the 10th instead", '2026-12-10'],
    ['can we move it from the 4th to the 11th', '2026-12-11'],
    ['$40 a month starting on the 1st', '2026-12-01'],
    ["won't have it till Friday", '2026-11-27'],
    ["I get paid on the 25th, I'll pay on the 27th", '2026-11-27'],
  ])('%s puts forward %s', (text, date) => {
    expect(dateIn(text)).toBe(date);
  });

  it.each([
    '我没说周五还',
    '谁答应你们下周三还了',
    '28号还不了',
    "I never said I'd pay on Friday",
    "don't put me down for the 15th",
    "I can't pay on the 30th",
    'December 1 does not work for me',
    'born 3 May 1988',
    '合同是2024年3月5号签的',
  ])('%s puts forward none', (text) => {
    expect(read(text)).toBeNull();
  });

  it('takes the day of the call, not the busy one', () => {
    expect(dateIn("I'm up to my neck in it today, try tomorrow", { callback: true })).toBe('2026-11-24');
    expect(dateIn('burying my mother today, talk next week', { callback: true })).toBeUndefined();
    expect(dateIn('周五还钱，周四给我打电话', { callback: true })).toBe('2026-11-26');
  });

  it('takes no day on which something was offered for the day of what is accepted', () => {
    expect(dateIn('昨天你说的每月三百，我答应了', { accepts: true })).toBeUndefined();
    expect(dateIn('the 15th works, I accept', { accepts: true })).toBe('2026-12-15');
  });

  it('takes beside other matters only a day on which the writer says they pay', () => {
    expect(dateIn("text me only, no calls, and I'll pay on the 5th", { aside: true })).toBe('2026-12-05');
    expect(dateIn('从今天起别再打给我单位', { aside: true })).toBeUndefined();
  });
});
