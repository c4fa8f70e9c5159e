import { Injectable } from '@nestjs/common';
import type { Lender } from '../../domain/debt/lender.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId } from '../../domain/shared/ids.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import type { LenderProfile } from '../ports/lender-files.js';
import { Lenders } from '../ports/lenders.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { ReachableLender } from './reachable-lender.js';

/** Adds a lender without limits: until some are published only full payment is agreed for it. */
@Injectable()
export class AddLender {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lenders: Lenders,
    private readonly reachable: ReachableLender,
    private readonly events: EventLog,
    private readonly ids: Ids,
  ) {}

  /** Throws `LENDER.TAKEN`, or `ACCESS.ALL_LENDERS_NEEDED` for who reaches only some lenders. */
  run(scope: WorkScope, profile: Omit<LenderProfile, 'limits'>): Promise<Lender> {
    return this.unitOfWork.run(scope, async () => {
      await this.reachable.orAll(scope, null);
      if (await this.lenders.byCode(profile.code)) {
        throw new DomainError('LENDER.TAKEN', `There is a lender ${profile.code} already.`);
      }
      const lender: Lender = { ...profile, id: this.ids.next<LenderId>(), limits: {}, version: 1 };
      await this.lenders.save(lender);
      await this.events.append([{ type: 'lender.added', subjects: { lender: lender.id } }]);
      return lender;
    });
  }
}
