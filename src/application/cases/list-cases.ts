import { Injectable } from '@nestjs/common';
import { todayIn, zoneId } from '../../domain/calendar/zone.js';
import type { DebtState } from '../../domain/debt/debt.js';
import type { DelinquencyBucket } from '../../domain/debt/delinquency.js';
import { dueDatesOf } from '../../domain/debt/delinquency.js';
import type { HoldReason } from '../../domain/debtor/hold.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { idOf } from '../../domain/shared/ids.js';
import type { LenderId } from '../../domain/shared/ids.js';
import { Cases } from '../ports/cases.js';
import type { CasePlace, CaseSort } from '../ports/cases.js';
import { Clock } from '../ports/clock.js';
import { Lenders } from '../ports/lenders.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { CaseRows } from './case-rows.js';
import type { CaseRow } from './case-rows.js';

export interface CaseQuery {
  readonly bucket: DelinquencyBucket | null;
  readonly hold: HoldReason | 'any' | 'none' | null;
  /** Code or id. */
  readonly lender: string | null;
  readonly state: DebtState | null;
  readonly sort: CaseSort;
  readonly after: CasePlace | null;
  readonly limit: number;
}

export interface CasePage {
  readonly rows: readonly CaseRow[];
  /** Of the whole list, exact. */
  readonly total: number;
  /** Null on the last page. */
  readonly next: CasePlace | null;
}

/** The cases of the lenders within reach. The days of a bucket are counted in UTC, so that a filter is one range. */
@Injectable()
export class ListCases {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cases: Cases,
    private readonly caseRows: CaseRows,
    private readonly lenders: Lenders,
    private readonly clock: Clock,
  ) {}

  /** Throws `LENDER.UNKNOWN`, also for one out of reach. */
  run(scope: WorkScope, query: CaseQuery): Promise<CasePage> {
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const { bucket, hold, state, sort, limit } = query;
      const days = bucket === null ? null : dueDatesOf(bucket, todayIn(now, zoneId('UTC')));
      const filter = {
        reach: scope.reach,
        lenderId: query.lender === null ? null : await this.lenderOf(scope, query.lender),
        state,
        dueFrom: days?.first ?? null,
        dueTo: days?.last ?? null,
        hold,
        now,
      };
      const found = await this.cases.page(filter, sort, query.after, limit + 1);
      const debts = found.slice(0, limit);
      const last = debts.at(-1);
      return {
        rows: await this.caseRows.of(debts, now),
        total: await this.cases.total(filter),
        next: found.length > limit && last ? { dueOn: last.dueOn, id: last.id } : null,
      };
    });
  }

  private async lenderOf({ reach }: WorkScope, lender: string): Promise<LenderId> {
    const id = idOf<LenderId>(lender);
    const found = (await this.lenders.byCode(lender)) ?? (await this.lenders.byIds([id])).get(id);
    if (found && reaches(reach, found.id)) return found.id;
    throw new DomainError('LENDER.UNKNOWN', 'There is no such lender.');
  }
}
