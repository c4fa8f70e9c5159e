import type { Figure } from './read-figures.js';
import { readFigures } from './read-figures.js';

/** After a number, these say that it counts something else. */
const UNIT =
  /^\s?[多来几]?(?:个(?!月)|月份|次|天|年(?![底前后初终])|个月|月(?![底初中末])|号(?!码)|日|点|期|条|岁|折|成(?!不成|吗|么|交|不\b)|%|级|楼|栋|单元|室|人|口|(?:周|星期|礼拜)(?![一二三四五六日天末])|笔|遍|通|家|位|小时|分钟|份|套|只|头|斤|亩|吨|公里|平|米|台|辆|箱|件|碗|顿|趟|层|张(?!\(|（)|倍|辈子|分之|percent|per cent|days?\b|business|working|weeks?\b|wks?\b|fortnights?\b|months?\b|mths?\b|mos\b|years?\b|yrs?\b|hours?\b|hrs?\b|minutes?|mins?\b|times?\b|calls?\b|电话|texts?\b|messages?|emails?|letters?|payments?|instal|parts\b|pieces\b|people|kids|children|jobs?\b|miles?|am\b|pm\b|th\b|st\b|nd\b|rd\b|cents\b|points?\b|o'clock|others?\b|more (?:days?|weeks?|months?)|or so (?:days?|weeks?|months?)|[a-z]+ (?:st|street|road|rd|ave|avenue|lane)\b|-(?:day|week|month|year|payment|instal))/;
/** Before a number, these say that it names something: a paper, a card, a phone, a place, a law. */
const NAMES =
  /(?:尾[号数]|后四位|末四位|编号|单号|流水号?|工号|订单号?|合同(?:编?号)|案号|账号|卡号|身份证号?|手机号?|电话|热线|客服|验证码|密码|邮编|双|第|百分之|年利率|利率|年化|\b(?:last four|ending(?: in)?|ends in|case|cases|ref|reference|confirmation|receipt|invoice|ticket|order|trace|txn|transaction|account|acct|card|visa|mastercard|phone|extension|ext|code|zip|unit|apt|apartment|flat|room|suite|number|loan|file|policy|option|chapter|section|article|route|id|no\.|apr|age|aged|since|i'm|i am|he's|she's|turned)\b)(?:\s?(?:号码?|number|no|id|code|card))?\s?(?:\.|是|为|:|：|#|\(|（|is)?\s?#?$/;
const YEAR = /(?:\b(?:in|since|until|till|during|early|late|year)|自|于|在)\s?$/;
/** Numbers of consumer bodies and banks, and short ones of the police and emergency lines, which are called. */
const HOTLINE = /^(?:123(?:15|45|48|63|78|81|88)|96110|95\d{3}|400\d{3,})$/;
const EMERGENCY = /^(?:110|119|120|911|999|988)$/;
const CALLS = /(?:拨|打|报|举报|投诉到?|call|dial|ring|rang)[给了过]?\s?$/;

/** What a figure of money that has no sign of it stands beside when it is small or only words. */
const PAID_EACH =
  /^\s?(?:\/\s?(?:月|周|mo|wk|m\b|w\b)|(?:a|per|each|every|一|每)\s?(?:month|mo\b|week|wk|fortnight|pay|个?月|周|期|次|个?星期|个?礼拜)|monthly|weekly|biweekly|each|apiece|pcm)/;
const PAYS_RIGHT_BEFORE =
  /(?:还|付|给|转|打|出|拿|交|存|汇|凑|送|最多|顶多|只能|每月|每期|每次|每周|一次|一期|一个月|一周|\b(?:pay|paid|paying|send|sent|sending|do|manage|afford|offer|swing|give|take|of|at|spare))\s?(?:了|个|你们?|you|only|just|about|like|maybe)?\s?$/;

/** The numbers of a text that are money, in order; `500 or 600` and `2-3k` are one figure with two values. */
export const moneyFigures = (text: string, context: string): Figure[] =>
  joinRanges(readFigures(text, context), text).filter((figure) => isMoney(figure, context));

function isMoney(figure: Figure, text: string): boolean {
  const { values, numeral, marked, before, after } = figure;
  const [value = 0] = values;
  if (value <= 0 || /^(?:[百千万]|(?:a )?couple|thousand|grand|dozen)/.test(numeral)) return false;
  if (/^hundred/.test(numeral) && !/\b(?:the|that|this|about|around|like|another) $/.test(before)) return false;
  if (NAMES.test(before) || UNIT.test(after)) return false;
  if (marked) return true;
  if (/^[零〇一二两三四五六七八九]{2,}$/.test(numeral)) return false;
  if (isPartOfSomething(figure, text)) return false;
  const written = /^\d/.test(numeral);
  if (HOTLINE.test(numeral) || (EMERGENCY.test(numeral) && CALLS.test(before))) return false;
  if (isYear(value, numeral) && YEAR.test(before)) return false;
  const small = written ? value < 10 : value < (/^[a-z]/.test(numeral) ? 20 : 100);
  if (written && value <= 31 && /\bon (?:the )?$/.test(before)) return false;
  return !small || PAID_EACH.test(after) || (value >= 10 && PAYS_RIGHT_BEFORE.test(before));
}

const isYear = (value: number, numeral: string): boolean =>
  value >= 1990 && value <= 2035 && /^\d{4}$/.test(numeral);

/** A piece of a serial number, a clock time, a date, a word: `88012345`, `551-20`, `10:42`, `9f22a1`, `24/7`. */
function isPartOfSomething({ numeral, index, end }: Figure, text: string): boolean {
  if (/^0\d|^\d{7,}|^401k$/.test(numeral)) return true;
  if (!/^\d/.test(numeral)) return false;
  return (
    /(?:[a-z#_]|\d[-/:.])$/.test(text.slice(Math.max(0, index - 2), index)) ||
    /^(?:[a-z_]|[-/:.]\d|-[a-z])/.test(text.slice(end, end + 2))
  );
}

const BETWEEN_TWO = /^\s?(?:-|–|—|~|到|至|或者?|还是|or|to|maybe)\s?$/;
const BETWEEN_AND = /^(?: and |和)$/;
const MOST_APART = 4;

function joinRanges(figures: readonly Figure[], text: string): Figure[] {
  const joined: Figure[] = [];
  for (const figure of figures) {
    const last = joined.at(-1);
    const range = last && rangeOf(last, figure, text);
    if (range) joined[joined.length - 1] = range;
    else joined.push(figure);
  }
  return joined;
}

function rangeOf(low: Figure, high: Figure, text: string): Figure | null {
  const between = text.slice(low.end, high.index);
  const [lowest = 0] = low.values;
  const [highest = 0] = high.values;
  if (low.values.length > 1 || high.values.length > 1 || /\bfrom (?:the )?$|从$/.test(low.before)) return null;
  if (!BETWEEN_TWO.test(between) && !(BETWEEN_AND.test(between) && /\bbetween $|在$/.test(low.before))) {
    return null;
  }
  const scale = /^(?:\d+(?:\.\d)?|[一二两三四五六七八九]|[a-z]+)$/.test(low.numeral) && lowest < 10 ? scaleOf(high) : 1;
  const first = lowest * scale;
  if (!(first < highest && highest <= MOST_APART * first)) return null;
  if (/[-–—]/.test(between) && scale === 1 && !isRound(first, highest, low, high)) return null;
  return {
    ...high,
    values: [first, highest],
    numeral: low.numeral,
    currency: high.currency ?? low.currency,
    marked: low.marked || high.marked,
    index: low.index,
    before: low.before,
  };
}

const isRound = (first: number, second: number, low: Figure, high: Figure): boolean =>
  low.marked || high.marked || (first % 5 === 0 && second % 5 === 0);

/** `2-3k`, `两到三千`, `two or three hundred`: the unit that belongs to both. */
function scaleOf({ numeral }: Figure): number {
  if (/[kｋ千]$|thousand$|grand$/.test(numeral)) return 1_000;
  if (/[w万]$/.test(numeral)) return 10_000;
  return /百$|hundred$/.test(numeral) ? 100 : 1;
}
