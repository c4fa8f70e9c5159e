import { Injectable } from '@nestjs/common';
import type { Dispute } from '../../domain/conversation/dispute.js';
import type { Debt } from '../../domain/debt/debt.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Debts } from '../ports/debts.js';
import { Disputes } from '../ports/disputes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

export interface DisputedDebt {
  readonly dispute: Dispute;
  readonly debt: Debt;
}

/** Finds a dispute that the actor may see. Inside the caller's unit of work. */
@Injectable()
export class ReachedDispute {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly disputes: Disputes,
    private readonly debts: Debts,
  ) {}

  /** Throws `DISPUTE.UNKNOWN`, also where it belongs to a lender out of reach. */
  async of(number: string): Promise<DisputedDebt> {
    const dispute = await this.disputes.byNumber(number);
    const debt = dispute && (await this.debts.byIds([dispute.debtId])).get(dispute.debtId);
    if (dispute && debt && reaches(this.unitOfWork.scope().reach, debt.lenderId)) return { dispute, debt };
    throw new DomainError('DISPUTE.UNKNOWN', `There is no dispute ${number}.`);
  }

  /** The same, and throws `DISPUTE.DECIDED` for one that is. */
  async open(number: string): Promise<DisputedDebt> {
    const found = await this.of(number);
    if (found.dispute.state === 'open') return found;
    throw new DomainError('DISPUTE.DECIDED', `Dispute ${number} was decided already.`);
  }

  /** A dispute about a payment. Throws `PAYMENT_CLAIM.UNKNOWN`, `DISPUTE.UNKNOWN`. */
  async claim(number: string): Promise<DisputedDebt> {
    const found = await this.of(number);
    if (found.dispute.kind === 'payment-claimed') return found;
    throw new DomainError('PAYMENT_CLAIM.UNKNOWN', `Dispute ${number} is not about a payment.`);
  }
}
