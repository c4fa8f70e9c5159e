import { Entity, Index } from 'typeorm';
import type { Approval } from '../../../domain/arrangement/approval.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type {
  ApprovalId,
  ConversationId,
  DebtId,
  LenderId,
  PlanQuoteId,
  TenantId,
} from '../../../domain/shared/ids.js';
import { Encrypted, Id, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('approvals')
@Index(['tenantId', 'state', 'answerBy', 'id'])
@Index(['tenantId', 'planQuoteId'])
export class ApprovalEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: ApprovalId;
  @Id('plan_quote_id') planQuoteId!: PlanQuoteId;
  @Id('conversation_id', OR_NULL) conversationId!: ConversationId | null;
  @Id('debt_id') debtId!: DebtId;
  @Id('lender_id') lenderId!: LenderId;
  @Varchar('state', 8) state!: Approval['state'];
  @Varchar('asked_by', 100) askedBy!: string;
  @Encrypted('reason') reason!: string;
  @Moment('asked_at') askedAt!: Instant;
  @Moment('answer_by_at') answerBy!: Instant;
  @Varchar('decided_by', 100, OR_NULL) decidedBy!: string | null;
  @Encrypted('decision_reason', OR_NULL) decisionReason!: string | null;
  @Moment('decided_at', OR_NULL) decidedAt!: Instant | null;
  @Whole('version') version!: number;
}
