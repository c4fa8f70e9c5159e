import { describe, expect, it } from '@jest/globals';
import { debtWordsIn } from './debt-words.js';

describe('debtWordsIn', () => {
  it.each([
    ['您好，您的账单已逾期', ['账单', '逾期']],
    ['您的贷 款', ['贷款']],
    ['You still owe us', ['owe']],
    ['please send ¥ 500 today', ['¥ 5']],
    ['还有５００元', ['0元']],
  ])('finds what tells of a debt in %j', (text, words) => {
    expect(debtWordsIn(text)).toEqual(words);
  });

  it.each([
    '您好，请问您是王先生本人吗？',
    'Hello, is this the right number for Ms Lee? Call us on 400 100 2000.',
  ])('leaves neutral text alone: %j', (text) => {
    expect(debtWordsIn(text)).toEqual([]);
  });
});
