import { Injectable } from '@nestjs/common';
import type { Grant, LenderReach } from '../../domain/people/access.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Lenders } from '../ports/lenders.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** Whether grants may be given by somebody. Inside the caller's unit of work. */
@Injectable()
export class CheckGrants {
  constructor(private readonly lenders: Lenders) {}

  /** Throws `GRANT.BEYOND_REACH` or `GRANT.NO_SUCH_LENDER`; grants reach no further than whoever gives them. */
  async run({ reach }: WorkScope, grants: readonly Grant[]): Promise<void> {
    if (!withinReach(grants, reach)) {
      throw new DomainError('GRANT.BEYOND_REACH', 'You can grant a role for your own lenders only.');
    }
    const named = grants.flatMap(({ lenders }) => (lenders === 'all' ? [] : lenders));
    const known = await this.lenders.byIds(named);
    const unknown = named.find((id) => !known.has(id));
    if (unknown !== undefined) {
      throw new DomainError('GRANT.NO_SUCH_LENDER', 'A role is granted for a lender that does not exist.');
    }
  }
}

/** Whether every one of the grants is for lenders within the reach. */
export const withinReach = (grants: readonly Grant[], reach: LenderReach | undefined): boolean =>
  reach === undefined ||
  reach === 'all' ||
  grants.every(({ lenders }) => lenders !== 'all' && lenders.every((id) => reaches(reach, id)));
