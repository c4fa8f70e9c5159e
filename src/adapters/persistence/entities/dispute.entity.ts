import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import type { Dispute, DisputeKind, DisputeOutcome } from '../../../domain/conversation/dispute.js';
import type { ConversationId, DebtId, DisputeId, TenantId } from '../../../domain/shared/ids.js';
import { Day, Id, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('disputes')
@Index(['tenantId', 'number'], { unique: true })
@Index(['tenantId', 'debtId', 'state'])
export class DisputeEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: DisputeId;
  @Varchar('number', 32) number!: string;
  @Id('debt_id') debtId!: DebtId;
  @Id('conversation_id') conversationId!: ConversationId;
  @Varchar('kind', 20) kind!: DisputeKind;
  @Varchar('state', 8) state!: Dispute['state'];
  @Varchar('outcome', 16, OR_NULL) outcome!: DisputeOutcome | null;
  @Moment('opened_at') openedAt!: Instant;
  @Day('answer_by_on') answerByOn!: LocalDate;
  @Moment('decided_at', OR_NULL) decidedAt!: Instant | null;
  @Varchar('decided_by', 100, OR_NULL) decidedBy!: string | null;
  @Whole('version') version!: number;
}
