import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { AccountLimits } from '../../../domain/channel/account-limits.js';
import type { AccountState } from '../../../domain/channel/account-state.js';
import type { Channel } from '../../../domain/shared/channel.js';
import type { ChannelAccountId, TenantId } from '../../../domain/shared/ids.js';
import {
  Encrypted,
  Flag,
  Id,
  Json,
  Key,
  Moment,
  OR_NULL,
  TenantKey,
  Varchar,
  Whole,
} from './column-types.js';

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
  /** Null: none of its own. */
  @Json('limits', OR_NULL) limits!: Partial<AccountLimits> | null;
  @Varchar('state', 20, { default: 'unknown' }) state!: AccountState;
  @Varchar('state_detail', 500, OR_NULL) stateDetail!: string | null;
  @Moment('state_at', OR_NULL) stateAt!: Instant | null;
  /** What a person scans to log in: whoever has it can take the login. */
  @Encrypted('sign_in_code', OR_NULL) signInCode!: string | null;
  @Moment('slow_until_at', OR_NULL) slowUntil!: Instant | null;
  /** The last moment that was given to a message that waits for the pace. */
  @Moment('last_slot_at', OR_NULL) lastSlot!: Instant | null;
  @Encrypted('callback_secret', OR_NULL) callbackSecret!: string | null;
  @Moment('created_at', OR_NULL) createdAt!: Instant | null;
  /** The process that holds the connection, until then. */
  @Varchar('listener', 64, OR_NULL) listener!: string | null;
  @Moment('listener_until_at', OR_NULL) listenerUntil!: Instant | null;
}

/** Every change of how an account does. */
@Entity('channel_account_changes')
@Index(['tenantId', 'channelAccountId', 'at', 'id'])
export class ChannelAccountChangeEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: string;
  @Id('channel_account_id') channelAccountId!: ChannelAccountId;
  @Varchar('state', 20) state!: AccountState;
  @Varchar('detail', 500) detail!: string;
  @Moment('at') at!: Instant;
}

@Entity('channel_cursors')
export class ChannelCursorEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('channel_account_id') channelAccountId!: ChannelAccountId;
  @Key('name', 64) name!: string;
  @Varchar('value', 500) value!: string;
}
