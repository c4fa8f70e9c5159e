import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.js';
import { DeskQueue } from '../ports/desk-queue.js';
import { Lenders } from '../ports/lenders.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { rowsOf } from './list-queue.js';
import type { QueueRow } from './list-queue.js';

const FOUND = 50;

/** Finds rows of the queue by a name, a debt's reference, or the last four of an ID or telephone. */
@Injectable()
export class SearchQueue {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: DeskQueue,
    private readonly lenders: Lenders,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, text: string): Promise<QueueRow[]> {
    return this.unitOfWork.run(scope, async () => {
      const lines = await this.queue.search({ reach: scope.reach, text }, FOUND);
      return rowsOf(lines, await this.lenders.all(), this.clock.now());
    });
  }
}
