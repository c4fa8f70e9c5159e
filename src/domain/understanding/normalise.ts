/**
 * The text as the grammars read it: full-width and circled digits become plain ones (NFKC), lower case, plain
 * apostrophes, no zero-width characters, single spaces.
 */
export const normalise = (text: string): string =>
  text
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
