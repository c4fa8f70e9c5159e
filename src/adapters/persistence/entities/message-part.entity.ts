import { Entity, Index } from 'typeorm';
import type { Receipt } from '../../../domain/message/send-outcome.js';
import type { ChannelAccountId, SendAttemptId, TenantId } from '../../../domain/shared/ids.js';
import { Id, Key, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

/** One of several parts in which a provider took a long text. */
@Entity('message_parts')
@Index(['tenantId', 'attemptId'])
export class MessagePartEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('channel_account_id') channelAccountId!: ChannelAccountId;
  @Key('provider_message_id', 190) providerMessageId!: string;
  @Id('attempt_id') attemptId!: SendAttemptId;
  @Whole('part') part!: number;
  @Varchar('status', 16, OR_NULL) status!: Receipt['status'] | null;
}
