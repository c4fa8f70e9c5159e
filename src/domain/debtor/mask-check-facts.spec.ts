import { describe, expect, it } from '@jest/globals';
import { localDate } from '../calendar/local-date.js';
import { maskCheckFacts } from './mask-check-facts.js';

const facts = { idNumber: '11010119900307123X', birthDate: localDate('1990-03-07') };

describe('maskCheckFacts', () => {
  it.each([
    ['123X 1990-03-07', '**** ****'],
    ['身份证 11010119900307123X', '身份证 ****'],
    ['19900307，尾号123X', '****，尾号****'],
    ['下周五付1230元', '下周五付1230元'],
  ])('%j is shown as %j', (text, shown) => {
    expect(maskCheckFacts(text, facts)).toBe(shown);
  });

  it('leaves texts alone where no facts are on file', () => {
    expect(maskCheckFacts('1234', { idNumber: null, birthDate: null })).toBe('1234');
  });
});
