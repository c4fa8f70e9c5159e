import { Entity, Index } from 'typeorm';
import type { PromiseState } from '../../../domain/arrangement/promise-to-pay.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import type { ConversationId, DebtId, PromiseId, TenantId } from '../../../domain/shared/ids.js';
import type { Currency } from '../../../domain/shared/money.js';
import { Day, Id, Key, Minor, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('promises')
@Index(['tenantId', 'madeAt'])
@Index(['tenantId', 'debtId'])
@Index(['tenantId', 'state', 'dueOn', 'id'])
export class PromiseEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: PromiseId;
  @Id('debt_id') debtId!: DebtId;
  @Id('conversation_id') conversationId!: ConversationId;
  @Minor('amount_minor') amountMinor!: number;
  @Varchar('currency', 3) currency!: Currency;
  @Day('due_on') dueOn!: LocalDate;
  @Varchar('state', 16) state!: PromiseState;
  @Minor('paid_before_minor') paidBeforeMinor!: number;
  @Moment('made_at') madeAt!: Instant;
  @Moment('reminded_at', OR_NULL) remindedAt!: Instant | null;
  @Moment('settled_at', OR_NULL) settledAt!: Instant | null;
  @Whole('version') version!: number;
}
