import { describe, expect, it } from '@jest/globals';
import { localDate } from '../calendar/local-date.js';
import { money } from '../shared/money.js';
import type { WordingCase } from './check-wording.js';
import { checkWording } from './check-wording.js';

const zh: WordingCase = {
  locale: 'zh-CN',
  crisis: false,
  confirmed: true,
  publicNumbers: ['400-800-2026'],
  checkFacts: { idNumber: '11010119900307123X', birthDate: localDate('1990-03-07') },
  ledger: {
    locale: 'zh-CN',
    today: localDate('2026-11-23'),
    currency: 'CNY',
    outstanding: money(348_216, 'CNY'),
    amounts: [money(348_216, 'CNY'), money(320_000, 'CNY')],
    dates: [localDate('2026-12-01')],
    name: '王小明',
  },
};

const en: WordingCase = {
  ...zh,
  locale: 'en',
  ledger: {
    ...zh.ledger,
    locale: 'en',
    currency: 'USD',
    outstanding: money(50_000, 'USD'),
    amounts: [],
    name: 'Jane Doe',
  },
};

const seen = (text: string, about: WordingCase): unknown[] =>
  checkWording(text, about).map(({ start, end, severity, reason, written, ledger }) =>
    written === null
      ? [text.slice(start, end), severity, reason]
      : [text.slice(start, end), severity, reason, written, ledger],
  );

describe('checkWording', () => {
  it('blocks forbidden wording and offers a kinder sentence', () => {
    const text = '您好王先生，已登记核查。再不还款就通知您的单位。';
    const [found, ...others] = checkWording(text, zh);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      category: 'forbidden',
      severity: 'block',
      reason: 'threat-to-tell-others',
    });
    expect(found?.suggestion).toBe('我们不会把您的情况告诉其他人。');
  });

  it('tells both figures of an amount that is not on record', () => {
    expect(seen('应还¥3,842.16', zh)).toEqual([
      ['¥3,842.16', 'review', 'amount-differs', '¥3,842.16', '¥3,482.16'],
    ]);
    expect(seen('应还 3,482.16 元，其中本金3200元', zh)).toEqual([]);
  });

  it('tells both days of a date that is not on record', () => {
    expect(seen('我们12月2日前答复', zh)).toEqual([
      ['12月2日', 'review', 'date-differs', '12月2日', '2026年12月1日（周二）'],
    ]);
    expect(seen('我们12月1日前答复', zh)).toEqual([]);
    expect(seen('We answer by 2 December 2026.', en).map((one) => (one as string[])[2])).toEqual([
      'date-differs',
    ]);
    expect(seen('We answer by December 1st.', en)).toEqual([]);
  });

  it('sees another name than the one on record', () => {
    expect(seen('您好张先生', zh)).toEqual([['好张先生', 'review', 'name-differs', '好张先生', '王**']]);
    expect(seen('您好先生', zh)).toEqual([]);
    expect(seen('Dear Ms Roe', en).map((one) => (one as string[])[2])).toEqual(['name-differs']);
    expect(seen('Dear Ms Doe', en)).toEqual([]);
  });

  it('says nothing about money in a crisis', () => {
    const reasons = checkWording('我们先不谈还款，您欠500元', { ...zh, crisis: true });
    expect(reasons.map(({ reason, severity }) => [reason, severity])).toEqual([
      ['crisis-no-money', 'block'],
      ['crisis-no-money', 'block'],
    ]);
    expect(checkWording('我在这里，您现在安全吗？', { ...zh, crisis: true })).toEqual([]);
  });

  it('tells nobody of a debt before the right party is confirmed', () => {
    expect(seen('您的贷款逾期了', { ...zh, confirmed: false })).toEqual([
      ['贷款', 'block', 'tells-of-debt'],
      ['逾期', 'block', 'tells-of-debt'],
    ]);
  });

  it('wants a reason for a number of a person, and no blank left', () => {
    expect(seen('证件 11010119900307123X 已核对', zh)).toEqual([
      ['11010119900307123X', 'review', 'number-of-person'],
    ]);
    expect(seen('热线 400-800-2026', zh)).toEqual([]);
    expect(seen('请付 {{amount}}', zh)).toEqual([['{{amount}}', 'block', 'blank-left']]);
  });
});
