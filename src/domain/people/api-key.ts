import type { Instant } from '../calendar/instant.js';
import { DomainError } from '../shared/domain-error.js';
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

const LABEL = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** Throws `API_KEY.BAD_LABEL`. */
export const requireLabel = (label: string): void => {
  if (LABEL.test(label)) return;
  throw new DomainError(
    'API_KEY.BAD_LABEL',
    'A label has 1 to 63 lower-case letters, digits, dots, dashes and underscores, and begins with a letter or digit.',
  );
};
