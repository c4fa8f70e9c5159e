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
  s$: 'SGD',
  sgd: 'SGD',
  hk$: 'HKD',
  hkd: 'HKD',
  a$: 'AUD',
  aud: 'AUD',
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
/** Before a number, these say that it is no figure of the writer's, whoever writes. */
const NO_FIGURE =
  /(?:\bnot|不是|怎么要|怎么变|要我还|却要|变成|尾号|后四位|last four|\bending(?: in)?|编号|工号|订单|case|ref\w*|工资|收入|房租|rent|salary|earn|\bphone|电话|第)\s*(?:是|:|#)?\s*\$?$/;
/** Before a number, these say that a debtor tells of the other side's figure, of income or costs, or of none. */
const NOT_MINE =
  /(?:\bnot|不是|怎么要|怎么变|怎么成|要我还|你们?(?:说|要|让我还|报价|算)(?:是|成)?|却要|变成|哪来的|尾号|后四位|last four|\bending(?: in)?|编号|工号|订单|case|\bref\w*|trace(?: number)?|number|工资|月薪|底薪|收入|月入|到手|挣|房租|房贷|车贷|水电|rents?(?:'s| is)?|salary(?: is)?|earn|i make|(?:you're|you are|they're) asking(?: for)?|asking for|charging(?: me)?|\bphone|电话|年利率|利率|第|less than|can(?:'t|not) (?:do|pay|afford|manage|find)|no way i can find|拿不出|给不了|还不起|付不起|haven't got|owes me|pays me|i get|(?:letter|statement|agent) (?:says|said)|养老金|退休金|赔偿|拿到|百分之|双十|\bsince|别说?|forget (?:the|about)|\bloan|account|card ?\(?|\bunit|7-|\bi'?m|\bid [0-9a-z]{1,8}|日息|靠我|再便宜|便宜|少收|多(?:出|算了?|收了?))\s*(?:是|只有|才|就|:|#)?\s*[a-z]{0,2}\$?$/;
/** After a number, these say that the writer turns it down. */
const TURNED_DOWN =
  /^\s?(?:每月|每期|一期|一个月|a month|per month|monthly)?\s?(?:实在|真的?|is|are|'s)?\s?(?:太多|我?答应不了|太高|太贵|太离谱|不行|给不了|还不起|付不起|拿不出|接受不了|不接受|you mention|i mentioned|too (?:much|high|steep|big|many)|won't work|doesn't work)/;

/** `三百二十块五`: tenths after the unit. */
const TAIL = /^([一二三四五六七八九1-9])(?:毛|角)?(?=$|[,，。.!?\s吧吗])/;

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

/** Every amount of money in a text that is not plainly something else, in order. A bare number must be 10 or more. */
export const readAmounts = (text: string, currency: Currency): AmountReading[] =>
  amountsIn(text, currency).filter(
    (one) => !NO_FIGURE.test(text.slice(Math.max(0, one.index - 14), one.index)),
  );

/** The amounts that a debtor's message puts forward as the writer's own position. */
export const readOwnAmounts = (text: string, currency: Currency): AmountReading[] =>
  amountsIn(text, currency).filter(
    ({ index, length }) =>
      !NOT_MINE.test(text.slice(Math.max(0, index - 24), index)) &&
      !TURNED_DOWN.test(text.slice(index + length, index + length + 24)),
  );

function amountsIn(text: string, currency: Currency): AmountReading[] {
  const found: AmountReading[] = [];
  for (const match of text.matchAll(AMOUNT)) {
    const [whole, before, numeral = '', after] = match;
    const marked = before !== undefined || after !== undefined;
    const value = readNumeral(numeral);
    if (value === null || value <= 0 || (!marked && (value < 10 || isWordOnly(numeral)))) continue;
    if (!marked && NOT_MONEY.test(text.slice(match.index + whole.length))) continue;
    const pieces = /^块/.test(after ?? '') && TAIL.exec(text.slice(match.index + whole.length));
    const tail = pieces ? (readNumeral(pieces[1] ?? '') ?? 0) / 10 : 0;
    const named = BEFORE[before ?? ''] ?? AFTER[after ?? ''] ?? currency;
    const minor = Math.round((value + tail) * 10 ** exponentOf(named));
    if (!Number.isSafeInteger(minor)) continue;
    found.push({ value: money(minor, named), index: match.index, length: whole.length });
  }
  return found;
}

/** `a`, `an`, `one`, `十` and the like are rarely money on their own. */
const isWordOnly = (numeral: string): boolean => /^(?:a|an|couple|[千百十万])$/.test(numeral.trim());
