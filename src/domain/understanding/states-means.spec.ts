import { expect, it } from '@jest/globals';
import { statesMeans } from './states-means.js';

it.each([
  '扣掉生活费每个月大概剩1000元',
  '一个月能剩800块吧',
  '每月结余600',
  'after bills I have about 900 yuan left a month',
  'maybe 500 left over each month',
  'I can spare 300, that is all',
  '一个月省下来也就900块',
  '500 is what remains after expenses',
  'I end the month with about 400',
])('%s: what is left', (text) => {
  expect(statesMeans(text)).toBe(true);
});

it.each([
  '每个月最多还500',
  '先付500，剩下的以后付',
  '剩余的下个月还',
  '500',
  'I can pay 500 a month',
  'a third now, the rest later',
  '500 now and what is left next month, I will pay that',
])('%s: what would be paid', (text) => {
  expect(statesMeans(text)).toBe(false);
});
