import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LenderId, PaymentSourceId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Id, Key, Moment, OR_NULL, TenantKey, Varchar } from './column-types.js';

@Entity('payment_sources')
@Index(['tenantId', 'removedAt', 'id'])
export class PaymentSourceEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: PaymentSourceId;
  @Id('lender_id') lenderId!: LenderId;
  @Varchar('label', 100) label!: string;
  @Encrypted('secret') secret!: string;
  @Varchar('created_by', 200) createdBy!: string;
  @Moment('created_at') createdAt!: Instant;
  @Moment('removed_at', OR_NULL) removedAt!: Instant | null;
}
