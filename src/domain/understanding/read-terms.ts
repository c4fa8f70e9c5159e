import type { Currency } from '../shared/money.js';
import { mask } from './normalise.js';
import { readAmounts } from './read-amounts.js';
import { CHINESE_NUMERAL, ENGLISH_NUMERAL, readNumeral } from './read-numbers.js';
import type { Slots } from './understanding.js';

type Terms = Pick<Slots, 'amount' | 'installments' | 'per' | 'downPayment' | 'downPaymentRatio' | 'ratio'>;

const N = `(\\d{1,2}|[${CHINESE_NUMERAL}]{1,3}|\\b(?:${ENGLISH_NUMERAL})\\b)`;
const COUNTED: readonly RegExp[] = [
  new RegExp(`(?<!第)${N}\\s?期`),
  new RegExp(`(?:分|拆|按|做)成?${N}\\s?个月`),
  new RegExp(`${N}\\s?个月(?:分期|还清|付清|还完|付完|慢慢还)`),
  new RegExp(`(?:over|across|into|in) ${N} months?\\b`),
  new RegExp(`${N}[ -](?:equal )?months?[ -](?:plan|option|instal|payment|deal|arrangement)`),
  new RegExp(`${N}[ -]?(?:equal )?(?:monthly|weekly) (?:payments?|instal)`),
];
const COUNTED_WITHOUT_PERIOD: readonly RegExp[] = [
  new RegExp(`(?:分|拆成?)${N}(?:次|笔)`),
  new RegExp(`${N} (?:equal |more )?(?:payments|instal+ments|parts|pieces)\\b`),
];
const PER_MONTH =
  /每个?月|一个月(?![以之]?[后内前]|的|没)|按月|月付|月供|每期|\ba month\b|\bper month\b|\bmonthly\b|\beach month\b|\bevery month\b|\/\s?mo(?:nth)?\b|\bp\/?m\b/;
const PER_WEEK =
  /每个?(?:周|礼拜|星期)|一个?(?:礼拜|星期)(?![以之]?[后内前])|按周|\ba week\b|\bper week\b|\bweekly\b|\beach week\b|\bevery week\b|\/\s?w(?:ee)?k\b/;
const FIRST =
  /(?:首付|首期|首笔|第一笔|头一笔|头笔|先付|先还|先给|先交|先转|down ?payment(?: of)?|put down|start with|first)[给付还是 :]*$/;
const FIRST_AFTER = /^\s?(?:up ?front|down\b|now\b|today\b|first\b|straight away|先|首付)/;
const SHARES: readonly (readonly [RegExp, number])[] = [
  [/(?:先|首|现在|今天)(?:付|还|给)?一半|half (?:now|today|up ?front|down)/, 1 / 2],
  [/(?:先|首|现在|今天)(?:付|还|给)?三分之一|(?:a|one) third (?:now|today|up ?front|down)/, 1 / 3],
  [/(?:先|首|现在|今天)(?:付|还|给)?四分之一|(?:a|one) quarter (?:now|today|up ?front|down)/, 1 / 4],
];

/** Terms somebody puts forward: how many parts, how often, how much each, what first, what share of the balance. */
export function readTerms(text: string, currency: Currency): Terms {
  let rest = text;
  const ratio = readRatio(rest);
  if (ratio) rest = mask(rest, ratio.index, ratio.length);
  const share = SHARES.find(([pattern]) => pattern.test(rest))?.[1];
  const per = PER_WEEK.test(rest) ? ('week' as const) : PER_MONTH.test(rest) ? ('month' as const) : undefined;
  rest = rest.replace(PER_MONTH, blanks).replace(PER_WEEK, blanks);
  const counted = readCount(text);
  if (counted) rest = mask(rest, counted.index, counted.length);
  const amounts = readAmounts(rest, currency);
  const parts = counted !== null || per !== undefined || /剩下|其余|余下|后面|the rest|then/.test(text);
  const first = parts
    ? amounts.find(
        (one) =>
          FIRST.test(rest.slice(Math.max(0, one.index - 20), one.index)) ||
          FIRST_AFTER.test(rest.slice(one.index + one.length)),
      )
    : undefined;
  const amount = amounts.find((one) => one !== first);
  const period = per ?? (counted?.monthly ? ('month' as const) : undefined);
  const onlyFirst = first && !counted && per === undefined && !amount;
  return {
    ...(counted ? { installments: counted.count } : {}),
    ...(period ? { per: period } : {}),
    ...(ratio ? { ratio: ratio.value } : {}),
    ...(share === undefined ? {} : { downPaymentRatio: share }),
    ...(first && !onlyFirst ? { downPayment: first.value } : {}),
    ...(amount ? { amount: amount.value } : onlyFirst ? { amount: first.value } : {}),
  };
}

const blanks = (matched: string): string => ' '.repeat(matched.length);

function readCount(text: string): { count: number; monthly: boolean; index: number; length: number } | null {
  for (const [patterns, monthly] of [
    [COUNTED, true],
    [COUNTED_WITHOUT_PERIOD, false],
  ] as const) {
    for (const pattern of patterns) {
      const match = pattern.exec(text);
      const count = match ? readNumeral(match[1] ?? '') : null;
      if (match && count !== null && count >= 1 && count <= 99) {
        const weekly = /weekly/.test(match[0]);
        return { count, monthly: monthly && !weekly, index: match.index, length: match[0].length };
      }
    }
  }
  return null;
}

interface Share {
  readonly value: number;
  readonly index: number;
  readonly length: number;
}

/** The share of the balance that would be paid: `打八折` and `20% off` are both 0.8. */
function readRatio(text: string): Share | null {
  const discount = new RegExp(`([${CHINESE_NUMERAL}]|[一二三四五六七八九]{2}|\\d(?:\\.\\d)?|\\d{2})折`).exec(
    text,
  );
  if (discount) {
    const digits = discount[1] ?? '';
    const value = /^[一二三四五六七八九]{2}$/.test(digits)
      ? [...digits].reduce((sum, digit) => sum * 10 + (readNumeral(digit) ?? 0), 0)
      : (readNumeral(digits) ?? 0);
    return share(value < 10 ? value / 10 : value / 100, discount);
  }
  const off =
    /(\d{1,2}(?:\.\d)?)\s?(?:%|percent) (?:off|discount|reduction)|(?:减免|减掉|减|免)(?:掉)?百?分?之?(\d{1,2})\s?%?(?=%)/.exec(
      text,
    );
  if (off) return share(1 - Number(off[1] ?? off[2]) / 100, off);
  const ofBalance = /(\d{1,2}(?:\.\d)?)\s?(?:%|percent)(?: of| to (?:settle|close)|的)?/.exec(text);
  if (ofBalance) return share(Number(ofBalance[1]) / 100, ofBalance);
  const half = /\bhalf off\b|(?:只|能|就)(?:能)?还一半|一半(?:结清|了结|还清)|settle (?:for|at) half/.exec(
    text,
  );
  return half ? share(0.5, half) : null;
}

const share = (value: number, match: RegExpExecArray): Share | null =>
  value > 0 && value < 1
    ? { value: Math.round(value * 1_000) / 1_000, index: match.index, length: match[0].length }
    : null;
