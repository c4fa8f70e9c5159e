import type { Locale } from '../shared/locale.js';

/** A stretch of two texts: in both, only in the old one, or only in the new one. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Fields and blocks are one piece each; between them words, which Chinese does not separate by spaces. */
const FIELD = /\{\{[^}]*\}\}/gu;

/** The difference of two texts in words; joined again, each of them is exact to the character. */
export function wordDiff(before: string, after: string, locale: Locale): DiffPart[] {
  const old = piecesOf(before, locale);
  const fresh = piecesOf(after, locale);
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  const shorter = Math.min(old.length, fresh.length) - start;
  while (end < shorter && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end += 1;
  return joined([
    ...same(old.slice(0, start)),
    ...longestCommon(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...same(old.slice(old.length - end)),
  ]);
}

function piecesOf(text: string, locale: Locale): string[] {
  const words = new Intl.Segmenter(locale, { granularity: 'word' });
  const pieces: string[] = [];
  let from = 0;
  const take = (to: number): void => {
    for (const { segment } of words.segment(text.slice(from, to))) pieces.push(segment);
  };
  for (const field of text.matchAll(FIELD)) {
    take(field.index);
    pieces.push(field[0]);
    from = field.index + field[0].length;
  }
  take(text.length);
  return pieces;
}

/** Longest common subsequence; what was removed stands before what came in its place. */
function longestCommon(old: readonly string[], fresh: readonly string[]): DiffPart[] {
  const width = fresh.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const lengthAt = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = fresh.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        old[row] === fresh[column]
          ? lengthAt(row + 1, column + 1) + 1
          : Math.max(lengthAt(row + 1, column), lengthAt(row, column + 1));
    }
  }
  const parts: DiffPart[] = [];
  let row = 0;
  let column = 0;
  while (row < old.length || column < fresh.length) {
    const removed = old[row];
    const added = fresh[column];
    if (removed !== undefined && removed === added) {
      parts.push({ kind: 'same', text: removed });
      row += 1;
      column += 1;
    } else if (
      removed !== undefined &&
      (added === undefined || lengthAt(row + 1, column) >= lengthAt(row, column + 1))
    ) {
      parts.push({ kind: 'removed', text: removed });
      row += 1;
    } else {
      parts.push({ kind: 'added', text: added ?? '' });
      column += 1;
    }
  }
  return parts;
}

const same = (pieces: readonly string[]): DiffPart[] => pieces.map((text) => ({ kind: 'same', text }));

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const whole: DiffPart[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (last?.kind === part.kind) whole[whole.length - 1] = { ...last, text: last.text + part.text };
    else whole.push(part);
  }
  return whole;
}
