import type { Arrangement } from '../../domain/arrangement/arrangement.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import type { DebtId } from '../../domain/shared/ids.js';

export abstract class Arrangements {
  abstract activeOf(debtIds: readonly DebtId[]): Promise<Arrangement[]>;
  /** Active arrangements with an unpaid instalment due on or before the day. */
  abstract activeDueBy(day: LocalDate, limit: number): Promise<Arrangement[]>;
  abstract add(arrangement: Arrangement): Promise<void>;
  abstract update(arrangements: readonly Arrangement[]): Promise<void>;
}
