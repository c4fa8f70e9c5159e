import { Injectable } from '@nestjs/common';
import type { ArrangementLimits, Authority } from '../../domain/arrangement/limits.js';
import { AUTHORITIES } from '../../domain/arrangement/limits.js';
import { limitsFor, withCalendar } from '../../domain/arrangement/negotiation-limits.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { Debt } from '../../domain/debt/debt.js';
import { outstanding } from '../../domain/debt/debt.js';
import type { DelinquencyBucket } from '../../domain/debt/delinquency.js';
import { bucketOf, daysPastDue } from '../../domain/debt/delinquency.js';
import type { Lender } from '../../domain/debt/lender.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { DebtId } from '../../domain/shared/ids.js';
import type { Money } from '../../domain/shared/money.js';
import { reaches } from '../../domain/people/access.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { Lenders } from '../ports/lenders.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/** A debt as plans are worked out for it today. */
export interface QuotedDebt {
  readonly debt: Debt;
  readonly debtor: Debtor;
  readonly lender: Lender;
  readonly balance: Money;
  readonly bucket: DelinquencyBucket;
  readonly today: LocalDate;
  readonly limits: Readonly<Record<Authority, ArrangementLimits>>;
}

/** Reads a debt, and what each authority may agree for it. Inside the caller's unit of work. */
@Injectable()
export class ReadQuotedDebt {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly debts: Debts,
    private readonly debtors: Debtors,
    private readonly lenders: Lenders,
    private readonly packs: PolicyPacks,
    private readonly clock: Clock,
  ) {}

  /** Throws `DEBT.UNKNOWN`, also where it belongs to a lender out of reach. */
  async run(id: DebtId): Promise<QuotedDebt> {
    const debt = (await this.debts.byIds([id])).get(id);
    const debtor = debt && (await this.debtors.byIds([debt.debtorId])).get(debt.debtorId);
    const lender = debt && (await this.lenders.byIds([debt.lenderId])).get(debt.lenderId);
    if (!debt || !debtor || !lender || !reaches(this.unitOfWork.scope().reach, debt.lenderId)) {
      throw new DomainError('DEBT.UNKNOWN', 'There is no such debt.');
    }
    const today = todayIn(this.clock.now(), debtor.zones[0] ?? lender.zone);
    const calendar = this.packs.workingCalendar(lender.country);
    const limits = Object.fromEntries(
      AUTHORITIES.map((authority) => [
        authority,
        withCalendar(limitsFor(lender, debt, authority, today), calendar),
      ]),
    ) as Record<Authority, ArrangementLimits>;
    const bucket = bucketOf(daysPastDue(debt, today));
    return { debt, debtor, lender, balance: outstanding(debt), bucket, today, limits };
  }
}
