import type { Instant } from '../../domain/calendar/instant.js';
import type { ApiKey } from '../../domain/people/api-key.js';
import type { ApiKeyId } from '../../domain/shared/ids.js';

export abstract class ApiKeys {
  /** The key with that secret, unless it was revoked. */
  abstract byDigest(digest: string): Promise<ApiKey | null>;
  abstract byId(id: ApiKeyId): Promise<ApiKey | null>;
  /** Those that were not revoked, in the order of their labels. */
  abstract active(): Promise<ApiKey[]>;
  /** Throws `API_KEY.TAKEN` when the label is taken, also by a revoked key. */
  abstract add(key: ApiKey, digest: string): Promise<void>;
  abstract used(id: ApiKeyId, now: Instant): Promise<void>;
  /** False when it was revoked before. */
  abstract revoke(id: ApiKeyId, now: Instant): Promise<boolean>;
}
