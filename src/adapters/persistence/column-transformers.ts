import type { ValueTransformer } from 'typeorm';
import { instant, type Instant } from '../../domain/calendar/instant.js';

/** `datetime(3)` in UTC as an `Instant`. */
export const asInstant: ValueTransformer = {
  to: (value: unknown) => (typeof value === 'number' ? new Date(value) : value),
  from: (value: Date | null): Instant | null => (value === null ? null : instant(value.getTime())),
};

/** `bigint` of minor units as a number; both drivers may hand it over as text. */
export const asMinor: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | number | null): number | null => (value === null ? null : Number(value)),
};
