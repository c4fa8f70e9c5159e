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
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 万: 10_000 };

/** Characters of a Chinese numeral, for use inside a character class. */
export const CHINESE_NUMERAL = '零〇一二两俩三四五六七八九十百千万';

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
      zero = character === '零' || character === '〇';
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

const WORDS: Readonly<Record<string, number>> = {
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
  hundred: 100,
  thousand: 1_000,
  grand: 1_000,
};

export const ENGLISH_NUMERAL = Object.keys(WORDS).join('|');

/** Reads `one thousand`, `two hundred fifty`, `three fifty` (350), `twelve`; null when a word is not a number. */
export function readEnglishNumber(text: string): number | null {
  let total = 0;
  let section = 0;
  const hundreds = /^(one|two|three|four|five|six|seven|eight|nine)[\s-](ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$/.exec(text);
  if (hundreds) return 100 * (WORDS[hundreds[1] ?? ''] ?? 0) + (WORDS[hundreds[2] ?? ''] ?? 0);
  for (const word of text.split(/[\s-]+/).filter((part) => part !== '' && part !== 'and')) {
    const value = WORDS[word];
    if (value === undefined) return null;
    if (value === 1_000) {
      total += (section === 0 ? 1 : section) * value;
      section = 0;
    } else if (value === 100) {
      section = (section === 0 ? 1 : section) * value;
    } else {
      section += value;
    }
  }
  return total + section;
}

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

/** Reads one numeral in any of the three scripts, `1.2k`, `3,500`, `2万`, `三千五`, `five hundred`. */
export function readNumeral(text: string): number | null {
  const compact = text.trim();
  const arabic = /^(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([kw万千百]|hundred|thousand|grand)?([\d一二三四五六七八九])?$/.exec(compact);
  if (arabic) {
    const [, whole = '', fraction = '', unit, tail] = arabic;
    const multiplier = unit === undefined ? 1 : (MULTIPLIERS[unit] ?? 1);
    const value = Number(whole.replaceAll(',', '') + fraction) * multiplier;
    if (tail === undefined) return value;
    return unit === undefined ? null : value + ((DIGITS[tail] ?? Number(tail)) * multiplier) / 10;
  }
  return readChineseNumber(compact) ?? (/^[a-z]/.test(compact) ? readEnglishNumber(compact) : null);
}

/** Source of a regular expression that matches one numeral. */
export const NUMERAL =
  `(?:(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:\\s?[kw万千百](?![a-z])[\\d一二三四五六七八九]?|\\s(?:hundred|thousand|grand)\\b)?|[${CHINESE_NUMERAL}]+` +
  `|\\b(?:${ENGLISH_NUMERAL})\\b(?:[\\s-]+(?:and\\s+)?(?:${ENGLISH_NUMERAL})\\b)*)`;
