import { describe, expect, it } from '@jest/globals';
import { findAllForbiddenWording, findForbiddenWording } from './forbidden-wording.js';

const marked = (text: string): string[] =>
  findAllForbiddenWording(text).map(({ start, end, rule }) => `${rule}: ${text.slice(start, end)}`);

describe('findAllForbiddenWording', () => {
  it.each([
    ['再不还款就通知您的单位。', ['threat-to-tell-others: 通知您的单位']],
    ['您会 坐 牢 的', ['threat-of-arrest: 坐 牢']],
    ['坐\u200b牢，老赖', ['threat-of-arrest: 坐\u200b牢', 'shame: 老赖']],
    [
      'We will ＡＲＲＥＳＴ you, last   chance',
      ['threat-of-arrest: ＡＲＲＥＳＴ', 'false-urgency: last   chance'],
    ],
    ['您好 deadbeat', ['shame: deadbeat']],
    ['arrest, then arrest', ['threat-of-arrest: arrest', 'threat-of-arrest: arrest']],
  ])('marks the places in %j', (text, places) => {
    expect(marked(text)).toEqual(places);
  });

  it.each(['您好，已登记核查。', 'Thank you, we will look into it.', 'The unarrested case.'])(
    'leaves %j alone',
    (text) => {
      expect(marked(text)).toEqual([]);
      expect(findForbiddenWording(text, 'en')).toBeNull();
    },
  );

  it('tells the rule of the first phrase of a language', () => {
    expect(findForbiddenWording('坐 牢', 'zh-CN')).toEqual({ rule: 'threat-of-arrest', phrase: '坐牢' });
    expect(findForbiddenWording('坐牢', 'en')).toBeNull();
  });
});
