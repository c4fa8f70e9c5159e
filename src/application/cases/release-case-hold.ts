import { Injectable } from '@nestjs/common';
import type { HoldReason } from '../../domain/debtor/hold.js';
import { maskPersonText } from '../../domain/debtor/mask-person-text.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { DebtId, DebtorId } from '../../domain/shared/ids.js';
import { ReleaseHold } from '../desk/release-hold.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { Debts } from '../ports/debts.js';
import { Holds } from '../ports/holds.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedCase } from './reached-case.js';

export interface ReleaseRequest {
  readonly debtId: DebtId;
  readonly hold: HoldReason;
  readonly why: string;
}

/** A person lifts a hold of a case within reach; one on the whole person only with every lender of the person in reach. */
@Injectable()
export class ReleaseCaseHold {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedCase,
    private readonly debts: Debts,
    private readonly holds: Holds,
    private readonly releaseHold: ReleaseHold,
    private readonly clock: Clock,
  ) {}

  /** Returns how many were lifted. Throws `CASE.UNKNOWN`, `HOLD.NOT_IN_FORCE`, `ACCESS.OUT_OF_REACH` or `ACCESS.PERSON_NEEDED`. */
  run(scope: WorkScope, { debtId, hold, why }: ReleaseRequest): Promise<number> {
    staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const { debt, debtor } = await this.reached.of(debtId);
      await this.refuseBeyondReach(scope, debtor.id, hold);
      return this.releaseHold.run(scope, debt.lenderId, debt.reference, hold, maskPersonText(why, debtor));
    });
  }

  private async refuseBeyondReach(scope: WorkScope, debtorId: DebtorId, reason: HoldReason): Promise<void> {
    const holds = await this.holds.inForce([debtorId], this.clock.now());
    if (!holds.some((hold) => hold.reason === reason && hold.scope.kind === 'debtor')) return;
    const debts = await this.debts.ofDebtors([debtorId]);
    if (debts.every(({ lenderId }) => reaches(scope.reach, lenderId))) return;
    throw new DomainError(
      'ACCESS.OUT_OF_REACH',
      'This hold also protects the person at lenders that you do not reach.',
    );
  }
}
