import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import type { UnmatchedPayment } from '../../../domain/payment/unmatched-payment.js';
import type { LenderId, PaymentId, TenantId, UnmatchedPaymentId } from '../../../domain/shared/ids.js';
import type { Currency } from '../../../domain/shared/money.js';
import {
  Day,
  Encrypted,
  Id,
  Key,
  Minor,
  Moment,
  OR_NULL,
  TenantKey,
  Varchar,
  Whole,
} from './column-types.js';

@Entity('unmatched_payments')
@Index(['tenantId', 'lenderId', 'reference'], { unique: true })
@Index(['tenantId', 'state', 'id'])
export class UnmatchedPaymentEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: UnmatchedPaymentId;
  @Id('lender_id') lenderId!: LenderId;
  @Varchar('reference', 500) reference!: string;
  /** Whoever pays may have written a name here. */
  @Encrypted('debt_reference') debtReference!: string;
  @Minor('amount_minor') amountMinor!: number;
  @Varchar('currency', 3) currency!: Currency;
  @Day('received_on') receivedOn!: LocalDate;
  @Varchar('why', 16) why!: UnmatchedPayment['why'];
  @Varchar('told_by', 16) toldBy!: UnmatchedPayment['toldBy'];
  @Moment('recorded_at') recordedAt!: Instant;
  @Varchar('state', 16) state!: UnmatchedPayment['state'];
  @Id('payment_id', OR_NULL) paymentId!: PaymentId | null;
  @Moment('decided_at', OR_NULL) decidedAt!: Instant | null;
  @Varchar('decided_by', 200, OR_NULL) decidedBy!: string | null;
  @Encrypted('decide_reason', OR_NULL) decideReason!: string | null;
  @Whole('version') version!: number;
}
