import { Entity, Index } from 'typeorm';
import type {
  Arrangement,
  ArrangementState,
  InstalmentState,
} from '../../../domain/arrangement/arrangement.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import type {
  ArrangementId,
  ConversationId,
  DebtId,
  InstalmentId,
  TenantId,
} from '../../../domain/shared/ids.js';
import type { Currency } from '../../../domain/shared/money.js';
import { Day, Id, Key, Minor, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('arrangements')
@Index(['tenantId', 'debtId', 'state'])
export class ArrangementEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: ArrangementId;
  @Id('debt_id') debtId!: DebtId;
  @Id('conversation_id') conversationId!: ConversationId;
  @Varchar('state', 16) state!: ArrangementState;
  @Varchar('currency', 3) currency!: Currency;
  @Minor('total_minor') totalMinor!: number;
  @Minor('discount_minor') discountMinor!: number;
  @Varchar('frequency', 16) frequency!: Arrangement['frequency'];
  @Whole('date_moves_used') dateMovesUsed!: number;
  @Moment('agreed_at') agreedAt!: Instant;
  @Moment('ended_at', OR_NULL) endedAt!: Instant | null;
  @Whole('version') version!: number;
}

@Entity('instalments')
@Index(['tenantId', 'arrangementId', 'number'], { unique: true })
@Index(['tenantId', 'state', 'dueOn'])
export class InstalmentEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: InstalmentId;
  @Id('arrangement_id') arrangementId!: ArrangementId;
  @Whole('number') number!: number;
  @Day('due_on') dueOn!: LocalDate;
  @Minor('amount_minor') amountMinor!: number;
  @Minor('interest_minor', { default: 0 }) interestMinor!: number;
  @Minor('paid_minor') paidMinor!: number;
  @Varchar('state', 16) state!: InstalmentState;
  @Moment('reminded_at', OR_NULL) remindedAt!: Instant | null;
}
