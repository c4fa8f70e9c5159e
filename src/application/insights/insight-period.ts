import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import { addDays, daysBetween } from '../../domain/calendar/local-date.js';
import { instantAt, todayIn, zoneId } from '../../domain/calendar/zone.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { idOf } from '../../domain/shared/ids.js';
import type { LenderId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import type { FigurePeriod } from '../ports/insight-figures.js';
import { Lenders } from '../ports/lenders.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** Days of UTC, both included. */
export interface PeriodQuery {
  /** 90 days before the end unless said otherwise. */
  readonly from?: LocalDate;
  /** Today unless said otherwise. */
  readonly to?: LocalDate;
  /** Code or id; all within reach unless said otherwise. */
  readonly lender?: string;
}

export interface ResolvedPeriod extends FigurePeriod {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const USUAL_DAYS = 89;
const LONGEST_DAYS = 3 * 366;
const UTC = zoneId('UTC');

/** Finds the period and the lenders that a question is about. Inside the caller's unit of work. */
@Injectable()
export class InsightPeriod {
  constructor(
    private readonly lenders: Lenders,
    private readonly clock: Clock,
  ) {}

  /** Throws `INSIGHT.BAD_PERIOD`, or `LENDER.UNKNOWN` for one that is not there or out of reach. */
  async of(scope: WorkScope, query: PeriodQuery): Promise<ResolvedPeriod> {
    const now = this.clock.now();
    const to = query.to ?? todayIn(now, UTC);
    const from = query.from ?? addDays(to, -USUAL_DAYS);
    const days = daysBetween(from, to);
    if (days < 0 || days > LONGEST_DAYS) {
      throw new DomainError(
        'INSIGHT.BAD_PERIOD',
        `The period must end on or after its first day, at most ${LONGEST_DAYS} days later.`,
      );
    }
    return {
      from,
      to,
      now,
      start: instantAt(from, 0, UTC),
      end: instantAt(addDays(to, 1), 0, UTC),
      lenders: await this.lendersOf(scope, query.lender),
    };
  }

  private async lendersOf({ reach }: WorkScope, lender: string | undefined): Promise<LenderId[] | null> {
    if (lender === undefined) return reach === undefined || reach === 'all' ? null : [...reach];
    const id = idOf<LenderId>(lender);
    const found = (await this.lenders.byCode(lender)) ?? (await this.lenders.byIds([id])).get(id);
    if (found && reaches(reach, found.id)) return [found.id];
    throw new DomainError('LENDER.UNKNOWN', 'There is no such lender.');
  }
}
