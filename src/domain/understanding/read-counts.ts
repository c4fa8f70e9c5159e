import { CHINESE_NUMERAL, ENGLISH_NUMERAL, readNumeral } from './read-numbers.js';

/** In how many parts something would be paid, as it stands in a text. */
export interface CountReading {
  readonly count: number;
  /** How often a part falls due, where the words of the count say it. */
  readonly per: 'week' | 'month' | undefined;
  readonly index: number;
  readonly length: number;
}

type Per = CountReading['per'];

/** Words that count parts: no `a`, and no hundreds. */
const COUNT_WORD = ENGLISH_NUMERAL.split('|')
  .filter((word) => !/^(?:an?|couple|dozen|hundred|thousand|grand)$/.test(word))
  .join('|');
const ONE = `\\d{1,2}|[${CHINESE_NUMERAL}]{1,3}|${ENGLISH_NUMERAL}`;
const ZH = `(?<![第\\d.])(\\d{1,3}|[${CHINESE_NUMERAL}]{1,3})`;
const EN = `(?<![\\d.,$£€-])\\b(\\d{1,3}|(?:half a |a |two )?dozen|(?:${COUNT_WORD})(?:[ -](?:${COUNT_WORD}))?)`;
const PARTS = '(?:payments|instal+ments|parts|pieces|chunks|portions|lots|tranches|checks|bits)';
const KIND = '(?:equal|easy|more|smaller|small|separate|even|fixed|regular|affordable|straight)';
const MONTHS = '(?:months?|mnths?|mths?|mos?)\\b';

type Form = readonly [pattern: RegExp, per: Per | 'named', scale?: number];

