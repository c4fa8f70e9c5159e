import { Injectable } from '@nestjs/common';
import { reaches } from '../../domain/people/access.js';
import type { Payment } from '../../domain/payment/payment.js';
import type { UnmatchedPayment, UnmatchedPaymentState } from '../../domain/payment/unmatched-payment.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { DebtId, UnmatchedPaymentId } from '../../domain/shared/ids.js';
import { Debts } from '../ports/debts.js';
import { Payments } from '../ports/payments.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { UnmatchedPayments } from '../ports/unmatched-payments.js';

/** Payments as those see them who reach their lenders. */
@Injectable()
export class ReadPayments {
  constructor(
    private readonly payments: Payments,
    private readonly unmatched: UnmatchedPayments,
    private readonly debts: Debts,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** In the order of their days. Throws `DEBT.UNKNOWN`, also for one that is out of reach. */
  ofDebt(scope: WorkScope, debtId: DebtId): Promise<Payment[]> {
    return this.unitOfWork.run(scope, async () => {
      const debt = (await this.debts.byIds([debtId])).get(debtId);
      if (!debt || !reaches(scope.reach, debt.lenderId)) {
        throw new DomainError('DEBT.UNKNOWN', 'There is no such debt.');
      }
      return this.payments.ofDebt(debtId, null);
    });
  }

  unmatchedPage(
    scope: WorkScope,
    state: UnmatchedPaymentState,
    after: UnmatchedPaymentId | null,
    limit: number,
  ): Promise<UnmatchedPayment[]> {
    return this.unitOfWork.run(scope, () => this.unmatched.page({ reach: scope.reach, state, after, limit }));
  }
}
