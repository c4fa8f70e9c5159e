import { Injectable } from '@nestjs/common';
import { HOUR, plus } from '../../domain/calendar/instant.js';
import { addDays } from '../../domain/calendar/local-date.js';
import { instantAt, todayIn } from '../../domain/calendar/zone.js';
import { Clock } from '../ports/clock.js';
import { DeskQueue } from '../ports/desk-queue.js';
import type { QueueCounts } from '../ports/desk-queue.js';
import { Lenders } from '../ports/lenders.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** How much waits at the desk, by view and by group. */
@Injectable()
export class CountQueue {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: DeskQueue,
    private readonly lenders: Lenders,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, staff: string): Promise<QueueCounts> {
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const endOfDay = new Map(
        (await this.lenders.all()).map(({ id, workingHours: { zone } }) => [
          id,
          plus(instantAt(addDays(todayIn(now, zone), 1), 0, zone), -1),
        ]),
      );
      return this.queue.counts({ staff, reach: scope.reach }, { now, hour: plus(now, HOUR), endOfDay });
    });
  }
}
