import { Injectable } from '@nestjs/common';
import type { Arrangement } from '../../domain/arrangement/arrangement.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Debt } from '../../domain/debt/debt.js';
import type { Allocation } from '../../domain/payment/allocate-payment.js';
import type { Payment } from '../../domain/payment/payment.js';
import type { DebtId } from '../../domain/shared/ids.js';
import { Cases } from '../ports/cases.js';
import { Clock } from '../ports/clock.js';
import { Payments } from '../ports/payments.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedCase } from './reached-case.js';

export interface AllocatedMoney {
  readonly payment: Payment;
  readonly allocations: readonly Allocation[];
}

export interface CaseMoney {
  readonly asOf: Instant;
  readonly debt: Debt;
  /** Oldest first. */
  readonly payments: readonly AllocatedMoney[];
  /** What payments did for each item, in minor units. */
  readonly paidFor: Readonly<Record<Allocation['target'], number>>;
  readonly arrangements: readonly Arrangement[];
}

const MOST_PLANS = 50;

/** The ledger of a case: what is owed by item, what was paid, and where each payment went. */
@Injectable()
export class ReadCaseMoney {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedCase,
    private readonly cases: Cases,
    private readonly payments: Payments,
    private readonly clock: Clock,
  ) {}

  /** Throws `CASE.UNKNOWN`. */
  run(scope: WorkScope, id: DebtId): Promise<CaseMoney> {
    return this.unitOfWork.run(scope, async () => {
      const { debt } = await this.reached.of(id);
      const payments = await this.payments.ofDebt(debt.id, null);
      const allocations = await this.cases.allocations(payments.map((payment) => payment.id));
      const paidFor = { instalment: 0, fees: 0, interest: 0, principal: 0, overpayment: 0 };
      for (const { target, amountMinor } of [...allocations.values()].flat()) paidFor[target] += amountMinor;
      return {
        asOf: this.clock.now(),
        debt,
        payments: payments.map((payment) => ({
          payment,
          allocations: allocations.get(payment.id) ?? [],
        })),
        paidFor,
        arrangements: await this.cases.arrangements(debt.id, { before: null, limit: MOST_PLANS }),
      };
    });
  }
}
