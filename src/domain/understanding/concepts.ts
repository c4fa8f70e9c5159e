import { EN_MORE } from './concepts-en-more.js';
import { EN_CONCEPTS } from './concepts-en.js';
import { ZH_MORE } from './concepts-zh-more.js';
import { ZH_CONCEPTS } from './concepts-zh.js';

/** What many words mean alike, found in a text. */
export interface TaggedConcept {
  readonly concept: string;
  /** First character, and the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

interface Node {
  readonly next: Map<string, Node>;
  /** Of a word that ends here. */
  concept?: string;
  /** Whether the word may go on with more letters (`harass*`). */
  open?: boolean;
}

const node = (): Node => ({ next: new Map() });

function grow(tables: readonly Readonly<Record<string, string>>[]): Node {
  const root = node();
  for (const [concept, words] of tables.flatMap((table) => Object.entries(table))) {
    for (const written of words.split('|')) {
      const open = written.endsWith('*');
      let at = root;
      for (const character of open ? written.slice(0, -1) : written) {
        const next = at.next.get(character) ?? node();
        at.next.set(character, next);
        at = next;
      }
      at.concept ??= concept;
      at.open ??= open;
    }
  }
  return root;
}

const WORDS = grow([ZH_CONCEPTS, EN_CONCEPTS, ZH_MORE, EN_MORE]);

const isLatin = (code: number): boolean => (code >= 97 && code <= 122) || code === 39;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const endOf = (text: string, from: number, belongs: (code: number) => boolean): number => {
  let at = from;
  while (at < text.length && belongs(text.charCodeAt(at))) at++;
  return at;
};

const CURRENCY_BEFORE = '¥$€£';
const MONEY_AFTER = /\s?(?:块|元|圆|蚊|刀|rmb|cny|usd|dollars?|bucks?|quid|pounds?|euros?|[kw](?![a-z]))/y;
const SHARE_AFTER = /\s?(?:%|percent|折|成)/y;

/** A number is told from an amount by what stands next to it; long ones are references, not amounts. */
function taggedNumber(text: string, from: number): TaggedConcept {
  let to = endOf(text, from, (code) => isDigit(code) || code === 44 || code === 46);
  while (to > from + 1 && !isDigit(text.charCodeAt(to - 1))) to--;
  SHARE_AFTER.lastIndex = to;
  MONEY_AFTER.lastIndex = to;
  const share = SHARE_AFTER.test(text);
  const money = !share && MONEY_AFTER.test(text);
  if (share) to = SHARE_AFTER.lastIndex;
  if (money) to = MONEY_AFTER.lastIndex;
  const marked = from > 0 && CURRENCY_BEFORE.includes(text.charAt(from - 1));
  const digits = text.slice(from, to).replace(/\D/g, '').length;
  const concept = share
    ? 'SHARE'
    : money || marked
      ? 'AMOUNT'
      : digits > 6
        ? 'REFERENCE'
        : digits > 2
          ? 'NUMBER-LARGE'
          : 'NUMBER';
  return { concept, from, to, words: text.slice(from, to) };
}

/** A number in Chinese characters that says something by itself: of two characters at least, or before a unit. */
const WRITTEN_NUMBER =
  /(?:[一二两三四五六七八九十百千万零]{2,}|[一二两三四五六七八九十几](?=块|元|百|千|万))[几多来]?(块钱?|元|蚊|刀|[折成](?!功|为|了)|[号日]|点|期|次|笔|个月|天|周|年)?/y;
const COUNTED: Readonly<Record<string, string>> = { 折: 'SHARE', 成: 'SHARE', 号: 'DATE', 日: 'DATE', 点: 'LATER' };

function writtenNumber(text: string, from: number): TaggedConcept | null {
  WRITTEN_NUMBER.lastIndex = from;
  const match = WRITTEN_NUMBER.exec(text);
  if (!match) return null;
  const [words, unit = ''] = match;
  const money = /^[块元蚊刀]/.test(unit) || (unit === '' && /[百千万]/.test(words));
  const concept = money ? 'AMOUNT' : (COUNTED[unit] ?? 'NUMBER');
  return { concept, from, to: from + words.length, words };
}

/** The longest word of the tables that starts at a place. */
function longestAt(text: string, from: number): TaggedConcept | null {
  let at: Node | undefined = WORDS;
  let found: TaggedConcept | null = null;
  for (let to = from; at !== undefined && to < text.length;) {
    at = at.next.get(text.charAt(to));
    to++;
    if (at?.concept === undefined) continue;
    const latin = isLatin(text.charCodeAt(to - 1));
    const whole = latin ? endOf(text, to, isLatin) : to;
    if (whole > to && at.open !== true) continue;
    found = { concept: at.concept, from, to: whole, words: text.slice(from, whole) };
  }
  return found;
}

/**
 * The concepts of a normalised text, in order, without overlaps, the longest words first; one pass. Latin words count
 * only whole. What is in no table is not returned: the gaps are between `to` and the next `from`.
 */
export function tagConcepts(text: string): TaggedConcept[] {
  const found: TaggedConcept[] = [];
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      const number = taggedNumber(text, at);
      found.push(number);
      at = number.to;
      continue;
    }
    const word = longestAt(text, at);
    const number = writtenNumber(text, at);
    const tagged = number && number.to > (word?.to ?? 0) ? number : word;
    if (tagged) {
      found.push(tagged);
      at = tagged.to;
    } else {
      at = isLatin(code) ? endOf(text, at, isLatin) : at + 1;
    }
  }
  return found;
}
