import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instant } from '../calendar/instant.js';
import { localDate } from '../calendar/local-date.js';
import { todayIn, zoneId } from '../calendar/zone.js';
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
const on = (today: string, text: string): string | undefined => dateIn(text, { today: localDate(today) });

describe('a day to come', () => {
  it.each([
    ['大后天到账，到时候还', '2026-11-26'],
    ['明儿一早转', '2026-11-24'],
    ['今晚八点前转', '2026-11-23'],
    ['礼拜四还', '2026-11-26'],
    ['星期4还', '2026-11-26'],
    ['下下周三能还一部分', '2026-12-09'],
    ['周末去存', '2026-11-28'],
    ['下周末转你', '2026-12-05'],
    ['这个月25还你', '2026-11-25'],
    ['下个月5号开始，分六期', '2026-12-05'],
    ['12.5号打款', '2026-12-05'],
    ['11-28之前到账', '2026-11-28'],
    ['2026.12.1转', '2026-12-01'],
    ['十二月五号还', '2026-12-05'],
    ['元月五号还', '2027-01-05'],
    ['明年三月十五号还清', '2027-03-15'],
    ['下个月月底还', '2026-12-31'],
    ['明年1月底', '2027-01-31'],
    ['15号还', '2026-12-15'],
    ['两周后还一千', '2026-12-07'],
    ['一个礼拜之内还', '2026-11-30'],
    ['给我半个月时间', '2026-12-08'],
    ['俩月后还', '2027-01-23'],
    ['四十八小时内还', '2026-11-25'],
    ['腊月二十八还', '2027-02-04'],
    ['年初八开工就还', '2027-02-13'],
    ['晚上就转', '2026-11-23'],
    ['下班就给你转', '2026-11-23'],
    ['count on me for the fifteenth', '2026-12-15'],
    ['nxt mon i can do 50', '2026-11-30'],
    ['sun night ill pay', '2026-11-29'],
    ['next thu', '2026-12-03'],
    ['Thursday week I can do it', '2026-12-03'],
    ['a week from Friday', '2026-12-04'],
    ['the week after next, on the Monday', '2026-12-07'],
    ['Friday after next', '2026-12-11'],
    ['28/12 works', '2026-12-28'],
    ['12/1 I will pay', '2026-12-01'],
    ['5/12/2026 I can pay', '2026-12-05'],
    ['3 Dec', '2026-12-03'],
    ['15 Dec 2pm', '2026-12-15'],
    ['the fifth of December', '2026-12-05'],
    ['$20 Dec 5', '2026-12-05'],
    ['first of the month', '2026-12-01'],
    ['10th of next month', '2026-12-10'],
    ['next month on the 10th', '2026-12-10'],
    ['on 28, sure', '2026-11-28'],
    ['by EOM', '2026-11-30'],
    ['before the end of the year', '2026-12-31'],
    ['in ten days', '2026-12-03'],
    ['give me a fortnight', '2026-12-07'],
    ['in a couple of weeks', '2026-12-07'],
    ['a month from now', '2026-12-23'],
    ['can I have ten more days', '2026-12-03'],
    ['Tuesday December 1st', '2026-12-01'],
  ])('%s is %s', (text, date) => {
    expect(dateIn(text)).toBe(date);
  });

  it.each([
    '三五天吧',
    '尽快还',
    '发工资就还',
    '下周还吧',
    '年后再说',
    '12月吧',
    '月中',
    '下月初',
    '元旦后',
    '付清半个月了',
    '过几天',
    '逾期26天，这周一定补上',
    '下周一次还清',
    '双十二有折扣吗',
    '按周付，两百五一周',
    '十二月的账单',
    '3号楼',
  ])('%s names none', (text) => {
    expect(read(text)).toBeNull();
  });

  it.each([
    'in a few days',
    'push it back a couple weeks',
    'a day or two',
    '2-3 weeks',
    'mid December',
    'next week',
    'after Christmas',
    'every Friday',
    'my 2nd payment',
    'end of the week',
    'over 6 months',
    'the first one',
  ])('%s names none', (text) => {
    expect(read(text)).toBeNull();
  });
});

