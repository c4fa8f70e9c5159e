import { foldWords } from './fold-words.js';
import { spellOut } from './pinyin.js';

/** What speech puts between words. */
const FILLERS =
  /(?<![a-z])(?:u+m+|u+h+m*|erm+|hmm+)(?![a-z])(?=.*[a-z]{2})|(?<=[\u4e00-\u9fff])[嗯呃](?=[\u4e00-\u9fff])(?!度|外)/g;

/**
 * The text as the model and the cues read it: normalised, traditional characters simplified, pinyin spelt out, slips
 * and drawn-out words put right, fillers dropped. Names and references may change with it, so identity is read from
 * the text that is only normalised.
 */
export const clarify = (text: string): string => {
  const folded = foldWords(normalise(text));
  return spellOut(
    folded.length > 2_000 ? folded : folded.replace(FILLERS, ' ').replace(/ {2,}/g, ' ').trim(),
  );
};

/** Single signs that stand for up to eighteen characters; kept, they would make a long message many times longer. */
const LIGATURES = /[\u247d-\u2487\ufdf0-\ufdfb\u3300-\u3357]/g;

/** Nobody means more by more of them, and each becomes three characters. */
const DRAWN_OUT_DOTS = /…{3,}/g;

/**
 * The text as the grammars read it: full-width and circled digits become plain ones (NFKC), lower case, plain
 * apostrophes, no zero-width characters, single spaces.
 */
export const normalise = (text: string): string =>
  text
    .replace(LIGATURES, ' ')
    .replace(DRAWN_OUT_DOTS, '……')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[‘’`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();

/** Only letters and digits, for comparing a whole message with a command or a keyword. */
export const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

/** Blanks a span so that a later grammar does not read it again; lengths stay the same. */
export const mask = (text: string, start: number, length: number): string =>
  text.slice(0, start) + ' '.repeat(length) + text.slice(start + length);
