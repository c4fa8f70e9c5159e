import type { Currency } from '../shared/money.js';
import { CHINESE_NUMERAL, NUMERAL, readNumerals } from './read-numbers.js';

const BEFORE: Readonly<Record<string, Currency>> = {
  '¥': 'CNY',
  rmb: 'CNY',
  cny: 'CNY',
  人民币: 'CNY',
  $: 'USD',
  us$: 'USD',
  usd: 'USD',
  s$: 'SGD',
  sgd: 'SGD',
  hk$: 'HKD',
  hkd: 'HKD',
  a$: 'AUD',
  aud: 'AUD',
  '€': 'EUR',
  eur: 'EUR',
  '£': 'GBP',
  gbp: 'GBP',
};
/** Null: money of whatever currency is spoken of. */
const AFTER: Readonly<Record<string, Currency | null>> = {
  块: null,
  块钱: null,
  元: null,
  元钱: null,
  圆: null,
  蚊: null,
  人民币: 'CNY',
  rmb: 'CNY',
  cny: 'CNY',
  '¥': 'CNY',
  美元: 'USD',
  美金: 'USD',
  刀: 'USD',
  usd: 'USD',
  $: 'USD',
  dollars: null,
  dollar: null,
  bucks: null,
  buck: null,
  quid: 'GBP',
  pounds: 'GBP',
  '£': 'GBP',
  gbp: 'GBP',
  欧元: 'EUR',
  欧: 'EUR',
  euros: 'EUR',
  euro: 'EUR',
  eur: 'EUR',
  '€': 'EUR',
  港币: 'HKD',
  港元: 'HKD',
  hkd: 'HKD',
  新币: 'SGD',
  sgd: 'SGD',
  日元: 'JPY',
};
/** Money that is one word. */
const NOTES: Readonly<Record<string, number>> = { tenner: 10, fiver: 5 };

/** A number as it stands in a text, with its neighbours. */
export interface Figure {
  /** One value, or two where the words leave it open, likeliest first. */
  readonly values: readonly number[];
  readonly numeral: string;
  readonly currency: Currency | null;
  /** Whether words or signs of money stand with it. */
  readonly marked: boolean;
  readonly index: number;
  readonly end: number;
  /** The words of the same clause before it, at most 40 characters. */
  readonly before: string;
  /** What follows, at most 40 characters, as far as the next clause. */
  readonly after: string;
}

const keys = (table: object, end: string): string =>
  Object.keys(table)
    .sort((a, b) => b.length - a.length)
    .map((key) => key.replace('$', '\\$').replace(/^[a-z]+$/, `$&${end}`))
    .join('|');

const FIGURE = new RegExp(
  `(?:(?<![a-z])(${keys(BEFORE, '')})\\s?)?(?:(${NUMERAL})(?:[多来]?\\s?(${keys(AFTER, '\\b')}))?|\\b(tenner|fiver)\\b)`,
  'g',
);
/** `三百二十块五`: tenths after the unit. */
const TENTHS = /^([一二三四五六七八九1-9])(?:[毛角]|(?=$|[,，。.!?\s吧吗]))/;
const CLAUSE =
  /[,，。;；!！?？…、]|(?<!\b(?:no|ref|acct|ext))\.(?!\d)|\b(?:but|so|then|yet|because|cause|plus)\b|但是?|可是|不过|所以|然后/g;

/** A date whose words were blanked in part: what is left of it counts nothing. */
const DATE_GOES_ON = new RegExp(`^(?!一月)[\\d${CHINESE_NUMERAL}]{1,2}[号日月年]`);

const REACH = 40;
/** Nobody puts more figures than these into a message and means one of them. */
const MOST = 40;

/** Every number of a text, in order, whatever it counts. Neighbours are taken from `context`, a text of the same length. */
export function readFigures(text: string, context: string): Figure[] {
  const figures: Figure[] = [];
  for (const match of text.matchAll(FIGURE)) {
    const [whole, sign, numeral = '', unit, note] = match;
    const values = note === undefined ? readNumerals(numeral.trim()) : [NOTES[note] ?? 0];
    if (values.length === 0 || (numeral === '一' && (unit === '块' || unit === '刀'))) continue;
    if (figures.length === MOST) break;
    const start = match.index + whole.length;
    if (text[start] === ' ' && DATE_GOES_ON.test(context.slice(start, start + 4))) continue;
    const tenths = /^[块元]/.test(unit ?? '') ? TENTHS.exec(context.slice(start, start + 4)) : null;
    const [tenth = 0] = tenths ? readNumerals(tenths[1] ?? '') : [];
    const end = start + (tenths?.[0].length ?? 0);
    figures.push({
      values: values.map((value) => value + tenth / 10),
      numeral: note ?? numeral.trim(),
      currency: note === undefined ? (BEFORE[sign ?? ''] ?? AFTER[unit ?? ''] ?? null) : 'GBP',
      marked: sign !== undefined || unit !== undefined || note !== undefined,
      index: match.index,
      end,
      before: clauseBefore(context.slice(Math.max(0, match.index - REACH), match.index)),
      after: clauseAfter(context.slice(end, end + REACH)),
    });
  }
  return figures;
}

const clauseBefore = (text: string): string => {
  let start = 0;
  for (const match of text.matchAll(CLAUSE)) start = match.index + match[0].length;
  return text.slice(start);
};

function clauseAfter(text: string): string {
  const end = text.search(CLAUSE);
  return end < 0 ? text : text.slice(0, end);
}
