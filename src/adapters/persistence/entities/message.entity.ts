import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { MessageOrigin, MessageState, Purpose } from '../../../domain/message/message.js';
import type { Channel } from '../../../domain/shared/channel.js';
import type {
  ContactPointId,
  ConversationId,
  DebtId,
  DebtorId,
  InboundMessageId,
  LenderId,
  MessageId,
  TemplateVersionId,
  TenantId,
  TouchId,
} from '../../../domain/shared/ids.js';
import type { Locale } from '../../../domain/shared/locale.js';
import { Encrypted, Flag, Id, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('messages')
@Index(['tenantId', 'sentAt'])
@Index(['tenantId', 'state', 'urgency', 'notBefore', 'id'])
@Index(['tenantId', 'contactPointId'])
@Index(['tenantId', 'debtorId'])
@Index(['tenantId', 'debtId'])
@Index(['tenantId', 'conversationId', 'id'])
@Index(['tenantId', 'answersId'])
@Index(['tenantId', 'lenderId', 'templateVersionId'])
export class MessageEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: MessageId;
  @Id('contact_point_id') contactPointId!: ContactPointId;
  @Varchar('channel', 16) channel!: Channel;
  @Id('debtor_id') debtorId!: DebtorId;
  @Id('lender_id') lenderId!: LenderId;
  @Id('debt_id', OR_NULL) debtId!: DebtId | null;
  @Id('conversation_id', OR_NULL) conversationId!: ConversationId | null;
  @Id('touch_id', OR_NULL) touchId!: TouchId | null;
  @Varchar('origin', 16) origin!: MessageOrigin;
  @Varchar('purpose', 16) purpose!: Purpose;
  /** 0 = a reply to the debtor, 1 = everything else: the order of claiming. */
  @Whole('urgency') urgency!: number;
  @Varchar('template_version_id', 64) templateVersionId!: TemplateVersionId;
  @Varchar('locale', 10) locale!: Locale;
  @Encrypted('fields') fields!: string;
  @Id('answers_id', OR_NULL) answersId!: InboundMessageId | null;
  @Varchar('state', 20) state!: MessageState;
  @Varchar('state_reason', 200, OR_NULL) stateReason!: string | null;
  @Moment('queued_at') queuedAt!: Instant;
  @Moment('not_before_at') notBefore!: Instant;
  @Moment('expires_at') expiresAt!: Instant;
  /** Null where nothing was said about it, which most messages do. */
  @Flag('cancel_on_payment', OR_NULL) cancelOnPayment!: boolean | null;
  @Flag('cancel_on_inbound', OR_NULL) cancelOnInbound!: boolean | null;
  @Encrypted('body', OR_NULL) body!: string | null;
  @Moment('sent_at', OR_NULL) sentAt!: Instant | null;
  @Moment('changed_at') changedAt!: Instant;
  @Id('claim_token', OR_NULL) claimToken!: string | null;
  @Moment('claimed_at', OR_NULL) claimedAt!: Instant | null;
  @Whole('version') version!: number;
}
