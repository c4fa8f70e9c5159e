import type { Instant } from '../../domain/calendar/instant.js';

/** A clock hand that is moved by setting it. */
export interface ClockHand {
  now: Instant;
}

/** The clock of a sandbox: within `run`, and only there, the present moment is that of the hand. */
export abstract class SandboxClock {
  abstract run<T>(hand: ClockHand, work: () => Promise<T>): Promise<T>;
}
