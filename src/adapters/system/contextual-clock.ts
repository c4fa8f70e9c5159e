import { AsyncLocalStorage } from 'node:async_hooks';
import { Clock } from '../../application/ports/clock.js';
import type { ClockHand, SandboxClock } from '../../application/ports/sandbox-clock.js';
import type { Instant } from '../../domain/calendar/instant.js';

/** The service's clock, except inside a sandbox's. */
export class ContextualClock extends Clock implements SandboxClock {
  private readonly hands = new AsyncLocalStorage<ClockHand>();

  constructor(private readonly base: Clock) {
    super();
  }

  now(): Instant {
    return this.hands.getStore()?.now ?? this.base.now();
  }

  run<T>(hand: ClockHand, work: () => Promise<T>): Promise<T> {
    return this.hands.run(hand, work);
  }
}
