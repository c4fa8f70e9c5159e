import { Entity, Index } from 'typeorm';
import type { PlanTerms } from '../../../domain/arrangement/arrangement.js';
import type { Authority } from '../../../domain/arrangement/limits.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type {
  ConversationId,
  DebtId,
  DebtorId,
  LenderId,
  PlanQuoteId,
  TenantId,
} from '../../../domain/shared/ids.js';
import { Id, Json, Key, Moment, OR_NULL, TenantKey, Varchar } from './column-types.js';

@Entity('plan_quotes')
@Index(['tenantId', 'debtId', 'validUntil'])
export class PlanQuoteEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: PlanQuoteId;
  @Id('conversation_id', OR_NULL) conversationId!: ConversationId | null;
  @Id('debt_id') debtId!: DebtId;
  @Id('debtor_id') debtorId!: DebtorId;
  @Id('lender_id') lenderId!: LenderId;
  @Json('terms') terms!: PlanTerms;
  @Varchar('needs', 12) needs!: Authority;
  @Varchar('asked_by', 100) askedBy!: string;
  @Moment('quoted_at') quotedAt!: Instant;
  @Moment('valid_until_at') validUntil!: Instant;
  @Moment('sent_at', OR_NULL) sentAt!: Instant | null;
}
