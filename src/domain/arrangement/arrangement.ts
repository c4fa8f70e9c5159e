import type { Instant } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { ArrangementId, ConversationId, DebtId, InstalmentId } from '../shared/ids.js';
import type { Currency } from '../shared/money.js';
import type { Frequency } from './limits.js';

export type ArrangementState = 'active' | 'completed' | 'broken' | 'cancelled';
/** `due` covers dates still to come and today; `missed` = past its grace; `cure-offered` = asked to catch up. */
export type InstalmentState = 'due' | 'paid' | 'missed' | 'cure-offered';

export interface Instalment {
  readonly id: InstalmentId;
  /** 1-based. */
  readonly number: number;
  readonly dueOn: LocalDate;
  readonly amountMinor: number;
  /** Interest of the plan within the amount, on the debt once the instalment is paid; left out: none. */
  readonly interestMinor?: number;
  readonly paidMinor: number;
  readonly state: InstalmentState;
  readonly remindedAt: Instant | null;
}

/** An agreed repayment plan: its instalments add up to `totalMinor` exactly. */
export interface Arrangement {
  readonly id: ArrangementId;
  readonly debtId: DebtId;
  readonly conversationId: ConversationId;
  readonly state: ArrangementState;
  readonly currency: Currency;
  readonly totalMinor: number;
  /** What is waived when the plan completes. */
  readonly discountMinor: number;
  readonly frequency: Frequency | 'once';
  readonly instalments: readonly Instalment[];
  readonly dateMovesUsed: number;
  readonly agreedAt: Instant;
  readonly endedAt: Instant | null;
  readonly version: number;
}

/** Terms that were offered or asked for, before anything is agreed. The total holds the interest of the plan too. */
export interface PlanTerms {
  readonly currency: Currency;
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly frequency: Frequency | 'once';
  /** Day of the month on which monthly instalments after the first fall; left out: the day of the first. */
  readonly payDay?: number;
  readonly instalments: readonly {
    readonly dueOn: LocalDate;
    readonly amountMinor: number;
    /** Interest of the plan within the amount; left out: none. */
    readonly interestMinor?: number;
  }[];
}

/** Interest of the plan within all its payments. */
export const planInterest = (terms: Pick<PlanTerms, 'instalments'>): number =>
  terms.instalments.reduce((sum, { interestMinor = 0 }) => sum + interestMinor, 0);
