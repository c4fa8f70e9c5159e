import type { LocalDate } from '../../domain/calendar/local-date.js';
import type { LenderId } from '../../domain/shared/ids.js';
import type { Segment } from '../../domain/treatment/treatment.js';

/** Figures of the open debts of the tenant whose unit of work is running. */
export abstract class OpenDebtFigures {
  /** How many of a lender's open debts a segment takes in on that day; `segment.lenders` is not looked at. */
  abstract inSegment(segment: Segment, lenderId: LenderId, today: LocalDate): Promise<number>;
  /** The products of a lender's open debts, each with the largest balance in minor units. */
  abstract largestByProduct(lenderId: LenderId): Promise<ReadonlyMap<string, number>>;
}
