const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 万: 10_000, 拾: 10, 佰: 100, 仟: 1_000 };

/** Characters of a Chinese numeral, for use inside a character class. */
export const CHINESE_NUMERAL = '零〇一二两俩三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟';

/** Reads `三千五` (3500), `两万三` (23000), `一百二` (120), `二〇二六` (2026), `十五` (15); null when it is none. */
export function readChineseNumber(text: string): number | null {
  if (!new RegExp(`^[${CHINESE_NUMERAL}]+$`).test(text)) return null;
  if (![...text].some((character) => character in UNITS)) {
    return Number([...text].map((character) => DIGITS[character]).join(''));
  }
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let lastUnit = 1;
  let zero = false;
  for (const character of text) {
    const unit = UNITS[character];
    if (unit === undefined) {
      zero = zero || character === '零' || character === '〇';
      digit = DIGITS[character] ?? null;
    } else if (unit === 10_000) {
      total = (total + section + (digit ?? 0)) * unit;
      section = 0;
      digit = null;
      lastUnit = unit;
    } else {
      section += (digit ?? (unit === 10 ? 1 : 0)) * unit;
      digit = null;
      lastUnit = unit;
      zero = false;
    }
  }
  const shorthand = digit !== null && !zero && lastUnit >= 100 ? lastUnit / 10 : 1;
  return total + section + (digit ?? 0) * (zero ? 1 : shorthand);
}

const SMALL: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  couple: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const SCALES: Readonly<Record<string, number>> = { dozen: 12, hundred: 100, thousand: 1_000, grand: 1_000 };

export const ENGLISH_NUMERAL = Object.keys({ ...SMALL, ...SCALES }).join('|');

/**
 * Reads `one thousand`, `two hundred fifty`, `three fifty` (350), `twelve hundred`, `a grand and a half` (1500),
 * `half a dozen`; null when a word is not a number.
 */
export function readEnglishNumber(text: string): number | null {
  const words = text.split(/[\s-]+/).filter((part) => part !== '' && part !== 'and');
  let total = 0;
  let section = 0;
  let half = false;
  for (const [at, word] of words.entries()) {
    const small = SMALL[word];
    const scale = SCALES[word];
    if (word === 'half') {
      half = true;
      section -= words[at - 1] === 'a' ? 1 : 0;
    } else if (small !== undefined) {
      if (half && word === 'a') continue;
      if (word === 'couple') section = 0;
      section = isSpokenHundreds(section, small) ? section * 100 + small : section + small;
    } else if (scale !== undefined) {
      const counted = (section === 0 && !half ? 1 : section) + (half ? 0.5 : 0);
      half = false;
      section = scale === 1_000 ? 0 : counted * scale;
      total += scale === 1_000 ? counted * scale : 0;
    } else {
      return null;
    }
  }
  const last = words.findLast((word) => word in SCALES);
  return total + section + (half && last !== undefined ? (SCALES[last] ?? 0) / 2 : 0);
}

/** `two fifty`, `twelve seventy-five`: hundreds that are not named. */
const isSpokenHundreds = (before: number, next: number): boolean =>
  before > 0 && before < 20 && before !== 10 && next >= 10;

const MULTIPLIERS: Readonly<Record<string, number>> = {
  k: 1_000,
  w: 10_000,
  万: 10_000,
  千: 1_000,
  百: 100,
  hundred: 100,
  thousand: 1_000,
  grand: 1_000,
};
const ARABIC = '(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?';
const SCALED = new RegExp(`^(${ARABIC})\\s?([kw万千百]|hundred|thousand|grand)?([\\d一二三四五六七八九千百零]*)$`);

/** Reads one numeral in any of the three scripts, `1.2k`, `3,500`, `1w2`, `2万3千`, `三千五`, `five hundred`. */
export function readNumeral(text: string): number | null {
  const compact = text.trim();
  const arabic = SCALED.exec(compact);
  if (arabic) {
    const [, figure = '', unit, tail = ''] = arabic;
    const multiplier = unit === undefined ? 1 : (MULTIPLIERS[unit] ?? 1);
    const value = Math.round(Number(figure.replaceAll(',', '')) * multiplier * 1_000) / 1_000;
    if (tail === '') return value;
    if (unit === undefined) return null;
    const rest = readNumeral(tail.replace(/^零/, ''));
    return rest === null ? null : value + (/^[\d一二三四五六七八九]$/.test(tail) ? (rest * multiplier) / 10 : rest);
  }
  return readChineseNumber(compact) ?? (/^[a-z]/.test(compact) ? readEnglishNumber(compact) : null);
}

const NEXT_TO_EACH_OTHER = '一二|[一两]两|两三|二三|三四|三五|四五|五六|六七|七八|八九';
const TWO_BEFORE_UNIT = new RegExp(`^(.*?)(${NEXT_TO_EACH_OTHER})([十百千万].*)$`);
const TWO_AT_THE_END = new RegExp(`^(.*[百千万])(${NEXT_TO_EACH_OTHER})$`);

/** Every value that a numeral may have: one, or two for `两三千`, `一千五六` and `1.200`; none when it is no numeral. */
export function readNumerals(text: string): readonly number[] {
  const two = TWO_BEFORE_UNIT.exec(text) ?? TWO_AT_THE_END.exec(text);
  if (two) {
    const [, before = '', digits = '', after = ''] = two;
    return [...digits].flatMap((digit) => readNumeral(before + digit + after) ?? []);
  }
  const value = readNumeral(text);
  if (value === null) return [];
  return /^[1-9]\d{0,2}\.\d{3}$/.test(text) ? [value * 1_000, value] : [value];
}

const MORE_WORDS = `(?:[\\s-]+(?:and\\s+a\\s+half\\b|(?:and\\s+)?(?:${ENGLISH_NUMERAL})\\b))*`;

/** Source of a regular expression that matches one numeral. */
export const NUMERAL =
  `(?:${ARABIC}(?:\\s?[kw万千百](?![a-z])(?:零?[\\d一二三四五六七八九]{1,2}(?:[千百][\\d一二三四五六七八九]?百?)?(?!\\d))?|\\s(?:hundred|thousand|grand)\\b)?` +
  `|[${CHINESE_NUMERAL}]+(?<![${CHINESE_NUMERAL}]一(?=[周期次笔月口把锤]|个月|礼拜|星期|个礼拜|个星期))|(?:half\\s+)?\\b(?:${ENGLISH_NUMERAL})\\b${MORE_WORDS})`;
