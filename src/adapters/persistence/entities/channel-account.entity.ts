import { Entity } from 'typeorm';
import type { Channel } from '../../../domain/shared/channel.js';
import type { ChannelAccountId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Flag, Key, TenantKey, Varchar } from './column-types.js';

@Entity('channel_accounts')
export class ChannelAccountEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: ChannelAccountId;
  @Varchar('channel', 16) channel!: Channel;
  @Varchar('provider', 32) provider!: string;
  @Varchar('label', 100) label!: string;
  @Encrypted('settings') settings!: string;
  @Flag('paused') paused!: boolean;
}
