import { Injectable } from '@nestjs/common';
import type { TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Jobs } from '../ports/jobs.js';
import { Messages } from '../ports/messages.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { DISPATCH_KEY } from './queue-messages.js';

/** Wakes the outbound line when a deferred or later message has become due. Cheap; runs every minute. */
@Injectable()
export class ReleaseDeferred {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: Messages,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Whether the line was woken. */
  run(tenantId: TenantId): Promise<boolean> {
    return this.unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'outbound' } }, async () => {
      const nextDue = await this.messages.nextDue();
      if (nextDue === null || nextDue > this.clock.now()) return false;
      await this.jobs.enqueue('dispatch-messages', {}, { key: DISPATCH_KEY });
      return true;
    });
  }
}
