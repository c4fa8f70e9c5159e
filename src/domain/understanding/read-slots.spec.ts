import { describe, expect, it } from '@jest/globals';
import { localDate } from '../calendar/local-date.js';
import { clarify } from './normalise.js';
import { readSlots } from './read-slots.js';
import type { Intent, Slots } from './understanding.js';

/** Monday. */
const TODAY = localDate('2026-11-23');

const read = (text: string, intent: Intent, currency: 'CNY' | 'USD' = 'CNY'): Slots =>
  readSlots(clarify(text), [intent], { today: TODAY, state: 'open', currency });

describe('slots', () => {
  it.each([
    ['我还三千五', 3_500],
    ['先还一千二', 1_200],
    ['最多两万三', 23_000],
    ['转了三百二十块五', 320.5],
    ['我还1.2k', 1_200],
    ['我还３００元', 300],
    ['能给五百来块', 500],
    ['1万五我还', 15_000],
    ['别说五千了，两千五我现在就转', 2_500],
    ['你们要三千，我最多一千八', 1_800],
    ['工资四千五，每月还八百', 800],
    ["I'll send 2 hundred", 200],
    ["I can't do 200 but I can do 120", 120],
    ['rent is 1400, I can do 60', 60],
    ['three fifty is what I can do', 350],
  ])('%s puts forward %d', (text, value) => {
    expect(read(text, 'negotiate_terms').amount?.minor).toBe(Math.round(value * 100));
  });

  it.each([
    ['半个月后还', '2026-12-08'],
    ['下周五还', '2026-12-04'],
    ['月底还', '2026-11-30'],
    ['下个月8号还', '2026-12-08'],
    ['过年前还清', '2027-02-06'],
    ['除夕那天还', '2027-02-05'],
    ['平安夜还', '2026-12-24'],
    ['一周一百', undefined],
    ['发工资那天还', undefined],
    ["I'll pay on the 15th", '2026-12-15'],
    ['end of month', '2026-11-30'],
    ['in 2 weeks', '2026-12-07'],
    ['not today but definitely on Friday', '2026-11-27'],
    ["I'll pay next weekend", '2026-12-05'],
    ["once my paycheck lands I'll pay", undefined],
  ])('%s names %s', (text, date) => {
    expect(read(text, 'promise_to_pay').date).toBe(date);
  });

  it.each<[string, Slots]>([
    ['分6期每月500', { installments: 6, per: 'month', amount: { minor: 50_000, currency: 'CNY' } }],
    ['打八折', { ratio: 0.8 }],
    ['少收四成可以谈', { ratio: 0.6 }],
    ['还百分之六十', { ratio: 0.6 }],
    ['12期我接受不了，给我24期', { installments: 24, per: 'month' }],
    ['压力太大，每个月少还一点', {}],
  ])('%s has the terms', (text, slots) => {
    expect(read(text, 'negotiate_terms')).toEqual(slots);
  });

  it.each<[string, Slots]>([
    ['take 40% off', { ratio: 0.6 }],
    ['60 cents on the dollar?', { ratio: 0.6 }],
    ['$30 weekly', { amount: { minor: 3_000, currency: 'USD' }, per: 'week' }],
    [
      '400 upfront plus 60 a month after',
      {
        downPayment: { minor: 40_000, currency: 'USD' },
        amount: { minor: 6_000, currency: 'USD' },
        per: 'month',
      },
    ],
  ])('%s has the terms', (text, slots) => {
    expect(read(text, 'negotiate_terms', 'USD')).toEqual(slots);
  });

  it('takes no figure that is not the own position', () => {
    expect(read('卡里就剩23块', 'hardship').amount).toBeUndefined();
    expect(read('一天涨了五百', 'dispute_amount').amount).toBeUndefined();
    expect(read('尾号8823', 'already_paid').amount).toBeUndefined();
    expect(read('I only borrowed 950, not 2100', 'dispute_amount', 'USD').amount?.minor).toBe(95_000);
  });
});
