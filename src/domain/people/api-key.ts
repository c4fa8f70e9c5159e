import type { Instant } from '../calendar/instant.js';
import type { ApiKeyId } from '../shared/ids.js';
import type { Grant } from './access.js';

/** A key with which a program of the tenant acts. */
export interface ApiKey {
  readonly id: ApiKeyId;
  /** Unique in the tenant, also after the key was revoked: what it did is kept under it. */
  readonly label: string;
  readonly grants: readonly Grant[];
  readonly createdBy: string;
  readonly createdAt: Instant;
  /** To the minute. */
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}
