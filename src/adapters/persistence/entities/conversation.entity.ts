import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Conversation, ConversationState } from '../../../domain/conversation/conversation.js';
import type {
  ContactPointId,
  ConversationId,
  DebtId,
  DebtorId,
  LenderId,
  TenantId,
} from '../../../domain/shared/ids.js';
import { Encrypted, Id, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('conversations')
@Index(['tenantId', 'contactPointId', 'lenderId'], { unique: true })
@Index(['tenantId', 'debtorId'])
export class ConversationEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: ConversationId;
  @Id('contact_point_id') contactPointId!: ContactPointId;
  @Id('lender_id') lenderId!: LenderId;
  @Id('debtor_id') debtorId!: DebtorId;
  @Id('debt_id', OR_NULL) debtId!: DebtId | null;
  @Varchar('state', 32) state!: ConversationState;
  @Varchar('owner', 8) owner!: Conversation['owner'];
  @Encrypted('context') context!: string;
  @Moment('last_inbound_at', OR_NULL) lastInboundAt!: Instant | null;
  @Whole('version') version!: number;
}
