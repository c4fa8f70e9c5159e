import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { holderOf } from '../../domain/conversation/hand-off.js';
import { queueGroup } from '../../domain/conversation/queue-order.js';
import type { QueueGroup } from '../../domain/conversation/queue-order.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { LenderId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { DeskQueue } from '../ports/desk-queue.js';
import type { QueueFilter, QueueItem, QueueLine } from '../ports/desk-queue.js';
import { Lenders } from '../ports/lenders.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

export interface QueueRow {
  readonly item: QueueItem;
  readonly group: QueueGroup;
  readonly lender: string;
  readonly maskedName: string;
  /** Null on a row about safety, which is never about money, and where several currencies are owed. */
  readonly amount: { readonly amountMinor: number; readonly currency: string } | null;
  readonly holder: string | null;
}

export interface QueuePage {
  readonly rows: readonly QueueRow[];
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
}

/** A page of the desk's queue, in its order. */
@Injectable()
export class ListQueue {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: DeskQueue,
    private readonly lenders: Lenders,
    private readonly clock: Clock,
  ) {}

  run(
    scope: WorkScope,
    filter: Omit<QueueFilter, 'reach' | 'lenderId'> & { readonly lender: string | null },
    after: string | null,
    limit: number,
  ): Promise<QueuePage> {
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const lenders = await this.lenders.all();
      const { lender, ...rest } = filter;
      const wanted = lender === null ? null : (lenders.find(({ code }) => code === lender)?.id ?? null);
      if (lender !== null && wanted === null) return { rows: [], next: null };
      const lines = await this.queue.page(
        { ...rest, lenderId: wanted, reach: scope.reach },
        after,
        limit + 1,
        now,
      );
      const shown = lines.slice(0, limit);
      const next = lines.length > limit ? (shown.at(-1)?.place ?? null) : null;
      return { rows: rowsOf(shown, lenders, now), next };
    });
  }
}

export const rowsOf = (lines: readonly QueueLine[], lenders: readonly Lender[], now: Instant): QueueRow[] => {
  const byId = new Map<LenderId, Lender>(lenders.map((lender) => [lender.id, lender]));
  return lines.flatMap(({ item, maskedName, owed }) => {
    const lender = byId.get(item.lenderId);
    if (!lender) return [];
    const group = queueGroup(item, now, lender.workingHours.zone);
    const [amount] = owed;
    return [
      {
        item,
        group,
        lender: lender.code,
        maskedName,
        amount: group === 'safety' || owed.length !== 1 || !amount ? null : amount,
        holder: holderOf(item, now),
      },
    ];
  });
};
