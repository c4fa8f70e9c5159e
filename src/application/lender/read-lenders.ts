import { Injectable } from '@nestjs/common';
import type { Lender } from '../../domain/debt/lender.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { ReachableLender } from './reachable-lender.js';

/** Reads the lenders in reach. */
@Injectable()
export class ReadLenders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lenders: ReachableLender,
  ) {}

  /** By code, after `after`; at most `limit`. */
  list(scope: WorkScope, after: string | null, limit: number): Promise<Lender[]> {
    return this.unitOfWork.run(scope, async () => {
      const all = await this.lenders.all(scope);
      return all.filter(({ code }) => after === null || code > after).slice(0, limit);
    });
  }

  /** Throws `LENDER.UNKNOWN`. */
  one(scope: WorkScope, code: string): Promise<Lender> {
    return this.unitOfWork.run(scope, () => this.lenders.byCode(scope, code));
  }
}
