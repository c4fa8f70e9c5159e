import { Injectable } from '@nestjs/common';
import type { Debt } from '../../domain/debt/debt.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { LenderId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { OddCases } from '../ports/odd-cases.js';
import type { Oddity } from '../ports/odd-cases.js';

export interface OddCase {
  readonly debt: Debt;
  readonly debtor: Debtor;
}

/** Real cases of a lender by which a text is tried out. Inside the caller's unit of work. */
@Injectable()
export class FindOddCases {
  constructor(
    private readonly oddCases: OddCases,
    private readonly debts: Debts,
    private readonly debtors: Debtors,
  ) {}

  async run(lenderId: LenderId, locale: Locale): Promise<ReadonlyMap<Oddity, OddCase>> {
    const found = await this.oddCases.of(lenderId, locale);
    const debts = await this.debts.byIds([...found.values()]);
    const debtors = await this.debtors.byIds([...debts.values()].map((debt) => debt.debtorId));
    const cases = new Map<Oddity, OddCase>();
    for (const [oddity, id] of found) {
      const debt = debts.get(id);
      const debtor = debt && debtors.get(debt.debtorId);
      if (debt && debtor) cases.set(oddity, { debt, debtor });
    }
    return cases;
  }
}
