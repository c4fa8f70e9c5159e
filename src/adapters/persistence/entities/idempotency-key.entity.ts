import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Id, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('idempotency_keys')
@Index(['tenantId', 'begunAt'])
export class IdempotencyKeyEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('caller', 80) caller!: string;
  @Key('route', 200) route!: string;
  @Key('request_key', 100) requestKey!: string;
  @Varchar('fingerprint', 64) fingerprint!: string;
  /** Names the first request of this key, so that it knows itself among repetitions. */
  @Id('first_id') firstId!: string;
  @Whole('status', OR_NULL) status!: number | null;
  @Encrypted('body', OR_NULL) body!: string | null;
  @Moment('begun_at') begunAt!: Instant;
}
