import { Entity, Index } from 'typeorm';
import type { InboundState } from '../../../application/ports/inbound-messages.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Channel } from '../../../domain/shared/channel.js';
import type {
  ChannelAccountId,
  ContactPointId,
  ConversationId,
  InboundMessageId,
  TenantId,
} from '../../../domain/shared/ids.js';
import { Encrypted, Flag, Id, Key, Moment, NumberKey, OR_NULL, TenantKey, Varchar } from './column-types.js';

@Entity('inbound_messages')
@Index(['tenantId', 'channelAccountId', 'providerMessageId'], { unique: true })
@Index(['tenantId', 'contactPointId', 'state', 'receivedAt', 'id'])
@Index(['tenantId', 'conversationId', 'id'])
@Index(['tenantId', 'state', 'receivedAt'])
export class InboundMessageEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: InboundMessageId;
  @Id('channel_account_id') channelAccountId!: ChannelAccountId;
  @Varchar('provider_message_id', 190) providerMessageId!: string;
  @Varchar('channel', 16) channel!: Channel;
  @Encrypted('address') address!: string;
  @Id('contact_point_id', OR_NULL) contactPointId!: ContactPointId | null;
  @Id('conversation_id', OR_NULL) conversationId!: ConversationId | null;
  @Encrypted('content') content!: string;
  @Flag('has_media') hasMedia!: boolean;
  @Moment('sent_at') sentAt!: Instant;
  @Moment('received_at') receivedAt!: Instant;
  @Varchar('state', 16) state!: InboundState;
  @Encrypted('understanding', OR_NULL) understanding!: string | null;
  @Flag('advanced', OR_NULL) advanced!: boolean | null;
  @Moment('processed_at', OR_NULL) processedAt!: Instant | null;
  /** When the debtor took it back; what was said is kept. */
  @Moment('recalled_at', OR_NULL) recalledAt!: Instant | null;
}

/** Media in parts, because a portable text column holds 64 kB. */
@Entity('inbound_media')
export class InboundMediaEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('inbound_message_id') inboundMessageId!: InboundMessageId;
  @NumberKey('part') part!: number;
  @Encrypted('content') content!: string;
}
