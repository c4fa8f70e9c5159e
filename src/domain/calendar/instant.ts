import type { Brand } from '../shared/brand.js';

/** A moment in UTC, in milliseconds since 1970-01-01T00:00Z. */
export type Instant = Brand<number, 'Instant'>;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const instant = (epochMilliseconds: number): Instant => epochMilliseconds as Instant;
export const plus = (start: Instant, milliseconds: number): Instant => (start + milliseconds) as Instant;
export const toIso = (moment: Instant): string => new Date(moment).toISOString();
export const latest = (first: Instant, ...others: Instant[]): Instant =>
  Math.max(first, ...others) as Instant;
export const earliest = (first: Instant, ...others: Instant[]): Instant =>
  Math.min(first, ...others) as Instant;
