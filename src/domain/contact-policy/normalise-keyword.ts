/** NFKC, trimmed, without punctuation, inner spaces single, upper case: the `normalise` steps of the packs. */
export const normaliseKeyword = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{P}\p{S}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase();
