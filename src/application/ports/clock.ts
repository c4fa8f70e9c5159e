import type { Instant } from '../../domain/calendar/instant.js';

/** The only source of the present moment. */
export abstract class Clock {
  abstract now(): Instant;
}
