import { Injectable } from '@nestjs/common';
import type { Debt } from '../../domain/debt/debt.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { DebtId } from '../../domain/shared/ids.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { Lenders } from '../ports/lenders.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/** A debt with the person and the lender that it is between. */
export interface ReachedDebt {
  readonly debt: Debt;
  readonly debtor: Debtor;
  readonly lender: Lender;
}

/** Finds a case that the actor may see. Inside the caller's unit of work. */
@Injectable()
export class ReachedCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly debts: Debts,
    private readonly debtors: Debtors,
    private readonly lenders: Lenders,
  ) {}

  /** Throws `CASE.UNKNOWN`, also where it belongs to a lender out of reach. */
  async of(id: DebtId): Promise<ReachedDebt> {
    const debt = (await this.debts.byIds([id])).get(id);
    const { reach } = this.unitOfWork.scope();
    const debtor = debt && (await this.debtors.byIds([debt.debtorId])).get(debt.debtorId);
    const lender = debt && (await this.lenders.byIds([debt.lenderId])).get(debt.lenderId);
    if (debt && debtor && lender && reaches(reach, debt.lenderId)) return { debt, debtor, lender };
    throw new DomainError('CASE.UNKNOWN', 'There is no such case.');
  }
}
