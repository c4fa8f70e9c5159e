import { SPELLINGS } from './pinyin-words.js';

const WORDS = new Map<string, string>();
for (const [word, spellings] of Object.entries(SPELLINGS)) {
  for (const one of spellings.split('|')) {
    const letters = one.replaceAll(' ', '');
    if (!WORDS.has(letters)) WORDS.set(letters, word);
  }
}
const LONGEST = Math.max(...[...WORDS.keys()].map((word) => word.length));

/** English words that could be pinyin: a text of nothing else is English. */
const ENGLISH = new Set(
  'a me he she you can men man long song fan ban pan pin tan wan fun gun run sun bun die lie pie bin ma ha hi wo fen hen den ten pen ran sang rang fang pang gang hang she we bang ping ding ring sing king dong ai an o e er pai lei sha mama baba ok no do to so go'.split(
    ' ',
  ),
);
const NEVER_PINYIN = new Set('wanna gonna banana yada are single die later manager the'.split(' '));
const SYLLABLES =
  /^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|ve|er|a|o|e|i|u|v))+$/;

interface Spelt {
  readonly words: string;
  /** Letters that a word of the table accounts for. */
  readonly covered: number;
}

/**
 * The Chinese words in a run of Latin words, as many letters as can be: one or several whole words spell them. A word
 * that spells none stays as it is.
 */
function spelled(tokens: readonly string[]): Spelt {
  const letters = tokens.join('');
  const endOfToken = new Map<number, number>();
  let start = 0;
  for (const token of tokens) {
    endOfToken.set(start, start + token.length);
    start += token.length;
  }
  const best: (Spelt | undefined)[] = [];
  best[letters.length] = { words: '', covered: 0 };
  for (let from = letters.length - 1; from >= 0; from--) {
    const end = endOfToken.get(from);
    const after = end === undefined ? undefined : best[end];
    let choice: Spelt | undefined = after && {
      words: ` ${letters.slice(from, end)} ${after.words}`,
      covered: after.covered,
    };
    for (let length = Math.min(LONGEST, letters.length - from); length > 0; length--) {
      const word = WORDS.get(letters.slice(from, from + length));
      const rest = best[from + length];
      if (word === undefined || rest === undefined) continue;
      if (choice && rest.covered + length <= choice.covered) continue;
      choice = { words: word + rest.words, covered: rest.covered + length };
    }
    best[from] = choice;
  }
  return best[0] ?? { words: tokens.join(' '), covered: 0 };
}

const MOST_LETTERS = 400;

/**
 * A text typed in pinyin, with Chinese characters for the words of this domain: `wo mei qian` is `我没钱`. English and
 * whatever is not mostly made of such words comes back as it was.
 */
export function spellOut(written: string): string {
  if (written.length > MOST_LETTERS) return written;
  const text = written
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  const words = text.match(/[a-z]+/g) ?? [];
  const letters = words.join('').length;
  const syllabic = words.filter((word) => word.length <= 40 && SYLLABLES.test(word));
  if (letters < 4 || syllabic.join('').length < 0.8 * letters) return written;
  if (syllabic.every((word) => ENGLISH.has(word)) || words.some((word) => NEVER_PINYIN.has(word)))
    return written;
  let covered = 0;
  const out = text.replace(/[a-z]+(?: [a-z]+)*/g, (run) => {
    const spelt = spelled(run.split(' '));
    covered += spelt.covered;
    return spelt.words.replace(/ {2,}/g, ' ').trim();
  });
  return covered >= 0.6 * letters ? joined(out) : written;
}

/** Chinese words stand without spaces between them, and next to figures. */
const joined = (text: string): string =>
  text
    .replace(/(?<=[\u4e00-\u9fff\d]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=\d)/g, '')
    .replace(/(?<=\d)好/g, '号')
    .replace(/(?<=\d)这/g, '折');
