import { describe, expect, it } from '@jest/globals';
import { maskPersonText } from './mask-person-text.js';

const facts = { idNumber: '11010119900307123X', birthDate: null };

describe('maskPersonText', () => {
  it.each([
    ['张伟', 'zh-CN', '我是张伟，身份证 11010119900307123X', '我是张**，身份证 ****'],
    ['Ada Brooks', 'en', 'Ada brooks here; Brooks, not Brookside', 'A*** B*** here; B***, not Brookside'],
    [
      'J. (Jo) O’Neil',
      'en',
      'J. (Jo) O’Neil called from +1 212 555 0188',
      'J*** (*** O*** called from +121****0188',
    ],
    [null, 'en', 'nobody', 'nobody'],
  ] as const)('hides %j', (name, locale, text, shown) => {
    expect(maskPersonText(text, { name, locale, checkFacts: facts })).toBe(shown);
  });
});
