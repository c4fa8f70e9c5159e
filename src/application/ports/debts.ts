import type { Debt } from '../../domain/debt/debt.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import type { DebtId, DebtorId, LenderId } from '../../domain/shared/ids.js';

/** A debt with the fingerprint of the imported row it came from. */
export interface ImportedDebt {
  readonly debt: Debt;
  readonly fingerprint: string;
}

export abstract class Debts {
  abstract byIds(ids: readonly DebtId[]): Promise<Map<DebtId, Debt>>;
  abstract ofDebtors(ids: readonly DebtorId[]): Promise<Debt[]>;
  abstract byReferences(
    lenderId: LenderId,
    references: readonly string[],
  ): Promise<Map<string, ImportedDebt>>;
  /** Open debts in id order, after `after`; due on or before `dueUntil`. */
  abstract openPage(after: DebtId | null, limit: number, dueUntil: LocalDate): Promise<Debt[]>;
  abstract add(debts: readonly ImportedDebt[]): Promise<void>;
  /** Replaces imported values and the fingerprint. */
  abstract reimport(debts: readonly ImportedDebt[]): Promise<void>;
  /** Writes the debts if nobody changed them since they were read; throws `DEBT.CHANGED_MEANWHILE` otherwise. */
  abstract update(debts: readonly Debt[]): Promise<void>;
}
