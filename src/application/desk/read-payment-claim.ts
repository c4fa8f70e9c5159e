import { Injectable } from '@nestjs/common';
import type { Dispute } from '../../domain/conversation/dispute.js';
import { outstanding } from '../../domain/debt/debt.js';
import type { Payment } from '../../domain/payment/payment.js';
import type { Money } from '../../domain/shared/money.js';
import { ConversationRecords } from '../ports/conversation-records.js';
import { Debts } from '../ports/debts.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedDispute } from './reached-dispute.js';

const LATEST_PAYMENTS = 50;

export interface PaymentClaim {
  readonly dispute: Dispute;
  readonly outstanding: Money;
  /** What arrived for the debtor at the lender, the latest first. */
  readonly payments: readonly Payment[];
}

/** What the ledger has to say about a payment that a debtor claims. */
@Injectable()
export class ReadPaymentClaim {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reachedDispute: ReachedDispute,
    private readonly debts: Debts,
    private readonly records: ConversationRecords,
  ) {}

  /** Throws `DISPUTE.UNKNOWN`, `PAYMENT_CLAIM.UNKNOWN`. */
  run(scope: WorkScope, number: string): Promise<PaymentClaim> {
    return this.unitOfWork.run(scope, async () => {
      const { dispute, debt } = await this.reachedDispute.claim(number);
      const debts = (await this.debts.ofDebtors([debt.debtorId])).filter(
        ({ lenderId }) => lenderId === debt.lenderId,
      );
      const payments = await this.records.payments(
        debts.map(({ id }) => id),
        { before: null, limit: LATEST_PAYMENTS },
      );
      return { dispute, outstanding: outstanding(debt), payments };
    });
  }
}
