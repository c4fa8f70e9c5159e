import type { Currency, Money } from '../shared/money.js';
import { exponentOf, money } from '../shared/money.js';
import { NUMERAL, readNumeral } from './read-numbers.js';

const BEFORE: Readonly<Record<string, Currency>> = {
  '¥': 'CNY',
  rmb: 'CNY',
  cny: 'CNY',
  人民币: 'CNY',
  $: 'USD',
  us$: 'USD',
  usd: 'USD',
  '€': 'EUR',
  eur: 'EUR',
  '£': 'GBP',
  gbp: 'GBP',
};
const AFTER: Readonly<Record<string, Currency | null>> = {
  块: null,
  块钱: null,
  元: null,
  圆: null,
  蚊: null,
  人民币: 'CNY',
  rmb: 'CNY',
  cny: 'CNY',
  美元: 'USD',
  美金: 'USD',
  刀: 'USD',
  usd: 'USD',
  dollars: null,
  dollar: null,
  bucks: null,
  buck: null,
  quid: 'GBP',
  pounds: 'GBP',
  欧元: 'EUR',
  euros: 'EUR',
  euro: 'EUR',
  eur: 'EUR',
  gbp: 'GBP',
  日元: 'JPY',
};

/** After a number, these say that it counts something else. */
const NOT_MONEY =
  /^\s?(?:个|次|天|年|月|号|日|点|期|条|岁|折|成|%|percent|days?|weeks?|months?|years?|hours?|minutes?|mins?|times|calls?|texts?|messages?|payments?|instal|am\b|pm\b|th\b|st\b|nd\b|rd\b|位|小时|分钟|楼|人|口|周|星期|礼拜|笔|遍|通|家)/;
/** Before a number, these say that it is the other side's figure, or no figure at all. */
const NOT_MINE =
  /(?:\bnot|不是|怎么要|怎么变|要我还|却要|变成|尾号|后四位|last four|ending(?: in)?|编号|工号|订单|case|ref\w*|工资|收入|房租|rent|salary|earn|\bphone|电话|第)\s*(?:是|:|#)?\s*\$?$/;

export interface AmountReading {
  readonly value: Money;
  readonly index: number;
  readonly length: number;
}

const keys = (table: object): string =>
  Object.keys(table)
    .sort((a, b) => b.length - a.length)
    .map((key) => key.replace('$', '\\$'))
    .join('|');

const AMOUNT = new RegExp(`(?:(${keys(BEFORE)})\\s?)?(${NUMERAL})\\s?(${keys(AFTER)})?`, 'g');

/** Every amount of money a text puts forward as the writer's own, in order. A bare number must be 10 or more. */
export function readAmounts(text: string, currency: Currency): AmountReading[] {
  const found: AmountReading[] = [];
  for (const match of text.matchAll(AMOUNT)) {
    const [whole, before, numeral = '', after] = match;
    const marked = before !== undefined || after !== undefined;
    const value = readNumeral(numeral);
    if (value === null || value <= 0 || (!marked && (value < 10 || isWordOnly(numeral)))) continue;
    if (!marked && NOT_MONEY.test(text.slice(match.index + whole.length))) continue;
    if (NOT_MINE.test(text.slice(Math.max(0, match.index - 14), match.index))) continue;
    const named = BEFORE[before ?? ''] ?? AFTER[after ?? ''] ?? currency;
    const minor = Math.round(value * 10 ** exponentOf(named));
    if (!Number.isSafeInteger(minor)) continue;
    found.push({ value: money(minor, named), index: match.index, length: whole.length });
  }
  return found;
}

/** `a`, `an`, `one`, `十` and the like are rarely money on their own. */
const isWordOnly = (numeral: string): boolean => /^(?:a|an|couple|[千百十万])$/.test(numeral.trim());
