import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Grant } from '../../../domain/people/access.js';
import type { InvitationId, PersonId, TenantId } from '../../../domain/shared/ids.js';
import type { Locale } from '../../../domain/shared/locale.js';
import { Encrypted, Id, Json, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('persons')
@Index(['tenantId', 'login'], { unique: true })
export class PersonEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: PersonId;
  @Varchar('login', 63) login!: string;
  @Encrypted('name') name!: string;
  @Varchar('locale', 16) locale!: Locale;
  @Json('grants') grants!: readonly Grant[];
  @Whole('capacity') capacity!: number;
  @Json('languages') languages!: readonly Locale[];
  @Varchar('password_hash', 200, OR_NULL) passwordHash!: string | null;
  @Moment('created_at') createdAt!: Instant;
  @Moment('disabled_at', OR_NULL) disabledAt!: Instant | null;
  @Whole('version') version!: number;
}

@Entity('invitations')
@Index(['tenantId', 'digest'], { unique: true })
@Index(['tenantId', 'personId'])
export class InvitationEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: InvitationId;
  @Id('person_id') personId!: PersonId;
  @Varchar('digest', 64) digest!: string;
  @Moment('created_at') createdAt!: Instant;
  @Moment('expires_at') expiresAt!: Instant;
  @Moment('accepted_at', OR_NULL) acceptedAt!: Instant | null;
}
