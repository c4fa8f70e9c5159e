import { Injectable } from '@nestjs/common';
import type { Lender } from '../../domain/debt/lender.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Lenders } from '../ports/lenders.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** Finds lenders in reach; one that is not answers as if it did not exist. Inside the unit of work. */
@Injectable()
export class ReachableLender {
  constructor(private readonly lenders: Lenders) {}

  /** Throws `LENDER.UNKNOWN`. */
  async byCode(scope: WorkScope, code: string): Promise<Lender> {
    const lender = await this.lenders.byCode(code);
    if (lender && reaches(scope.reach, lender.id)) return lender;
    throw new DomainError('LENDER.UNKNOWN', `There is no lender ${code}.`);
  }

  /** Null for null, which means what is for all lenders; everybody may read that. */
  async orNone(scope: WorkScope, code: string | null): Promise<Lender | null> {
    return code === null ? null : this.byCode(scope, code);
  }

  /** The same for what concerns all lenders at once; throws `ACCESS.ALL_LENDERS_NEEDED` for who reaches some. */
  async orAll(scope: WorkScope, code: string | null): Promise<Lender | null> {
    if (code === null && scope.reach !== undefined && scope.reach !== 'all') {
      throw new DomainError('ACCESS.ALL_LENDERS_NEEDED', 'This is for all lenders; name one of yours.');
    }
    return this.orNone(scope, code);
  }

  /** In the order of their codes. */
  async all(scope: WorkScope): Promise<Lender[]> {
    return (await this.lenders.all()).filter(({ id }) => reaches(scope.reach, id));
  }
}
