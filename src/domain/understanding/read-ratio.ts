import { CHINESE_NUMERAL, ENGLISH_NUMERAL, readNumeral } from './read-numbers.js';

/** A share of the balance, as it stands in a text. */
export interface ShareReading {
  /** What would be paid, 0–1, to three digits. */
  readonly value: number;
  /** Whether it would only be the first payment. */
  readonly first: boolean;
  readonly index: number;
  readonly length: number;
}

const N = `(\\d{1,3}(?:\\.\\d+)?|[${CHINESE_NUMERAL}]{1,4}|\\b(?:${ENGLISH_NUMERAL})(?:[ -](?:${ENGLISH_NUMERAL}))?)`;

const number = (text: string | undefined): number => readNumeral(text ?? '') ?? NaN;

/** `八` and `八五` before `折`, `7.5`, `85`. */
function tenths(text: string): number {
  const digits = /^[一二三四五六七八九]{2}$/.test(text)
    ? [...text].reduce((sum, digit) => sum * 10 + number(digit), 0)
    : number(text);
  return digits < 10 ? digits / 10 : digits / 100;
}

type Form = readonly [pattern: RegExp, read: (match: RegExpMatchArray) => number];

/** The share that is named; whether it is kept or taken off is told by the neighbours. */
const FORMS: readonly Form[] = [
  [/([六七八九])[一二三四]开|[一二三四]([六七八九])开/g, (match) => number(match[1] ?? match[2]) / 10],
  [/打?个?(?:对折|半价)/g, () => 0.5],
  [/打?([一二三四五六七八九]{1,2}|\d(?:\.\d)?|\d{2})折/g, (match) => tenths(match[1] ?? '')],
  [
    new RegExp(`百分之${N}`, 'g'),
    (match) => number(match[1]) / 100,
  ],
  [new RegExp(`([二三四五六七八九十\\d])分之([一二两三四五六七八九\\d])`, 'g'), (match) => number(match[2]) / number(match[1])],
  [
    /(?<![一二三四五六七八九变周期拜])([一二两三四五六七八九\d])成([半一二三四五六七八九\d](?!期|次|个|笔))?(?![功本员交立为天都年])/g,
    (match) => (number(match[1]) + (match[2] === undefined ? 0 : match[2] === '半' ? 0.5 : number(match[2]) / 10)) / 10,
  ],
  [new RegExp(`${N}\\s?(?:%|percent\\b|per cent\\b|pct\\b)`, 'g'), (match) => number(match[1]) / 100],
  [new RegExp(`${N} (?:cents|c) (?:on|per|to|for each|in) (?:the |a |every )?dollar`, 'g'), (match) => number(match[1]) / 100],
  [/\b(?:a|one|1) (third|quarter|fifth)\b/g, (match) => 1 / (PARTS[match[1] ?? ''] ?? NaN)],
  [/\b(two|three|2|3)[ -](third|quarter|fifth)s\b/g, (match) => number(match[1]) / (PARTS[match[2] ?? ''] ?? NaN)],
  [/(?<![\d/])([1-3])\/([2-5])(?![\d/])/g, (match) => Number(match[1]) / Number(match[2])],
  [
    /(?<!and a )\bhalf\b(?! (?:an?|past|dozen|year|grand|hundred|hour|month|day|of (?:my|it goes|them|(?:that|this|it|those|these)(?: is| are|'s| was))|my|asleep|dead|the (?:time|people|month|year|calls?))\b)(?!-)|(?:对半|一半)(?!人|时间|工资)/g,
    () => 0.5,
  ],
];
const PARTS: Readonly<Record<string, number>> = { third: 3, quarter: 4, fifth: 5 };

/** Of two halves neither is the share that would be paid: `half on Friday, half next week`. */
const HALF = /^(?:half|一半)$/;

/** Rates, shares of something else, and shares that somebody else gave. */
const NOT_OF_BALANCE =
  /(?:利率|利息|年化|年息|月息|日息|费率|罚息|手续费|同行都?|隔壁|别家|人家|听说|留|一人让|各让?|下月|另|[这那上下本]个?[月期]的|有人减?了?|百分百|\b(?:(?:buddy|friend|brother|coworker|neighbou?r) got|with|interest(?: rate)?(?: of| is| at)?|apr(?: of| is)?|rate of|fee of|other|almost|over|like|that's|are|the other|me at|first|last|second|my|charging(?: me)?|my wages?|wasted|already paid|tax of))\s?$/;
const NOT_OF_BALANCE_AFTER =
  /^\s?(?:(?:的)?(?:利息|利率|罚息|手续费|年化|工资|收入|首付)|interest|apr\b|a year|per year|annual|rate|in interest|fees?|tax|sure|of (?:my|the (?:bank|time|interest|fee|calls?|month)|people)|down on|on (?:mon|tue|wed|thu|fri|sat|sun|the \d)|mile|time\b|-)/;
const REFUSED =
  /(?:不要|不是|别|拒绝|\b(?:not|no|wanted|asked for|don't want|can't (?:do|accept|agree to|pay)|won't (?:do|accept|take)|forget|instead of|rather than|from))\s?(?:the |a |打)?$/;
const REFUSED_AFTER =
  /^(?:的)?\s?(?:off |discount |也|都|还是|还|我|is |was )*(?:太[少多高低贵]|等于没|不够|给不起|还不起|付不起|拿不出|不行|不要|接受不了|不接受|不同意|要[一二三四五六七八九两\d]|isn't enough|not enough|too (?:much|little|low|high)|won't|doesn't|does nothing|i can't)/;
/** Before or after a share, these say that it would be taken off. */
const TAKEN_OFF =
  /(?:减免?|免除?|少[收还给付]?|便宜|让利?|砍|降(?!到|成|至)|抹|去|打掉|优惠|\b(?:knock|knocking|cut|cutting|drop|dropping|waive|waiving|reduce|reducing|reduction of|discount of|slash|chop|shave|forgive|write off|writing off|lower|lowering|wipe|take off|minus|less))(?:掉|个|我|去|了|给我|点|收|还)*(?: it| that| this| the (?:balance|debt|total|bill|amount))?(?: down)?(?: off)?(?: by)?(?: about| another| maybe)?\s?$/;
const TAKEN_OFF_AFTER =
  /^\s?(?:of (?:it|the (?:balance|debt|total))\s)?(?:off\b(?! to)|discount|reduction|less\b|cheaper|knocked off|waived|forgiven|written off|haircut|的?减免|的?优惠|减掉|免掉)/;
/** A first payment: the rest is to follow. */
const FIRST = /(?:首付|首期|先|现在|今天|头期|定金|\b(?:deposit of|down ?payment of|put down|first))[付还给交转打拿是: ]*$/;
const FIRST_AFTER = /^\s?(?:the balance |of it )?(?:now|today|up ?front|down\b|deposit|first|to start|先)/;
const REST_FORGIVEN = /forgive|drop|write|wipe|waive|settle|结清|了结|免|抹|销|两清|清账|once|完事/;

const REACH = 24;

/**
 * The share of the balance that would be paid: `打八折`, `20% off` and `waive a fifth` are all 0.8. Of several the first
 * that is not turned down. Null where none is named, or only rates of interest and the like.
 */
export function readShare(text: string): ShareReading | null {
  const named = FORMS.flatMap(([pattern, read], rank) =>
    [...text.matchAll(pattern)].map((match) => ({ rank, value: read(match), index: match.index, length: match[0].length, words: match[0] })),
  )
    .filter(({ value }) => value > 0 && value < 1)
    .sort((one, other) => one.index - other.index || one.rank - other.rank);
  const halves = named.filter(({ words }) => HALF.test(words)).length;
  for (const { value, index, length, words } of named) {
    if (halves > 1 && HALF.test(words)) continue;
    const before = text.slice(Math.max(0, index - REACH), index);
    const after = text.slice(index + length, index + length + REACH);
    if (NOT_OF_BALANCE.test(before) || NOT_OF_BALANCE_AFTER.test(after)) continue;
    if (REFUSED.test(before) || REFUSED_AFTER.test(after)) continue;
    const off = !words.includes('折') && (TAKEN_OFF.test(before) || TAKEN_OFF_AFTER.test(after));
    const share = Math.round((off ? 1 - value : value) * 1_000) / 1_000;
    const early = !off && !words.includes('折') && (FIRST.test(before) || FIRST_AFTER.test(after));
    const first = early && !REST_FORGIVEN.test(text.slice(index + length));
    return { value: share, first, index, length };
  }
  return null;
}
