import { describe, expect, it } from '@jest/globals';
import { clarify } from './normalise.js';
import { readPayDay } from './read-pay-day.js';

describe('the pay day', () => {
  it.each([
    ['我每月15号发工资', 15],
    ['工资是10号到账', 10],
    ['我们公司都是二十号发工资', 20],
    ['养老金每月15到', 15],
    ['12号开工资', 12],
    ['发薪日是28号', 28],
    ['工资月底发', 31],
    ['I get paid on the 25th', 25],
    ['we are paid on the 10th', 10],
    ['my paycheck comes on the 5th', 5],
    ['payday is the 1st', 1],
    ['the 15th is my payday', 15],
    ['i get paid on the first', 1],
    ["I'm paid on the last day of the month", 31],
  ])('%s is on the %dth', (text, day) => {
    expect(readPayDay(clarify(text))).toBe(day);
  });

  it.each([
    '15号还',
    '工资四千五',
    '工资卡尾号15',
    '发工资就还',
    '上个月10号就没发工资了',
    'I paid on the 15th',
    "it'll be paid by the 30th",
    'this gets paid on the 10th',
    'I get paid 15 an hour',
    'I get paid every 2 weeks',
    'payday is Friday',
  ])('%s says none', (text) => {
    expect(readPayDay(clarify(text))).toBeNull();
  });
});
