import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { AfterClose, CloseOutcome } from '../../../domain/conversation/close.js';
import type {
  CloseEffects,
  HandOff,
  HandOffPriority,
  HandOffReason,
} from '../../../domain/conversation/hand-off.js';
import type { Channel } from '../../../domain/shared/channel.js';
import type { ConversationId, DebtorId, HandOffId, LenderId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Id, Json, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('hand_offs')
@Index(['tenantId', 'openedAt'])
@Index(['tenantId', 'state', 'answerBy'])
@Index(['tenantId', 'conversationId', 'state'])
@Index(['tenantId', 'queueKey', 'lenderId'])
@Index(['tenantId', 'claimedBy', 'state'])
export class HandOffEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: HandOffId;
  @Id('conversation_id') conversationId!: ConversationId;
  @Id('debtor_id') debtorId!: DebtorId;
  @Id('lender_id') lenderId!: LenderId;
  @Varchar('channel', 16, OR_NULL) channel!: Channel | null;
  @Varchar('reason', 32) reason!: HandOffReason;
  @Varchar('priority', 8) priority!: HandOffPriority;
  @Moment('answer_by_at') answerBy!: Instant;
  /** Sorts as the desk does: rank, then when the answer is due, then id. Null once closed. */
  @Varchar('queue_key', 64, OR_NULL) queueKey!: string | null;
  @Varchar('state', 8) state!: HandOff['state'];
  @Varchar('claimed_by', 100, OR_NULL) claimedBy!: string | null;
  @Moment('claimed_at', OR_NULL) claimedAt!: Instant | null;
  @Moment('lease_until_at', OR_NULL) leaseUntil!: Instant | null;
  @Moment('waiting_since_at', OR_NULL) waitingSince!: Instant | null;
  @Whole('unread', { default: 0 }) unread!: number;
  /** Already masked. */
  @Encrypted('last_words', OR_NULL) lastWords!: string | null;
  @Moment('opened_at') openedAt!: Instant;
  @Moment('escalated_at', OR_NULL) escalatedAt!: Instant | null;
  @Id('linked_to_id', OR_NULL) linkedTo!: HandOffId | null;
  @Moment('closed_at', OR_NULL) closedAt!: Instant | null;
  @Varchar('closed_by', 100, OR_NULL) closedBy!: string | null;
  @Varchar('outcome', 32, OR_NULL) outcome!: CloseOutcome | null;
  @Varchar('after_close', 24, OR_NULL) afterClose!: AfterClose | null;
  @Json('close_effects', OR_NULL) closeEffects!: CloseEffects | null;
  /** Written by a person, so it may name the debtor. */
  @Encrypted('close_reason', OR_NULL) closeReason!: string | null;
  @Whole('version') version!: number;
}
