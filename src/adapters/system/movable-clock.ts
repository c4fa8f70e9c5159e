import { Clock } from '../../application/ports/clock.js';
import { toIso, type Instant } from '../../domain/calendar/instant.js';
import { DomainError } from '../../domain/shared/domain-error.js';

/** A clock that stands still until it is moved; for demo and test, never for live. */
export class MovableClock extends Clock {
  private present: Instant;

  /** Throws `CLOCK.NOT_MOVABLE` in live mode. */
  constructor(mode: 'live' | 'demo' | 'test', start: Instant) {
    super();
    if (mode === 'live') {
      throw new DomainError(
        'CLOCK.NOT_MOVABLE',
        'The clock can be moved only with PARLEY_MODE=demo or test.',
      );
    }
    this.present = start;
  }

  now(): Instant {
    return this.present;
  }

  /** Throws `CLOCK.BACKWARDS` for a moment before the present one. */
  advanceTo(moment: Instant): void {
    if (moment < this.present) {
      throw new DomainError(
        'CLOCK.BACKWARDS',
        `The clock stands at ${toIso(this.present)} and cannot go back.`,
      );
    }
    this.present = moment;
  }
}
