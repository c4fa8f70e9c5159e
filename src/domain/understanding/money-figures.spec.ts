import { describe, expect, it } from '@jest/globals';
import { moneyFigures } from './money-figures.js';

const values = (text: string): readonly (readonly number[])[] =>
  moneyFigures(text, text).map((figure) => figure.values);

describe('figures of money', () => {
  it.each([
    'ref 88012345, card ending 4417',
    'case 20931, confirmation number 4471920',
    'my phone is 4155550134',
    'paid it in 2024, since 2019',
    'receipt 2026-118843 at 10:42',
    'apartment 1207, unit 4, 22 elm st',
    "i'm 67, called 5 times, 12 texts in 3 days",
    'over 18 months in 4 payments at 9%',
    '401k',
    '流水号88012345,尾号6677',
    '我电话13800138000',
    '2023年就还了',
    '再打我就找12378',
    '一天打我八十个电话,我68岁',
    '说一百遍了,放一百个心',
    '分十二期,还七成',
    '千万别,万一呢,十分抱歉',
  ])('there is none in %s', (text) => {
    expect(values(text)).toEqual([]);
  });

  it.each([
    ["it's $45/mo or 20 quid", [[45], [20]]],
    ['a tenner a week', [[10]]],
    ['三百二十块五', [[320.5]]],
    ['八百多块和100元', [[800], [100]]],
    ['500 on friday', [[500]]],
    ['2-3k', [[2_000, 3_000]]],
    ['two or three hundred', [[200, 300]]],
    ['between 100 and 150', [[100, 150]]],
    ['五百或者六百', [[500, 600]]],
    ['from 150 to 90', [[150], [90]]],
  ])('those of %s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('takes no more of them than somebody could mean', () => {
    expect(values('$50 '.repeat(1_000)).length).toBeLessThanOrEqual(40);
  });
});
