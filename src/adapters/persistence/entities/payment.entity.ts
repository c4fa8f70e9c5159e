import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import type { Allocation } from '../../../domain/payment/allocate-payment.js';
import type { DebtId, InstalmentId, LenderId, PaymentId, TenantId } from '../../../domain/shared/ids.js';
import type { Currency } from '../../../domain/shared/money.js';
import { Day, Id, Key, Minor, Moment, NumberKey, OR_NULL, TenantKey, Varchar } from './column-types.js';

@Entity('payments')
@Index(['tenantId', 'lenderId', 'reference'], { unique: true })
@Index(['tenantId', 'debtId', 'receivedOn'])
export class PaymentEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: PaymentId;
  @Id('lender_id') lenderId!: LenderId;
  @Id('debt_id') debtId!: DebtId;
  @Varchar('reference', 500) reference!: string;
  @Minor('amount_minor') amountMinor!: number;
  @Varchar('currency', 3) currency!: Currency;
  @Day('received_on') receivedOn!: LocalDate;
  @Moment('recorded_at') recordedAt!: Instant;
}

@Entity('payment_allocations')
export class PaymentAllocationEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('payment_id') paymentId!: PaymentId;
  /** Order in which the money was spread. */
  @NumberKey('position') position!: number;
  @Varchar('target', 16) target!: Allocation['target'];
  @Id('instalment_id', OR_NULL) instalmentId!: InstalmentId | null;
  @Minor('amount_minor') amountMinor!: number;
}
