import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ContactPointId, TenantId } from '../../domain/shared/ids.js';
import { MINUTE, plus } from '../../domain/calendar/instant.js';
import { Clock } from '../ports/clock.js';
import { InboundMessages } from '../ports/inbound-messages.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { InboundPipeline } from './inbound.pipeline.js';
import { SetAsideInbound } from './set-aside-inbound.js';

/** Messages that have waited longer than this have missed their job, or it keeps failing. */
const WAITS_AT_MOST = MINUTE;
const AT_ONCE = 200;

export interface RetryReport {
  readonly processed: number;
  readonly setAside: number;
}

/** Takes up messages that wait for too long, and gives those that cannot be processed to people. */
@Injectable()
export class RetryInbound {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inbound: InboundMessages,
    private readonly pipeline: InboundPipeline,
    private readonly setAside: SetAsideInbound,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId): Promise<RetryReport> {
    const scope = { tenantId, actor: { kind: 'system', name: 'retry-inbound' } } as const;
    const waiting = await this.unitOfWork.run(scope, () =>
      this.inbound.waitingSince(plus(this.clock.now(), -WAITS_AT_MOST), AT_ONCE),
    );
    let processed = 0;
    let setAside = 0;
    for (const contactPointId of waiting) {
      const done = await this.again(tenantId, contactPointId);
      if (done !== null) processed += done;
      else if (await this.setAside.run(tenantId, contactPointId)) setAside += 1;
    }
    return { processed, setAside };
  }

  /** How many messages went through; null when the next one cannot be processed. */
  private async again(tenantId: TenantId, contactPointId: ContactPointId): Promise<number | null> {
    try {
      return await this.pipeline.run(tenantId, contactPointId);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'DATABASE.UNAVAILABLE') throw error;
      return null;
    }
  }
}
