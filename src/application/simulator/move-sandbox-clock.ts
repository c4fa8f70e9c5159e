import { Injectable } from '@nestjs/common';
import { DAY, earliest, plus, toIso } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { EventLog } from '../ports/event-log.js';
import type { SealedEvent } from '../ports/event-log.js';
import { Messages } from '../ports/messages.js';
import { SandboxWork } from '../ports/sandbox-work.js';
import type { SandboxRun } from '../ports/sandbox-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { InsideSandbox } from './enter-sandbox.js';

/** Furthest the clock is moved at once. */
export const FURTHEST_MOVE = 92 * DAY;

/** What came of letting time pass. */
export interface SandboxMove {
  readonly now: Instant;
  readonly runs: readonly SandboxRun[];
  readonly events: readonly SealedEvent[];
}

const SEAL_BATCH = 2_000;
/** Most events that one answer tells; the log has all of them. */
const TOLD = 500;
/** What a person who asks for "the next thing" means. */
const NOTABLE = /^(touch|message|promise|instalment|arrangement|hand-off)\./;

/** Moves a sandbox's clock, stop by stop, and runs at each stop what is due. */
@Injectable()
export class MoveSandboxClock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: Messages,
    private readonly work: SandboxWork,
    private readonly events: EventLog,
  ) {}

  /** Throws `SANDBOX.CLOCK_BACKWARDS`, `SANDBOX.TOO_FAR`. */
  to(inside: InsideSandbox, until: Instant): Promise<SandboxMove> {
    const { hand } = inside;
    if (until < hand.now) {
      throw new DomainError(
        'SANDBOX.CLOCK_BACKWARDS',
        `The clock of the sandbox stands at ${toIso(hand.now)} and never goes back; begin a new sandbox instead.`,
      );
    }
    if (until > plus(hand.now, FURTHEST_MOVE)) {
      throw new DomainError('SANDBOX.TOO_FAR', 'The clock moves at most 92 days at once.');
    }
    return this.move(inside, until, () => false);
  }

  /** Moves to the next moment at which something is planned, sent or followed up, if there is one within 92 days. */
  toNext(inside: InsideSandbox): Promise<SandboxMove> {
    const until = plus(inside.hand.now, FURTHEST_MOVE);
    return this.move(inside, until, (events) => events.some(({ type }) => NOTABLE.test(type)));
  }

  /** Runs what is due at this moment; the clock stands still. */
  settle(inside: InsideSandbox): Promise<SandboxMove> {
    return this.move(inside, inside.hand.now, () => true);
  }

  private async move(
    inside: InsideSandbox,
    until: Instant,
    enough: (events: readonly SealedEvent[]) => boolean,
  ): Promise<SandboxMove> {
    const { scope, hand } = inside;
    const mark = await this.sealed(inside);
    const runs: SandboxRun[] = [];
    await this.work.settle(scope.tenantId);
    for (;;) {
      if (hand.now < until) runs.push(...(await this.stop(inside, until)));
      await this.sealed(inside);
      const events = await this.unitOfWork.run(scope, () => this.events.after(mark, TOLD));
      if (hand.now >= until || enough(events)) return { now: hand.now, runs, events };
    }
  }

  /** Goes on to the next moment at which anything is due. */
  private async stop({ scope, hand }: InsideSandbox, until: Instant): Promise<SandboxRun[]> {
    const from = hand.now;
    const message = await this.unitOfWork.run(scope, () => this.messages.nextDue());
    const due = message !== null && message > from ? message : until;
    hand.now = earliest(until, due, this.work.nextAfter(from));
    return this.work.runDue(scope.tenantId, from);
  }

  /** The number of the last event, after every event got one. */
  private sealed({ scope }: InsideSandbox): Promise<number> {
    return this.unitOfWork.run(scope, async () => {
      let position = await this.events.position();
      while (position.waiting && (await this.events.seal(SEAL_BATCH)) > 0) {
        position = await this.events.position();
      }
      return position.sealed;
    });
  }
}
