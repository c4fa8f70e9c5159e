import { Injectable } from '@nestjs/common';
import { todayIn } from '../../domain/calendar/zone.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { Segment } from '../../domain/treatment/treatment.js';
import { Clock } from '../ports/clock.js';
import { OpenDebtFigures } from '../ports/open-debt-figures.js';

export interface SegmentSize {
  readonly lender: Lender;
  readonly debts: number;
}

/** How many open debts a segment takes in now, by the calendar day of each lender. Inside the unit of work. */
@Injectable()
export class MeasureSegment {
  constructor(
    private readonly figures: OpenDebtFigures,
    private readonly clock: Clock,
  ) {}

  async run(segment: Segment, lenders: readonly Lender[]): Promise<SegmentSize[]> {
    const now = this.clock.now();
    const sizes: SegmentSize[] = [];
    for (const lender of lenders) {
      if (segment.lenders && !segment.lenders.includes(lender.code)) continue;
      const debts = await this.figures.inSegment(segment, lender.id, todayIn(now, lender.zone));
      sizes.push({ lender, debts });
    }
    return sizes;
  }
}
