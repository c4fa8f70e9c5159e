import type { FieldUse } from './check-template.js';

/** A place in a body; lines and columns count from 1, columns in UTF-16 units as editors do. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** From a place up to but not including another. */
export interface PlaceRange {
  readonly from: TextPlace;
  readonly to: TextPlace;
}

/** One place where a body uses a field: prints it, lists it or asks whether it has a value. */
export interface LocatedUse extends FieldUse, PlaceRange {
  readonly as: 'text' | 'list' | 'question';
}

/** What a body uses, or where it cannot be read. */
export type BodyReading =
  | { readonly kind: 'read'; readonly uses: readonly LocatedUse[] }
  | ({ readonly kind: 'broken'; readonly detail: string } & PlaceRange);

/** Lines of a text, to turn offsets into places. */
export function placesIn(text: string): (offset: number) => TextPlace {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}
