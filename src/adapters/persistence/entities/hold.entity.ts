import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { HoldReason } from '../../../domain/debtor/hold.js';
import type { DebtId, DebtorId, HoldId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Id, Key, Moment, OR_NULL, TenantKey, Varchar } from './column-types.js';

@Entity('holds')
@Index(['tenantId', 'debtorId', 'releasedAt'])
export class HoldEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: HoldId;
  @Id('debtor_id') debtorId!: DebtorId;
  /** Null: the hold is on everything of the debtor. */
  @Id('debt_id', OR_NULL) debtId!: DebtId | null;
  @Varchar('reason', 32) reason!: HoldReason;
  @Moment('placed_at') placedAt!: Instant;
  @Moment('until_at', OR_NULL) untilAt!: Instant | null;
  @Moment('released_at', OR_NULL) releasedAt!: Instant | null;
  /** Written by a person, so it may name the debtor. */
  @Encrypted('note', OR_NULL) note!: string | null;
  @Varchar('placed_by', 100, OR_NULL) placedBy!: string | null;
}
