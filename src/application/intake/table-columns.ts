import { DomainError } from '../../domain/shared/domain-error.js';
import type { ColumnMapping } from '../ports/imports.js';

/** A column of a table file: the headers that mean it, in English and Chinese, and whether a file needs it. */
export interface ColumnDefinition {
  readonly headers: readonly string[];
  readonly required: boolean;
}

/** Where each column of a file stands. */
export type ColumnPlaces<Name extends string> = ReadonlyMap<Name, number>;

/** Case, spaces and punctuation do not matter: `Debt Reference`, `debt_reference` and `debt-reference` are one. */
export const headerKey = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-./()（）:：]+/gu, '');

/** A header as it may be shown: where a file has none, its first row stands there, with numbers of people. */
export const shownHeader = (header: string): string => header.replaceAll(/\d{5,}/gu, '****');

/** The column that each header means by itself. */
export function meaningsOf<Name extends string>(
  definitions: Readonly<Record<Name, ColumnDefinition>>,
): ReadonlyMap<string, Name> {
  const meanings = new Map<string, Name>();
  for (const name of Object.keys(definitions) as Name[]) {
    meanings.set(headerKey(name), name);
    for (const synonym of definitions[name].headers) meanings.set(headerKey(synonym), name);
  }
  return meanings;
}

/**
 * Finds the columns of a header; what a mapping says of a column goes before its header. Throws `INTAKE.MISSING_COLUMN`, `INTAKE.UNKNOWN_COLUMN` or
 * `INTAKE.DUPLICATE_COLUMN`: a file that is understood only in part is refused as a whole.
 */
export function placeColumns<Name extends string>(
  header: readonly string[],
  definitions: Readonly<Record<Name, ColumnDefinition>>,
  mapping: ColumnMapping = {},
): ColumnPlaces<Name> {
  const meanings = meaningsOf(definitions);
  const mapped = new Map(Object.entries(mapping).map(([own, field]) => [headerKey(own), field]));
  const places = new Map<Name, number>();
  header.forEach((written, place) => {
    const key = headerKey(written);
    if (key === '') return;
    const stated = mapped.get(key);
    if (stated === null) return;
    const name = stated === undefined ? meanings.get(key) : (stated as Name);
    if (name === undefined) {
      throw new DomainError(
        'INTAKE.UNKNOWN_COLUMN',
        `Column ${place + 1}, "${shownHeader(written).slice(0, 40)}", is not known; the columns are: ${Object.keys(definitions).join(', ')}.`,
      );
    }
    if (places.has(name)) {
      throw new DomainError('INTAKE.DUPLICATE_COLUMN', `Column ${place + 1} is "${name}" a second time.`);
    }
    places.set(name, place);
  });
  for (const name of Object.keys(definitions) as Name[]) {
    if (definitions[name].required && !places.has(name)) {
      throw new DomainError(
        'INTAKE.MISSING_COLUMN',
        `The header has no column "${name}" (${definitions[name].headers.join(', ')}).`,
      );
    }
  }
  return places;
}
