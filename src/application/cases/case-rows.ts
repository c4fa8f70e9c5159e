import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { Debt } from '../../domain/debt/debt.js';
import type { DelinquencyBucket } from '../../domain/debt/delinquency.js';
import { bucketOf, daysPastDue } from '../../domain/debt/delinquency.js';
import { holdsDebt } from '../../domain/debtor/hold.js';
import type { HoldReason } from '../../domain/debtor/hold.js';
import { maskName } from '../../domain/debtor/mask-name.js';
import { Debtors } from '../ports/debtors.js';
import { Holds } from '../ports/holds.js';
import { Lenders } from '../ports/lenders.js';
import { zoneOf } from '../treatment/local-slot.js';

/** One case of the list, as anybody with leave may read it. */
export interface CaseRow {
  readonly debt: Debt;
  readonly maskedName: string;
  /** Code of the lender. */
  readonly lender: string;
  readonly daysPastDue: number;
  readonly bucket: DelinquencyBucket;
  readonly holds: readonly HoldReason[];
}

/** Debts with what the list shows of each, in their order, in a fixed number of queries. */
@Injectable()
export class CaseRows {
  constructor(
    private readonly debtors: Debtors,
    private readonly lenders: Lenders,
    private readonly holds: Holds,
  ) {}

  async of(debts: readonly Debt[], now: Instant): Promise<CaseRow[]> {
    const debtorIds = [...new Set(debts.map(({ debtorId }) => debtorId))];
    const debtors = await this.debtors.byIds(debtorIds);
    const lenders = await this.lenders.byIds([...new Set(debts.map(({ lenderId }) => lenderId))]);
    const holds = await this.holds.inForce(debtorIds, now);
    return debts.flatMap((debt) => {
      const debtor = debtors.get(debt.debtorId);
      const lender = lenders.get(debt.lenderId);
      if (!debtor || !lender) return [];
      const dpd = daysPastDue(debt, todayIn(now, zoneOf(debtor, lender)));
      const own = holds.filter((hold) => holdsDebt(hold, debtor.id, debt.id));
      return [
        {
          debt,
          maskedName: maskName(debtor.name, debtor.locale),
          lender: lender.code,
          daysPastDue: dpd,
          bucket: bucketOf(dpd),
          holds: [...new Set(own.map(({ reason }) => reason))],
        },
      ];
    });
  }
}
