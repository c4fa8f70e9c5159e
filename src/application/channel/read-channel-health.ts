import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { instantAt, todayIn } from '../../domain/calendar/zone.js';
import type { ZoneId } from '../../domain/calendar/zone.js';
import { ChannelHealth } from '../ports/channel-health.js';
import type { AccountHealth } from '../ports/channel-health.js';
import { Clock } from '../ports/clock.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

export interface ChannelsToday {
  /** Since when sent and failed are counted: midnight in that zone. */
  readonly since: Instant;
  readonly asOf: Instant;
  readonly accounts: readonly AccountHealth[];
}

/** Tells how each channel account does today. */
@Injectable()
export class ReadChannelHealth {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly health: ChannelHealth,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, zone: ZoneId): Promise<ChannelsToday> {
    const asOf = this.clock.now();
    const since = instantAt(todayIn(asOf, zone), 0, zone);
    return this.unitOfWork.run(scope, async () => ({
      since,
      asOf,
      accounts: await this.health.all(since),
    }));
  }
}
