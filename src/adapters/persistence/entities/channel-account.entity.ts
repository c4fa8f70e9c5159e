import { Entity } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Channel } from '../../../domain/shared/channel.js';
import type { ChannelAccountId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Flag, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('channel_accounts')
export class ChannelAccountEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: ChannelAccountId;
  @Varchar('channel', 16) channel!: Channel;
  @Varchar('provider', 32) provider!: string;
  @Varchar('label', 100) label!: string;
  @Encrypted('settings') settings!: string;
  @Flag('paused') paused!: boolean;
  @Whole('version', { default: 1 }) version!: number;
  /** Who paused it or let it go on last. */
  @Varchar('changed_by', 100, OR_NULL) changedBy!: string | null;
  @Moment('changed_at', OR_NULL) changedAt!: Instant | null;
}
