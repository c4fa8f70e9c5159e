import { Injectable } from '@nestjs/common';
import { CHAIN_START, EventLog } from '../ports/event-log.js';
import type { ChainCheck } from '../ports/event-log.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

const EVENTS_AT_ONCE = 2_000;

/** Recomputes the chain up to where it ended when asked, in many small transactions, so that nobody waits for it. */
@Injectable()
export class VerifyChain {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: EventLog,
  ) {}

  async run(scope: WorkScope): Promise<ChainCheck> {
    const goal = await this.unitOfWork.run(scope, () => this.log.chainEnd());
    let end = CHAIN_START;
    while (end.sequence < goal.sequence) {
      const from = end;
      const limit = Math.min(EVENTS_AT_ONCE, goal.sequence - from.sequence);
      const stretch = await this.unitOfWork.run(scope, () => this.log.checkStretch(from, limit));
      if (!stretch.intact) return stretch;
      if (stretch.end.sequence === from.sequence) break;
      end = stretch.end;
    }
    if (end.sequence !== goal.sequence || end.hash !== goal.hash) {
      return { intact: false, brokenAt: end.sequence + 1 };
    }
    const unsealed = await this.unitOfWork.run(scope, () => this.log.unsealed());
    return { intact: true, sealed: end.sequence, unsealed };
  }
}
