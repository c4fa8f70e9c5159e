import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Receipt } from '../../../domain/message/send-outcome.js';
import type { ChannelAccountId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Key, Moment, OR_NULL, TenantKey } from './column-types.js';

@Entity('pending_receipts')
@Index(['tenantId', 'keptAt'])
export class PendingReceiptEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('channel_account_id') channelAccountId!: ChannelAccountId;
  @Key('provider_message_id', 190) providerMessageId!: string;
  @Key('status', 16) status!: Receipt['status'];
  @Moment('reported_at') at!: Instant;
  /** The provider's own words; they may repeat an address. */
  @Encrypted('detail', OR_NULL) detail!: string | null;
  @Moment('kept_at') keptAt!: Instant;
}