/** How a number of parts is said; `named`: the words say week or month themselves. */
const FORMS: readonly Form[] = [
  [new RegExp(`${ZH}\\s?(?:期|qi\\b)`, 'g'), 'month'],
  [new RegExp(`(?:分期|plan|installments?)[^。\\d]{0,6}${ZH}\\s?个月`, 'g'), 'month'],
  [new RegExp(`期数?(?:[拉延]长|改|调|加|放|增加|延)?[到成为至]${ZH}(?![\\d元块百千万])`, 'g'), 'month'],
  [new RegExp(`(?:分|拆|按|做|摊|split)\\s?[成到做]?(?:个|为|作)?\\s?${ZH}\\s?个?月`, 'g'), 'month'],
  [new RegExp(`${ZH}\\s?个月(?:的?分期|时间|还(?=$|[,。?!清完])|还清|付清|还完|付完|结清|结束|搞定|慢慢还|来还|每个?月|的?(?:那个|方案|分期|计划)|的我|内?分期)`, 'g'), 'month'],
  [new RegExp(`(?:[还付]|每月.{0,10}|后面|剩下的?|余下的?|其余的?)(?:分|给|用)?${ZH}\\s?个月(?!以?之?[后内前])`, 'g'), 'month'],
  [new RegExp(`(?:分|拆|摊)[成到做]?${ZH}\\s?年`, 'g'), 'month', 12],
  [new RegExp(`${ZH}\\s?年(?:分期|还清|付清|还完|付完|结清|慢慢还|来还)`, 'g'), 'month', 12],
  [new RegExp(`${ZH}\\s?年(?:期|分完|分清|就|行不|可以|吧)`, 'g'), 'month', 12],
  [/(?:分|拆|摊)(半)年|(?<![\d一二两三四])(半)年(?:期|分完)/g, 'month', 12],
  [new RegExp(`(?<=^|[,。 ])${ZH}\\s?个月(?=$|[,。?!吧行可好])`, 'g'), 'month'],
  [new RegExp(`[分份]${ZH}[其起]`, 'g'), 'month'],
  [new RegExp(`(?:分|拆|改|做)[成到做为]?${ZH}\\s?(?:周|个?星期|个?礼拜)`, 'g'), 'week'],
  [new RegExp(`(?:分|拆|摊)(?:成|做|开|为)?${ZH}\\s?(?:次|笔|份|回|批|段)`, 'g'), undefined],
  [new RegExp(`${ZH}\\s?(?:次|笔|份)(?:性)?(?:还清|付清|结清|还完|付完|给完|搞定|分付|来还)`, 'g'), undefined],
  [new RegExp(`${EN} (?:${KIND} )?(monthly|weekly) (?:${KIND} )?(?:${PARTS}|ones)`, 'g'), 'named'],
  [new RegExp(`${EN} (?:${KIND} )*${PARTS}\\b`, 'g'), undefined],
  [new RegExp(`${EN}[ -](?:payment|instal+ment|part)s?[ -](?:plan|option|deal|arrangement|one|version|split|thing)\\b`, 'g'), undefined],
  [new RegExp(`${EN}[ -]?(?:equal )?${MONTHS}`, 'g'), 'month'],
  [new RegExp(`(?:over|for|across|in) ${EN} (?:weeks|wks)\\b`, 'g'), 'week'],
  [new RegExp(`${EN} (?:weeks|wks) (?:at|of|x)\\b`, 'g'), 'week'],
  [new RegExp(`(?:over|across|spread (?:it |this |that )?over) (?:the )?(?:next )?${EN}[ -]years?\\b`, 'g'), 'month', 12],
  [/\b(?:over|across) (?:the )?(?:next )?(a|one) year\b(?! and)/g, 'month', 12],
  [/\b(?:over|across|in) (a year and a half)\b/g, 'month', 12],
  [new RegExp(`${EN} (?:instead of|rather than) (?:the )?\\d{1,2}(?=$|[,.?!])`, 'g'), undefined],
  [/\bin(?:to)? (thirds|quarters)\b/g, undefined],
  [new RegExp(`\\b${EN} ?(?:x|×|\\*|at|of) ?[$£€]?(?=\\d{2})`, 'g'), undefined],
  [
    new RegExp(`(?<!hand |fork |hand it |sent |send |paid |turn )\\b(?:over|across|into|(?:split|break|broken|divide|spread|stretch)\\w*(?: (?:it|this|that|the \\w+))?(?: up)?(?: over| into| in| to)?(?: like| about| maybe)?) ${EN}(?= ?(?:$|[,.?!](?!\\d)|is |please|pls|if |and |works))`, 'g'),
    undefined,
  ],
  [new RegExp(`(?:no to|not|asked for|wanted) (?:the )?\\d{1,2}(?: months)?, (?:but )?(?:yes to |the |ok to )?${EN}(?= ?(?:$|[,.]|will do|is fine|works|ok))`, 'g'), 'month'],
];

