import { Injectable } from '@nestjs/common';
import { UnmatchedPayments, type UnmatchedPage } from '../../../application/ports/unmatched-payments.js';
import type { UnmatchedPayment } from '../../../domain/payment/unmatched-payment.js';
import type { LenderId, UnmatchedPaymentId } from '../../../domain/shared/ids.js';
import { UnmatchedPaymentEntity } from '../entities/unmatched-payment.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormUnmatchedPayments extends UnmatchedPayments {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  add(payment: UnmatchedPayment): Promise<void> {
    return this.rows.insert(UnmatchedPaymentEntity, [this.toColumns(payment)]);
  }

  async byId(id: UnmatchedPaymentId): Promise<UnmatchedPayment | null> {
    const [row] = await this.rows.read(UnmatchedPaymentEntity, 'id = ?', [id], this.rows.forUpdate);
    return row === undefined ? null : this.toPayment(row);
  }

  async byReference(lenderId: LenderId, reference: string): Promise<UnmatchedPayment | null> {
    const row = await this.rows.readOne(UnmatchedPaymentEntity, 'lender_id = ? AND reference = ?', [
      lenderId,
      reference,
    ]);
    return row === null ? null : this.toPayment(row);
  }

  async page({ reach, state, after, limit }: UnmatchedPage): Promise<UnmatchedPayment[]> {
    const lenders = reach === undefined || reach === 'all' ? null : [...reach];
    if (lenders?.length === 0) return [];
    const ofLenders = lenders === null ? '' : ` AND lender_id IN (${marks(lenders)})`;
    const rows = await this.rows.read(
      UnmatchedPaymentEntity,
      `state = ? AND id > ?${ofLenders}`,
      [state, after ?? '', ...(lenders ?? []), limit],
      'ORDER BY id LIMIT ?',
    );
    return rows.map((row) => this.toPayment(row));
  }

  update(payment: UnmatchedPayment): Promise<void> {
    return this.rows.updateVersioned(
      UnmatchedPaymentEntity,
      [this.toColumns(payment)],
      ['state', 'paymentId', 'decidedAt', 'decidedBy', 'decideReason'],
      'UNMATCHED_PAYMENT.CHANGED_MEANWHILE',
    );
  }

  private toColumns(payment: UnmatchedPayment): Omit<UnmatchedPaymentEntity, 'tenantId'> {
    return {
      ...payment,
      debtReference: this.cipher.encrypt(payment.debtReference),
      decideReason: this.cipher.encryptOptional(payment.decideReason),
    };
  }

  private toPayment(row: UnmatchedPaymentEntity): UnmatchedPayment {
    return {
      ...untenanted(row),
      debtReference: this.cipher.decrypt(row.debtReference),
      decideReason: this.cipher.decryptOptional(row.decideReason),
    };
  }
}
