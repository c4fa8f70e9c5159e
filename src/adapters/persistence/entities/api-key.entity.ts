import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Grant } from '../../../domain/people/access.js';
import type { ApiKeyId, TenantId } from '../../../domain/shared/ids.js';
import { Json, Key, Moment, OR_NULL, TenantKey, Varchar } from './column-types.js';

@Entity('api_keys')
@Index(['tenantId', 'digest'], { unique: true })
@Index(['tenantId', 'label'], { unique: true })
export class ApiKeyEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: ApiKeyId;
  @Varchar('label', 63) label!: string;
  @Json('grants') grants!: readonly Grant[];
  @Varchar('digest', 64) digest!: string;
  @Varchar('created_by', 100) createdBy!: string;
  @Moment('created_at') createdAt!: Instant;
  @Moment('last_used_at', OR_NULL) lastUsedAt!: Instant | null;
  @Moment('revoked_at', OR_NULL) revokedAt!: Instant | null;
}