/** Before a count: it tells of the past or of parts of something else, or is turned down. */
const NOT_A_PLAN =
  /(?:第|这|(?<![以之])上|(?<![余剩以之])下|每|再加|(?<![最至])[少多]|还了|付了|交了|还过|付过|缴了|(?<!剩下的?|余下的?)剩|差|欠|还有|逾期|过去|拖了?|已经?|把|从|由|将|缓|停|延|宽限|推迟|失业|没工作|不要|不是|别|不想要|不同意|不接受|没同意|没答应|谁选的?|嫌|\b(?:past|last|previous|every|another|made|missed|paid|finished|(?:all|the) other|all|been|no to|not|instead of|rather than|forget|(?:can't|cannot|won't|couldn't) (?:do|accept|manage|agree to|handle)|don't want|never agreed to|more than|from|asked for|wanted|was|late|behind|ago|sent|did|in the)(?: the| a| those)?)\s?(?:个|的|你们?|你?给的|you )*$/;
/** Before months: they are how long a plan would last. */
const PLANNED_IN_MONTHS =
  /(?:\b(?:would|thinking|say|over|across|into|in|take|the|with|give me|go|go with|go for|were|to|do|want|need|at least|like|prefer|accept|set up|have|by|yes to|get|make it|installments?,?|me|option|plan,?|offer|be|or|ok,?|fine,?|kk|pay|down to|after|then|a|an|same|next|least)|(?:\d|monthly|weekly|plan|spread|balance)[^,.]{0,16} for|^|[,.;+?!]|做|plan)\s?(?:it |this |that |like |about |maybe )*$/;
const OF_A_PLAN =
  /^(?:-| )?(?:plan|option|instal|payment|deal|arrangement|one\b|it is|works|rather than|instead of|of [$£€]?\d|at [$£€]?\d|x \d|is (?:ok|fine|good|doable|what|the one)|suits|to (?:pay|clear|finish|settle)|分期)/;
/** After a count: it is over, late, a deadline, or turned down. */
const OVER =
  /^ ?(?:late|behind|ago|old|pregnant|now\b|overdue|from (?:now|today)|in (?:arrears|a row)|of (?:rent|pay|wages|arrears|salary|interest|calls|my)|'|is too|are too|isn't|won't|doesn't|later|past|free|without|since|after|straight|to live|left|(?:的|都|也|我|实在|真的?|那个)*(?:内|之内|以内|以后|之后|前|后|没(?!意见|问题|二话|话说|压力|什么)|了(?!吧)|一起|一块|全?补|还不起|太|不行|不够|接受不了|不接受|不同意|还没|不要|给不起))/;

/** `12 payments is too many, give me 18`: what the number counts was said before. */
const INSTEAD = new RegExp(
  `(?:\\b(?:give me|make it|make that|try|need|want|prefer|go for|do|but)|[给要改换用]我?成?|就)\\s?(?:the |only |just )?(${ONE})(?=\\s?(?:$|[,.!?吧行可]|would|works|will do|is ))`,
);

/**
 * Of several counts the first that is not turned down and tells of no past, or the number that takes the place of one
 * that is; null where none is named.
 */
export function readCount(text: string): CountReading | null {
  let refused: { readonly per: Per; readonly end: number } | null = null;
  for (const { numeral, count, per, index, end } of countsIn(text)) {
    const before = text.slice(Math.max(0, index - REACH), index);
    const after = text.slice(end, end + REACH);
    if (OVER.test(after) || NOT_A_PLAN.test(before)) {
      refused = { per, end };
      continue;
    }
    const inMonths = /^[ -]?(?:equal )?m[a-z]+$/.test(text.slice(index + numeral.length, end));
    if (inMonths && !PLANNED_IN_MONTHS.test(before) && !OF_A_PLAN.test(after)) continue;
    return { count, per, index: index, length: end - index };
  }
  return refused && insteadOf(refused.per, refused.end, text);
}

function insteadOf(per: Per, end: number, text: string): CountReading | null {
  const match = INSTEAD.exec(text.slice(end));
  const count = readNumeral(match?.[1] ?? '');
  if (!match || count === null || count < 2 || count > MOST) return null;
  const length = match[1]?.length ?? 0;
  return { count, per, index: end + match.index + match[0].length - length, length };
}

interface Named {
  readonly numeral: string;
  readonly count: number;
  readonly per: Per;
  /** Where the number itself stands. */
  readonly index: number;
  readonly end: number;
}

const MOST = 120;

/** Every number of parts, refused ones too, in order. */
const countsIn = (text: string): Named[] =>
  FORMS.flatMap(([pattern, per, scale = 1]) =>
    [...text.matchAll(pattern)].map((match) => {
      const [words, first, second] = match;
      const numeral = first ?? second ?? '';
      return {
        numeral,
        count: countOf(numeral) * scale,
        per: per === 'named' ? perNamed(match) : per,
        index: match.index + words.indexOf(numeral),
        end: match.index + words.length,
      };
    }),
  )
    .filter(({ count }) => Number.isInteger(count) && count >= 2 && count <= MOST)
    .sort((one, other) => one.index - other.index);

const REACH = 24;

const perNamed = (match: RegExpMatchArray): Per => (match[2] === 'weekly' ? 'week' : 'month');

function countOf(numeral: string): number {
  if (numeral === 'thirds') return 3;
  if (numeral === 'quarters') return 4;
  if (numeral === 'a year and a half') return 1.5;
  return numeral === '半' ? 0.5 : (readNumeral(numeral) ?? NaN);
}
