import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { HandOff, HandOffPriority, HandOffReason } from '../../../domain/conversation/hand-off.js';
import type { ConversationId, DebtorId, HandOffId, LenderId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Id, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('hand_offs')
@Index(['tenantId', 'state', 'answerBy'])
@Index(['tenantId', 'conversationId', 'state'])
export class HandOffEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: HandOffId;
  @Id('conversation_id') conversationId!: ConversationId;
  @Id('debtor_id') debtorId!: DebtorId;
  @Id('lender_id') lenderId!: LenderId;
  @Varchar('reason', 32) reason!: HandOffReason;
  @Varchar('priority', 8) priority!: HandOffPriority;
  @Moment('answer_by_at') answerBy!: Instant;
  @Varchar('state', 8) state!: HandOff['state'];
  @Varchar('claimed_by', 100, OR_NULL) claimedBy!: string | null;
  @Moment('lease_until_at', OR_NULL) leaseUntil!: Instant | null;
  @Moment('opened_at') openedAt!: Instant;
  @Moment('closed_at', OR_NULL) closedAt!: Instant | null;
  /** Written by a person, so it may name the debtor. */
  @Encrypted('close_reason', OR_NULL) closeReason!: string | null;
  @Whole('version') version!: number;
}
