import { Injectable } from '@nestjs/common';
import { MINUTE, latest, plus } from '../../domain/calendar/instant.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Jobs } from '../ports/jobs.js';
import { Messages } from '../ports/messages.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { DISPATCH_KEY } from './queue-messages.js';

/** What becomes due before this comes again, in milliseconds. */
const UNTIL_NEXT_TIME = MINUTE;

/**
 * Wakes the outbound line at the moment at which the next deferred or later message becomes due. Cheap; runs every
 * minute, and after the line ran, so that a message with a slot of its own leaves in it.
 */
@Injectable()
export class ReleaseDeferred {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: Messages,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Whether the line was woken at once. */
  run(tenantId: TenantId): Promise<boolean> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'outbound' } }, async () => {
      const nextDue = await this.messages.nextDue();
      const now = this.clock.now();
      if (nextDue === null || nextDue > plus(now, UNTIL_NEXT_TIME)) return false;
      const runAt = latest(nextDue, now);
      await this.jobs.enqueue('dispatch-messages', {}, { key: DISPATCH_KEY, runAt });
      return nextDue <= now;
    });
  }
}
