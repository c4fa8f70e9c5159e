import { describe, expect, it } from '@jest/globals';
import { localDate } from '../calendar/local-date.js';
import { clarify } from './normalise.js';
import { readDate } from './read-dates.js';

const on = (today: string, text: string, past = false): string | undefined =>
  readDate(clarify(text), { today: localDate(today), past, callback: false, accepts: false, aside: false })
    ?.date;

describe('feasts', () => {
  it.each([
    ['除夕还', '2027-02-05'],
    ['过年前还', '2027-02-06'],
    ['春节前一天还', '2027-02-05'],
    ['正月十五还', '2027-02-20'],
    ['元宵节前一天给结了', '2027-02-19'],
    ['腊八那天还', '2027-01-15'],
    ['小年还', '2027-01-30'],
    ['清明还', '2027-04-05'],
    ['五一还', '2027-05-01'],
    ['端午还', '2027-06-09'],
    ['中秋还', '2027-09-15'],
    ['国庆还', '2027-10-01'],
    ['元旦还', '2027-01-01'],
    ['冬至还', '2026-12-22'],
    ['平安夜还', '2026-12-24'],
    ['thanksgiving', '2026-11-26'],
    ['Black Friday', '2026-11-27'],
    ['the day before Black Friday', '2026-11-26'],
    ['Christmas Eve', '2026-12-24'],
    ['Boxing Day', '2026-12-26'],
    ["New Year's Eve", '2026-12-31'],
    ["New Year's Day", '2027-01-01'],
    ['MLK day', '2027-01-18'],
    ['good friday', '2027-03-26'],
    ['by Easter', '2027-03-28'],
    ['Memorial Day', '2027-05-31'],
    ['before CNY', '2027-02-06'],
    ['Deepavali', '2027-10-29'],
  ])('%s is %s', (text, date) => {
    expect(on('2026-11-23', text)).toBe(date);
  });

  it('a feast that was kept is the last one', () => {
    expect(on('2026-11-23', '国庆那天已经还了', true)).toBe('2026-10-01');
    expect(on('2026-11-23', 'I paid on Diwali', true)).toBe('2026-11-08');
    expect(on('2027-01-05', 'I paid on Christmas Day', true)).toBe('2026-12-25');
  });

  it('solar terms move with the leap year', () => {
    expect(on('2028-01-10', '清明还')).toBe('2028-04-04');
    expect(on('2028-01-10', '冬至还')).toBe('2028-12-21');
  });

  it('what lasts for days, or comes after a feast, is no day', () => {
    for (const text of [
      '过年还',
      '春节还',
      '元旦后还',
      '过完年还',
      'after thanksgiving',
      'the new year',
      'merry christmas to you too',
      '元宵节快乐',
      '国庆之后',
    ]) {
      expect(on('2026-11-23', text)).toBeUndefined();
    }
  });

  it('years that are in no table have no lunar feasts', () => {
    expect(on('2040-01-01', '除夕还')).toBeUndefined();
    expect(on('2040-01-01', 'christmas')).toBe('2040-12-25');
  });
});