describe('a day that is over', () => {
  it.each([
    ['上周五转的', '2026-11-20'],
    ['前天已经还了', '2026-11-21'],
    ['昨晚转过去三百', '2026-11-22'],
    ['15号我已经还了两千', '2026-11-15'],
    ['10月28日还过', '2026-10-28'],
    ['上个月20号交的', '2026-10-20'],
    ['周一给你们转的', '2026-11-16'],
    ['两个星期前还了六百', '2026-11-09'],
    ['上午转的', '2026-11-23'],
    ['I paid last Monday', '2026-11-16'],
    ['sent it on Friday', '2026-11-20'],
    ['the day before yesterday', '2026-11-21'],
    ['paid on the 31st', '2026-10-31'],
    ['I paid 10/28', '2026-10-28'],
    ['transferred on Halloween', '2026-10-31'],
    ['two weeks ago', '2026-11-09'],
  ])('%s is %s', (text, date) => {
    expect(dateIn(text, { past: true })).toBe(date);
  });

  it.each([
    ['发了奖金下周三就还', '2026-12-02'],
    ['上周五失业了，月底还', '2026-11-30'],
    ['周五给你全还了', '2026-11-27'],
    ['3号我转过去', '2026-12-03'],
    ['已经打算周五付了', '2026-11-27'],
    ['I paid 50 last Friday, I will pay 50 next Friday', '2026-12-04'],
    ["I've been paid so on Tuesday I'll send it", '2026-11-24'],
  ])('%s speaks of %s', (text, date) => {
    expect(dateIn(text)).toBe(date);
  });
});

describe('two days of which one is meant', () => {
  it.each([
    ['周五或者周六还', ['2026-11-27', '2026-11-28'], '周五或者周六'],
    ['1月3号或4号还', ['2027-01-03', '2027-01-04'], '1月3号或4号'],
    ['10号还是15号还都行', ['2026-12-10', '2026-12-15'], '10号还是15号'],
    ['the 3rd or 4th of January', ['2027-01-03', '2027-01-04'], '3rd or 4th of january'],
    ['5 or 6 December', ['2026-12-05', '2026-12-06'], '5 or 6 december'],
    ['between the 5th and the 10th', ['2026-12-05', '2026-12-10'], '5th and the 10th'],
    ['I can pay 3/4', ['2027-03-04', '2027-04-03'], '3/4'],
    ['Friday the 28th', ['2026-11-27', '2026-11-28'], 'friday the 28th'],
  ])('%s', (text, readings, words) => {
    expect(read(text)).toMatchObject({ unsure: { readings, words } });
    expect(dateIn(text)).toBeUndefined();
  });

  it.each([
    ['周五或周六，最晚周六', '2026-11-28'],
    ['the 3rd or the 4th, the 4th at the latest', '2026-12-04'],
    ['12/12', '2026-12-12'],
    ['3/12还', '2027-03-12'],
    ['周五先还300，月底补剩下的', '2026-11-27'],
    ['Friday the 27th', '2026-11-27'],
  ])('%s is read one way', (text, date) => {
    expect(dateIn(text)).toBe(date);
  });
});

describe('from other days', () => {
  it.each([
    ['2027-01-31', '30号还', undefined],
    ['2027-01-31', 'in a month', '2027-02-28'],
    ['2027-01-31', '月底还', '2027-01-31'],
    ['2028-02-29', '29号还', '2028-02-29'],
    ['2028-02-29', '30号还', '2028-03-30'],
    ['2028-02-29', 'end of next month', '2028-03-31'],
    ['2026-11-29', '下周五还', '2026-12-04'],
    ['2026-11-29', '周日还', '2026-12-06'],
    ['2026-11-29', '这周五还', '2026-12-04'],
    ['2026-11-29', 'next Monday', '2026-11-30'],
    ['2026-12-31', 'on the 1st', '2027-01-01'],
    ['2026-12-31', '明天还', '2027-01-01'],
  ])('on %s %s is %s', (today, text, date) => {
    expect(on(today, text)).toBe(date);
  });
});

it.each([
  ['2026-11-23T06:00:00Z', 'Pacific/Honolulu', '2026-11-23'],
  ['2026-11-23T06:00:00Z', 'America/New_York', '2026-11-24'],
  ['2027-03-14T06:30:00Z', 'America/New_York', '2027-03-15'],
  ['2026-11-01T04:30:00Z', 'America/New_York', '2026-11-02'],
])('tomorrow, said at %s in %s, is %s', (now, zone, date) => {
  const today = todayIn(instant(Date.parse(now)), zoneId(zone));
  expect(dateIn('tomorrow', { today })).toBe(date);
});

it('reads anything, and never a day that the calendar does not have', () => {
  const pieces = [
    '周',
    '五',
    '下',
    '月',
    '号',
    '15',
    '3/4',
    ' or ',
    'the 1st',
    ' fri ',
    '之前',
    '半个',
    '腊月',
    ' in ',
    '2 days',
    '99',
    '-',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), fc.boolean(), (parts, past) => {
      const reading = read(parts.join(''), { past });
      const dates = [...(reading?.unsure?.readings ?? []), ...(reading?.date ? [reading.date] : [])];
      expect(dates.map((date) => localDate(date))).toEqual(dates);
    }),
    { numRuns: 500, seed: 7 },
  );
});
