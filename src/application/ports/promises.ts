import type { PromiseToPay } from '../../domain/arrangement/promise-to-pay.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import type { DebtId } from '../../domain/shared/ids.js';

export abstract class Promises {
  abstract openOf(debtIds: readonly DebtId[]): Promise<PromiseToPay[]>;
  /** Those made last, whatever became of them. */
  abstract latestOf(debtIds: readonly DebtId[], limit: number): Promise<PromiseToPay[]>;
  /** Open promises due on or before the day. */
  abstract openDueBy(day: LocalDate, limit: number): Promise<PromiseToPay[]>;
  abstract add(promise: PromiseToPay): Promise<void>;
  abstract update(promises: readonly PromiseToPay[]): Promise<void>;
}
