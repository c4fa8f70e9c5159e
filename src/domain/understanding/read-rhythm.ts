/** How often something would be paid, as it stands in a text. */
export interface RhythmReading {
  readonly per: 'week' | 'month';
  /** Whether the words ask for this rhythm by themselves, without a figure. */
  readonly asked: boolean;
  readonly index: number;
  readonly length: number;
}

const RHYTHM =
  /(?<month>\/\s?(?:月|mo(?:nth)?\b|m\b)|\bpcm\b|\bp\/?m\b|每个?月|月月|按月|(?<![个这上下本\d一二三四五六七八九十])月[付供还]|每期|一期(?!还不起)|一个?(?:月|号头)|\b(?:a|per|each|every|by the) (?:single )?(?:month|mnth|mnoth|mth|mo)\b|(?<![a-z-])monthly\b)|(?<week>\/\s?(?:周|w(?:ee)?k\b|w\b)|每个?(?:周|礼拜|星期)|周周|按(?:周|礼拜|星期)|周付|周还|一个?(?:周|礼拜|星期)|\b(?:a|per|each|every|by the) (?:single )?w(?:ee)?k\b|(?<![a-z-])weekly\b)/g;

/** Before such words: how often money comes in, how long something lasts, another rhythm. */
const OTHERWISE =
  /(?:工资|月薪|挣|赚|收入|房租|房贷|车贷|开销|花|发|宽限|延|再给我?|缓|没法|不想|(?<!能)不能|等我?|晚|多给我?|不是|第|\b(?:make|earn|rent|mortgage|income|salary|paid|pays me|pension|from|instead of|rather than|(?:can't|cannot|won't|couldn't) do|than|not|no|in|within|for|after|another|give me|need|once|twice|three times|times|half|about|wait|every other|every two|next|bi|semi))[的了是把每约]?\s?(?:是 )?$|(?:过|前|近|这|那|(?<![以之])上|(?<![剩余以之])下)$/;
const OTHERWISE_AFTER =
  /^\s?(?:以?之?[后内前]|的?(?:工资|收入|房租|房贷|开销|时间)|没|多少|还不起|挣|赚|收入|到手|工资|发(?!工资[后就再]?先?[给还付])|ago\b|from (?:now|today)|late|behind|off\b|extension|later|in (?:rent|bills|income)|or (?:so|two)|coming|to (?:find|get|sort)|payments? (?:is|are) (?:due|\d)|and rent)/;
/** `一个月` and `a month` tell a rhythm only beside what is paid. */
const ONLY_BESIDE_A_FIGURE = /^(?:一|a )/;
const FIGURE_BEFORE = /[\d百千万十kw块元多来一二两三四五六七八九点毛角]\s?(?:钱|左右)?\s?$|\b(?:hundred|grand|fifty|twenty|thirty|forty|sixty|seventy|eighty|ninety|five|ten|fifteen|six|seven|eight|nine|tenner|fiver|score|bucks|dollars|quid|pounds|euros|it|that|payment|max|each|once|or so)\s?$/;
const FIGURE_AFTER = /^\s?(?:[还给付交打转出拿挤扣存先就只能可以最多顶大概固定再到是按个我你们差不多也匀省抠挪腾来以]|的话){0,14}\s?[¥$]?[\d一二两三四五六七八九十]/;
/** Words that ask for a rhythm as such. */
const ASKED =
  /^(?:按|周付|月付|by the|weekly|every|(?:一|每)个?(?:月|周|礼拜|星期)(?=还))/;
const ASKED_BEFORE = /\b(?:pay|paying|payments?|then|rest|remainder)(?: it| this| that)?(?: off)?\s?$/;
const ASKED_AFTER = /^\s?(?:还(?!少|得少|是|有|能|要|款)|付|交|扣|payments\b|instal+ments\b|plan\b|(?:could|would|might) work|works\b|is (?:ok|fine|better))/;
const LESS = /少|低|轻|降|lower|less|reduc|smaller|a bit|bit each/;

const REACH = 20;

/** `every Friday`, `每月5号`: they may have been blanked with a date. */
const EVERY = /(?<month>\b(?:of|on) (?:every|each) month\b|每个?月(?=(?:\d{1,2}|[一二三四五六七八九十]{1,3})[号日]))|\bevery (?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)(?:day)?\b/;

/** The first rhythm of payment that a text names; null where it names none. `context` is the text without blanks. */
export function readRhythm(text: string, context: string): RhythmReading | null {
  for (const match of text.matchAll(RHYTHM)) {
    const [words] = match;
    const end = match.index + words.length;
    const before = text.slice(Math.max(0, match.index - REACH), match.index);
    const after = text.slice(end, end + REACH);
    if (OTHERWISE.test(before) || OTHERWISE_AFTER.test(after)) continue;
    if (ONLY_BESIDE_A_FIGURE.test(words) && !FIGURE_BEFORE.test(before) && !FIGURE_AFTER.test(after)) continue;
    const asked = ASKED.test(words) || ASKED_BEFORE.test(before) || ASKED_AFTER.test(after);
    return {
      per: match.groups?.['week'] === undefined ? 'month' : 'week',
      asked: asked && !LESS.test(before + after),
      index: match.index,
      length: words.length,
    };
  }
  const every = EVERY.exec(context);
  const per = every?.groups?.['month'] === undefined ? 'week' : 'month';
  return every && { per, asked: false, index: every.index, length: every[0].length };
}
