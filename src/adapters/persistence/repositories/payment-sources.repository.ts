import { Injectable } from '@nestjs/common';
import { PaymentSources, type PaymentSource } from '../../../application/ports/payment-sources.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LenderReach } from '../../../domain/people/access.js';
import type { PaymentSourceId } from '../../../domain/shared/ids.js';
import { PaymentSourceEntity } from '../entities/payment-source.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormPaymentSources extends PaymentSources {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  add(source: PaymentSource): Promise<void> {
    const secret = this.cipher.encrypt(source.secret);
    return this.rows.insert(PaymentSourceEntity, [{ ...source, secret }]);
  }

  async byId(id: PaymentSourceId): Promise<PaymentSource | null> {
    const row = await this.rows.readOne(PaymentSourceEntity, 'id = ? AND removed_at IS NULL', [id]);
    return row === null ? null : this.toSource(row);
  }

  async page(
    reach: LenderReach | undefined,
    after: PaymentSourceId | null,
    limit: number,
  ): Promise<PaymentSource[]> {
    const lenders = reach === undefined || reach === 'all' ? null : [...reach];
    if (lenders?.length === 0) return [];
    const ofLenders = lenders === null ? '' : ` AND lender_id IN (${marks(lenders)})`;
    const rows = await this.rows.read(
      PaymentSourceEntity,
      `removed_at IS NULL AND id > ?${ofLenders}`,
      [after ?? '', ...(lenders ?? []), limit],
      'ORDER BY id LIMIT ?',
    );
    return rows.map((row) => this.toSource(row));
  }

  async remove(id: PaymentSourceId, now: Instant): Promise<void> {
    await this.rows.update(PaymentSourceEntity, [{ id, removedAt: now }], ['removedAt']);
  }

  private toSource(row: PaymentSourceEntity): PaymentSource {
    return { ...untenanted(row), secret: this.cipher.decrypt(row.secret) };
  }
}
