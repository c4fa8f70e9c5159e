import { z } from 'zod';
import type { ZodType } from 'zod';
import { DomainError } from '../../../domain/shared/domain-error.js';

export const MAXIMUM_PAGE = 200;

/** Query of every list. */
export const pageQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(MAXIMUM_PAGE).default(50),
});

/** `next` is the cursor of the following page; null on the last one. */
export const pageOf = <Item extends ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

export type CursorPart = string | number | null;

/** Packs the key of a page's last item; opaque to clients. */
export const encodeCursor = (key: readonly CursorPart[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** Throws `REQUEST.BAD_CURSOR` for anything that `encodeCursor` did not make with so many parts. */
export const decodeCursor = (cursor: string | undefined, parts: number): readonly CursorPart[] | null => {
  if (cursor === undefined) return null;
  const key = parsed(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (Array.isArray(key) && key.length === parts && key.every(isPart)) return key;
  throw new DomainError('REQUEST.BAD_CURSOR', 'The cursor is none that this list gave out.');
};

/** The number that a cursor of one part carries. Throws `REQUEST.BAD_CURSOR`. */
export const decodeNumber = (cursor: string | undefined): number | null => {
  const [number] = decodeCursor(cursor, 1) ?? [null];
  if (number === null || Number.isSafeInteger(number)) return number as number | null;
  throw new DomainError('REQUEST.BAD_CURSOR', 'The cursor is none that this list gave out.');
};

const isPart = (part: unknown): part is CursorPart =>
  part === null || typeof part === 'string' || (typeof part === 'number' && Number.isFinite(part));

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
