import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { SignInTries } from '../../../domain/people/sign-in-tries.js';
import type { PersonId, SessionId, TenantId } from '../../../domain/shared/ids.js';
import { Id, Json, Key, Moment, TenantKey, Varchar } from './column-types.js';

@Entity('sessions')
@Index(['tenantId', 'digest'], { unique: true })
@Index(['tenantId', 'personId'])
@Index(['tenantId', 'expiresAt'])
export class SessionEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: SessionId;
  @Id('person_id') personId!: PersonId;
  @Varchar('digest', 64) digest!: string;
  @Moment('created_at') createdAt!: Instant;
  @Moment('last_seen_at') lastSeenAt!: Instant;
  @Moment('expires_at') expiresAt!: Instant;
}

@Entity('sign_in_tries')
@Index(['tenantId', 'forgetAt'])
export class SignInTriesEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('login_digest', 64) loginDigest!: string;
  @Json('tries') tries!: SignInTries;
  @Moment('forget_at') forgetAt!: Instant;
}
