import type { Instant } from '../calendar/instant.js';
import { DomainError } from '../shared/domain-error.js';
import type { LenderId, SavedReplyId } from '../shared/ids.js';
import type { Locale } from '../shared/locale.js';
import { CASE_FIELDS } from './case-field.js';
import { findAllForbiddenWording } from './forbidden-wording.js';

/** What a person puts in before sending: nobody but the person knows it. */
export const TYPED_BLANKS = ['amount', 'date', 'plan', 'person'] as const;
export type TypedBlank = (typeof TYPED_BLANKS)[number];

/** A text of the tenant, or of one lender, that people send again and again. */
export interface SavedReply {
  readonly id: SavedReplyId;
  readonly lenderId: LenderId | null;
  readonly locale: Locale;
  readonly title: string;
  readonly text: string;
  readonly writtenBy: string;
  readonly changedAt: Instant;
  readonly version: number;
}

const BLANK = /\{\{\s*([A-Za-z]+)\s*\}\}/gu;
const BRACES = /\{\{|\}\}/u;
const KNOWN: ReadonlySet<string> = new Set([...CASE_FIELDS, ...TYPED_BLANKS]);

/** The blanks of a text, each once, in order. */
export const blanksOf = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(BLANK)].map(([, name = '']) => name)),
];

/** Throws unless the text can be saved: known blanks only, well formed, and nothing that is never sent. */
export function checkSavedReply(text: string): void {
  const unknown = blanksOf(text).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    throw new DomainError('SAVED_REPLY.NO_SUCH_BLANK', `There is no blank {{${unknown}}}.`);
  }
  if (BRACES.test(text.replace(BLANK, ''))) {
    throw new DomainError('SAVED_REPLY.BAD_BLANK', 'A blank is written {{name}}; one of them is not.');
  }
  const [forbidden] = findAllForbiddenWording(text);
  if (forbidden) {
    throw new DomainError(
      'WORDING.FORBIDDEN',
      `The text says "${forbidden.phrase}", which the rule "${forbidden.rule}" forbids.`,
    );
  }
}

/** The text with every blank that has a value, and the names of those left. */
export function fillBlanks(
  text: string,
  values: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>,
): { readonly text: string; readonly left: readonly string[] } {
  const filled = text.replace(BLANK, (blank, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : blank;
  });
  return { text: filled, left: blanksOf(filled) };
}
