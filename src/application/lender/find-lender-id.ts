import { Injectable } from '@nestjs/common';
import type { LenderId } from '../../domain/shared/ids.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { ReachableLender } from './reachable-lender.js';

/** The id of a lender in reach by its code; null for null, which means all lenders. */
@Injectable()
export class FindLenderId {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lenders: ReachableLender,
  ) {}

  /** Throws `LENDER.UNKNOWN`. */
  run(scope: WorkScope, code: string | null): Promise<LenderId | null> {
    return this.unitOfWork.run(scope, async () => (await this.lenders.orNone(scope, code))?.id ?? null);
  }

  /** Throws `LENDER.UNKNOWN`. */
  one(scope: WorkScope, code: string): Promise<LenderId> {
    return this.unitOfWork.run(scope, async () => (await this.lenders.byCode(scope, code)).id);
  }
}
