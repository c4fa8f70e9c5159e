import type { LocalDate } from '../calendar/local-date.js';
import type { Instant } from '../calendar/instant.js';
import type { DebtId, DebtorId, LenderId } from '../shared/ids.js';
import type { Currency, Money } from '../shared/money.js';
import { money } from '../shared/money.js';

/** What a debt is made of, in minor units of its currency. */
export interface DebtComponents {
  readonly principalMinor: number;
  readonly interestMinor: number;
  readonly feesMinor: number;
  readonly paidMinor: number;
}

/** `paid` = settled by money; `settled` = closed by an agreed discount; `withdrawn` = taken back by the lender. */
export type DebtState = 'open' | 'paid' | 'settled' | 'withdrawn';

export interface Debt {
  readonly id: DebtId;
  readonly lenderId: LenderId;
  readonly debtorId: DebtorId;
  /** The lender's own reference, unique within the lender. */
  readonly reference: string;
  readonly product: string;
  readonly currency: Currency;
  readonly components: DebtComponents;
  readonly dueOn: LocalDate;
  /** As what the tenant collects: for itself, or as an agency for the lender. */
  readonly tenantRole: 'creditor' | 'agency';
  /** When the debtor was told of an assignment; null where nothing was recorded. */
  readonly assignmentNoticeOn: LocalDate | null;
  readonly state: DebtState;
  readonly closedAt: Instant | null;
  readonly version: number;
}

/** What was ever owed: principal, interest and fees. */
export const totalOwed = (debt: Debt): Money =>
  money(
    debt.components.principalMinor + debt.components.interestMinor + debt.components.feesMinor,
    debt.currency,
  );

/** What is still to pay; zero, never negative, when more was paid than owed. */
export const outstanding = (debt: Debt): Money =>
  money(Math.max(0, totalOwed(debt).minor - debt.components.paidMinor), debt.currency);

/** What was paid beyond what was owed. */
export const overpaid = (debt: Debt): Money =>
  money(Math.max(0, debt.components.paidMinor - totalOwed(debt).minor), debt.currency);
