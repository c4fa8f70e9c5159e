import { Injectable } from '@nestjs/common';
import { MINUTE } from '../../domain/calendar/instant.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import { maskName } from '../../domain/debtor/mask-name.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { HandOffs } from '../ports/hand-offs.js';
import { Lenders } from '../ports/lenders.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

export interface QueueEntry {
  readonly item: HandOff;
  readonly lender: string;
  readonly maskedName: string;
  /** Negative once the answer is late. */
  readonly minutesLeft: number;
}

/** What waits for a person: urgent first, then by what is due first. */
@Injectable()
export class ReadQueue {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly handOffs: HandOffs,
    private readonly lenders: Lenders,
    private readonly debtors: Debtors,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, limit: number): Promise<QueueEntry[]> {
    return this.unitOfWork.run(scope, async () => {
      const items = await this.handOffs.queue(limit);
      const lenders = await this.lenders.byIds([...new Set(items.map((item) => item.lenderId))]);
      const debtors = await this.debtors.byIds([...new Set(items.map((item) => item.debtorId))]);
      const now = this.clock.now();
      return items.map((item) => {
        const debtor = debtors.get(item.debtorId);
        return {
          item,
          lender: lenders.get(item.lenderId)?.code ?? '?',
          maskedName: maskName(debtor?.name ?? null, debtor?.locale ?? 'en'),
          minutesLeft: Math.round((item.answerBy - now) / MINUTE),
        };
      });
    });
  }
}
