import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Channel } from '../../../domain/shared/channel.js';
import type { BindingCodeId, ContactPointId, DebtorId, TenantId } from '../../../domain/shared/ids.js';
import { Id, Key, Moment, OR_NULL, TenantKey, Varchar } from './column-types.js';

/** A one-time code by which a debtor comes to a channel of their own accord. */
@Entity('binding_codes')
@Index(['tenantId', 'codeIndex'], { unique: true })
@Index(['tenantId', 'debtorId'])
export class BindingCodeEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: BindingCodeId;
  @Id('debtor_id') debtorId!: DebtorId;
  @Varchar('channel', 16) channel!: Channel;
  @Varchar('code_index', 64) codeIndex!: string;
  @Varchar('created_by', 100) createdBy!: string;
  @Moment('created_at') createdAt!: Instant;
  @Moment('expires_at') expiresAt!: Instant;
  @Moment('used_at', OR_NULL) usedAt!: Instant | null;
  @Id('contact_point_id', OR_NULL) contactPointId!: ContactPointId | null;
}

/** A wrong code, by the address that came with it; the code itself is not kept here. */
@Entity('binding_tries')
@Index(['tenantId', 'addressIndex', 'at'])
export class BindingTryEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: string;
  @Varchar('address_index', 64) addressIndex!: string;
  @Moment('at') at!: Instant;
}
