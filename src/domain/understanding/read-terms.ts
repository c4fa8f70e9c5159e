import type { Currency } from '../shared/money.js';
import { mask } from './normalise.js';
import type { AmountReading } from './read-amounts.js';
import { readOwnAmounts } from './read-amounts.js';
import { CHINESE_NUMERAL, ENGLISH_NUMERAL, readNumeral } from './read-numbers.js';
import type { Slots } from './understanding.js';

type Terms = Pick<Slots, 'amount' | 'installments' | 'per' | 'downPayment' | 'downPaymentRatio' | 'ratio'>;

const N = `(\\d{1,2}|[${CHINESE_NUMERAL}]{1,3}|\\b(?:${ENGLISH_NUMERAL})\\b)`;
const COUNTED: readonly RegExp[] = [
  new RegExp(`(?:给我|改成?|换成?|要|分|做成?)${N}\\s?期(?!太|还不|不行|那个|我接受不了)`),
  new RegExp(`(?<!第|那|这|了|每)(?!一期)${N}\\s?期(?!太|还不起|不行|我接受不了)`),
  new RegExp(`(?:in|over|into|take|the|with|give me|go|for|were) (?:the )?${N}[ -]months?\\b(?! (?:late|behind|ago))`),
  new RegExp(`^${N} months?\\?|, ${N} months?$`),
  /(?<!for |past |last |been |every )\b([3-9]|[1-6]\d|three|four|five|six|eight|nine|ten|twelve|eighteen)[ -]months?\b(?! (?:late|behind|ago|old|pregnant|now))/,
  new RegExp(`installments?,? (?:pls,? |please,? )?${N} ?(?:个月|months?)`),
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
  /\/\s?月|\bpcm\b|一期(?=[\d一二两三四五六七八九])|每个?月|一个月(?![以之]?[后内前]|的|没)|按月|月付|月供|每期|\ba month\b|\bper month\b|\bmonthly\b|\beach month\b|\bevery month\b|\/\s?mo(?:nth)?\b|\bp\/?m\b/;
const PER_WEEK =
  /每个?(?:周|礼拜|星期)|一个?(?:礼拜|星期)(?![以之]?[后内前])|按周|周付|\/\s?周|\ba w(?:ee)?k\b|\bper week\b|\bweekly\b|\beach week\b|\bevery week\b|\/\s?w(?:ee)?k\b/;
const FIRST =
  /(?:首付|首期|首笔|第一笔|头一笔|头笔|先付|先还|先给|先交|先转|头期给?|先拿|先给你?转|定金|首期可以多给点,|initial payment of|start me with|down ?payment(?: of)?|put down|start with|first)[给付还是 :]*$/;
const FIRST_AFTER = /^\s?(?:up ?front|deposit\b|to start\b|down\b|now\b|today\b|first\b|straight away|先|首付)/;
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
  const amounts = readOwnAmounts(rest, currency);
  const parts = counted !== null || per !== undefined || /剩下|其余|余下|后面|余款|之后|尾款|剩下的?|after that|initial|down ?payment|, rest|deposit|首付|the rest|then/.test(text);
  const first = parts
    ? amounts.find(
        (one) =>
          FIRST.test(rest.slice(Math.max(0, one.index - 20), one.index)) ||
          FIRST_AFTER.test(rest.slice(one.index + one.length)),
      )
    : undefined;
  const amount = ownAmong(
    amounts.filter((one) => one !== first),
    text,
  );
  const period = per ?? (counted?.monthly ? ('month' as const) : undefined);
  const onlyFirst = first && !/首付|deposit|down ?payment/.test(text) && !counted && per === undefined && !amount;
  return {
    ...(counted ? { installments: counted.count } : {}),
    ...(period ? { per: period } : {}),
    ...(ratio ? { ratio: ratio.value } : {}),
    ...(share === undefined ? {} : { downPaymentRatio: share }),
    ...(first && !onlyFirst ? { downPayment: first.value } : {}),
    ...(amount ? { amount: amount.value } : onlyFirst ? { amount: first.value } : {}),
  };
}

const PERIOD_BEFORE = /(?:每个?月|每期|月付|按月|一个月|一期|每个?(?:周|星期|礼拜)|周付)[^\d,，。]{0,6}$/;
const PERIOD_AFTER = /^ ?(?:块钱?|元)?(?:a |per |each |every |\/)?(?:month|week|wk|pcm|weekly|monthly|每月|每期|一期|一个月|\/月|\/周)/;
const OFFERED =
  /(?:最多|顶多|只能|能给|我给|我拿|拿|先还|还你们?|挤|按|就|pay|paying|send|sending|do|swing|manage|afford|offer|offering|make it|try|set it at|settle for|meet me at|live with|have got|full) \$?$|(?:最多|顶多|只能|能给|我给|我拿|拿|先还|还你们?|挤|转|付)$/;

/** Of several figures the one said to be paid each time, else the one that is offered, else the first. */
function ownAmong(amounts: readonly AmountReading[], text: string): AmountReading | undefined {
  const weight = ({ index, length }: AmountReading): number => {
    const before = text.slice(Math.max(0, index - 14), index);
    const periodic = PERIOD_BEFORE.test(before) || PERIOD_AFTER.test(text.slice(index + length, index + length + 14));
    return (periodic ? 2 : 0) + (OFFERED.test(before) ? 1 : 0);
  };
  return amounts.reduce<AmountReading | undefined>(
    (best, one) => (best === undefined || weight(one) > weight(best) ? one : best),
    undefined,
  );
}

const blanks = (matched: string): string => ' '.repeat(matched.length);

function readCount(text: string): { count: number; monthly: boolean; index: number; length: number } | null {
  for (const [patterns, monthly] of [
    [COUNTED, true],
    [COUNTED_WITHOUT_PERIOD, false],
  ] as const) {
    for (const pattern of patterns) {
      const match = pattern.exec(text);
      const count = match ? readNumeral(match[1] ?? match[2] ?? '') : null;
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
  const cents = /(\d{2}) cents on the dollar/.exec(text);
  if (cents) return share(Number(cents[1]) / 100, cents);
  const tenths = /(?:少收|减|免|便宜)(?:掉)?([一二三四五六七八九])成/.exec(text);
  if (tenths) return share(1 - (readNumeral(tenths[1] ?? '') ?? 0) / 10, tenths);
  const hundredths = new RegExp(`(?<!利率|年化|利息)百分之(\\d{1,2}|[${CHINESE_NUMERAL}]{1,3})`).exec(text);
  if (hundredths) {
    const value = (readNumeral(hundredths[1] ?? '') ?? 0) / 100;
    const less = /[减免降少][掉收]?$/.test(text.slice(0, hundredths.index));
    return share(less ? 1 - value : value, hundredths);
  }
  const kept = /(?:按|还|付|给)([一二三四五六七八九])成/.exec(text);
  if (kept) return share((readNumeral(kept[1] ?? '') ?? 0) / 10, kept);
  const half = /(?<!got )\bhalf off\b|half price|打对折|(?:cut|chop) it in half|take half\b|对半砍|forgive the rest|(?:只|能|就)(?:能)?还一半|一半(?:结清|了结|还清)|settle (?:for|at) half/.exec(
    text,
  );
  return half ? share(0.5, half) : null;
}

const share = (value: number, match: RegExpExecArray): Share | null =>
  value > 0 && value < 1
    ? { value: Math.round(value * 1_000) / 1_000, index: match.index, length: match[0].length }
    : null;
