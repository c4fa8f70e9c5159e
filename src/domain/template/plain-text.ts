/** A stretch of a text as it was written, `end` excluded. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A text made comparable, that still knows where each of its characters came from. */
export interface PlainText {
  readonly text: string;
  /** Where the characters from `start` to `end` of the plain text stand in the text as it was written. */
  rangeOf(start: number, end: number): TextRange;
}

const INVISIBLE = /^\p{Cf}$/u;
const SPACE = /^\s+$/u;

/**
 * NFKC, lower case, no invisible characters, single spaces; without any spaces where `spaces` says so. A base
 * character and the marks that follow it are normalised together.
 */
export function plainText(written: string, spaces: 'single' | 'none'): PlainText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of written.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const [cluster] = match;
    const plain = INVISIBLE.test(cluster) ? '' : cluster.normalize('NFKC').toLowerCase();
    const blank = SPACE.test(plain);
    if (blank && (spaces === 'none' || text.endsWith(' '))) continue;
    const added = blank ? ' ' : spaces === 'none' ? plain.replace(/\s+/gu, '') : plain;
    text += added;
    for (let unit = 0; unit < added.length; unit += 1) {
      starts.push(match.index);
      ends.push(match.index + cluster.length);
    }
  }
  return {
    text,
    rangeOf: (start, end) => ({
      start: starts[start] ?? written.length,
      end: ends[end - 1] ?? written.length,
    }),
  };
}

/** Every place of `phrase`, which is plain itself; `whole`: not in the middle of a Latin word. */
export function placesOf(plain: PlainText, phrase: string, whole: boolean): TextRange[] {
  const places: TextRange[] = [];
  for (let at = plain.text.indexOf(phrase); at >= 0; at = plain.text.indexOf(phrase, at + 1)) {
    if (whole && at > 0 && /[a-z]/u.test(plain.text.charAt(at - 1))) continue;
    places.push(plain.rangeOf(at, at + phrase.length));
  }
  return places;
}
