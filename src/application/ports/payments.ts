import type { Payment } from '../../domain/payment/payment.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import type { Allocation } from '../../domain/payment/allocate-payment.js';
import type { DebtId, LenderId } from '../../domain/shared/ids.js';

export abstract class Payments {
  abstract byReferences(lenderId: LenderId, references: readonly string[]): Promise<Map<string, Payment>>;
  abstract ofDebt(debtId: DebtId, since: LocalDate | null): Promise<Payment[]>;
  abstract add(payment: Payment, allocations: readonly Allocation[]): Promise<void>;
}
