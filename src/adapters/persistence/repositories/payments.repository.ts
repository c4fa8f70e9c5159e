import { Injectable } from '@nestjs/common';
import { Payments } from '../../../application/ports/payments.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import type { Allocation } from '../../../domain/payment/allocate-payment.js';
import type { Payment } from '../../../domain/payment/payment.js';
import type { DebtId, LenderId } from '../../../domain/shared/ids.js';
import { PaymentAllocationEntity, PaymentEntity } from '../entities/payment.entity.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormPayments extends Payments {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async byReferences(lenderId: LenderId, references: readonly string[]): Promise<Map<string, Payment>> {
    const rows = await this.rows.readIn(PaymentEntity, 'reference', references, {
      condition: 'AND lender_id = ?',
      parameters: [lenderId],
    });
    return new Map(rows.map((row) => [row.reference, untenanted(row)]));
  }

  async ofDebt(debtId: DebtId, since: LocalDate | null): Promise<Payment[]> {
    const rows = await this.rows.read(
      PaymentEntity,
      'debt_id = ? AND received_on >= ?',
      [debtId, since ?? '0001-01-01'],
      'ORDER BY received_on, id',
    );
    return rows.map(untenanted);
  }

  async add(payment: Payment, allocations: readonly Allocation[]): Promise<void> {
    await this.rows.insert(PaymentEntity, [payment]);
    await this.rows.insert(
      PaymentAllocationEntity,
      allocations.map((allocation, position) => ({ paymentId: payment.id, position, ...allocation })),
    );
  }
}
