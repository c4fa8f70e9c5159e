import type { Permissions } from '../../domain/people/access.js';
import type { PersonId, SessionId, TenantId } from '../../domain/shared/ids.js';

/** Who stands behind a token, with what they may do at this moment. */
export interface Authenticated {
  readonly tenantId: TenantId;
  readonly kind: 'person' | 'api-key';
  /** The person's login, or the label of the API key. */
  readonly login: string;
  /** Null for an API key, like the session. */
  readonly personId: PersonId | null;
  readonly sessionId: SessionId | null;
  readonly permissions: Permissions;
}
