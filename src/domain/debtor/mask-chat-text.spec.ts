import { describe, expect, it } from '@jest/globals';
import { localDate } from '../calendar/local-date.js';
import { maskChatText } from './mask-chat-text.js';

const nothing = { idNumber: null, birthDate: null };

describe('maskChatText', () => {
  it.each([
    ['我的新号码是13800138000', '我的新号码是138****8000'],
    ['打138 0013 8000', '打138****8000'],
    ['call +44 20 7946 0018 please', 'call +4420****0018 please'],
    ['(212) 555-0188', '21****0188'],
    ['身份证11010119900307123X', '身份证****123X'],
    ['身份证110101900307123', '身份证****7123'],
    ['wang.xm@example.com', 'w***@example.com'],
  ])('hides the number in %j', (text, shown) => {
    expect(maskChatText(text, nothing)).toBe(shown);
  });

  it.each([
    '¥3,482.16，2026-12-04 前',
    '12000000元',
    '争议编号 D-2026-000042',
    'I pay 500 on 20261204',
    '下周五付1230元',
  ])('leaves %j as it is', (text) => {
    expect(maskChatText(text, nothing)).toBe(text);
  });

  it('hides the check facts of the debtor first', () => {
    const facts = { idNumber: '11010119900307123X', birthDate: localDate('1990-03-07') };
    expect(maskChatText('123X 1990-03-07', facts)).toBe('**** ****');
  });
});
