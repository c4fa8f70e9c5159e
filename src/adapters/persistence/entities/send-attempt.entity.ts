import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { SendOutcome } from '../../../domain/message/send-outcome.js';
import type { ChannelAccountId, MessageId, SendAttemptId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Id, Key, Moment, OR_NULL, TenantKey, Varchar } from './column-types.js';

@Entity('send_attempts')
@Index(['tenantId', 'messageId'])
@Index(['tenantId', 'channelAccountId', 'providerMessageId'])
@Index(['tenantId', 'channelAccountId', 'startedAt'])
export class SendAttemptEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: SendAttemptId;
  @Id('message_id') messageId!: MessageId;
  @Id('channel_account_id') channelAccountId!: ChannelAccountId;
  @Varchar('outcome', 24, OR_NULL) outcome!: SendOutcome['kind'] | null;
  @Varchar('provider_message_id', 190, OR_NULL) providerMessageId!: string | null;
  /** The provider's own words; they may repeat an address. */
  @Encrypted('detail', OR_NULL) detail!: string | null;
  @Moment('started_at') startedAt!: Instant;
  @Moment('ended_at', OR_NULL) endedAt!: Instant | null;
}
