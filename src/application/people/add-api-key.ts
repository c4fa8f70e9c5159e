import { Injectable } from '@nestjs/common';
import type { Grant } from '../../domain/people/access.js';
import type { ApiKey } from '../../domain/people/api-key.js';
import { requireLabel } from '../../domain/people/api-key.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ApiKeyId } from '../../domain/shared/ids.js';
import { ApiKeys } from '../ports/api-keys.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Secrets } from '../ports/secrets.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { CheckGrants } from './check-grants.js';
import { grantsAsText } from './grants-as-text.js';
import { staffLogin } from './staff-login.js';
import { writeToken } from './token.js';

export interface IssuedApiKey {
  readonly key: ApiKey;
  /** Shown once; only its digest is stored. */
  readonly token: string;
}

/** Gives a program a key. A program administers nobody: else a key could widen what its maker may do. */
@Injectable()
export class AddApiKey {
  constructor(
    private readonly apiKeys: ApiKeys,
    private readonly checkGrants: CheckGrants,
    private readonly secrets: Secrets,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `API_KEY.BAD_LABEL`, `API_KEY.TAKEN`, `API_KEY.NO_ADMINISTRATION` or what `CheckGrants` throws. */
  run(scope: WorkScope, label: string, grants: readonly Grant[]): Promise<IssuedApiKey> {
    return this.unitOfWork.run(scope, async () => {
      requireLabel(label);
      if (grants.some(({ role }) => role === 'administrator')) {
        throw new DomainError('API_KEY.NO_ADMINISTRATION', 'An API key cannot be an administrator.');
      }
      await this.checkGrants.run(scope, grants);
      const secret = this.secrets.make();
      const key: ApiKey = {
        id: this.ids.next<ApiKeyId>(),
        label,
        grants,
        createdBy: staffLogin(scope),
        createdAt: this.clock.now(),
        lastUsedAt: null,
        revokedAt: null,
      };
      await this.apiKeys.add(key, this.secrets.digestOf(secret));
      await this.events.append([
        {
          type: 'api-key.added',
          subjects: { apiKey: key.id },
          payload: { label, grants: grantsAsText(grants) },
        },
      ]);
      return { key, token: writeToken({ kind: 'key', tenantId: scope.tenantId, secret }) };
    });
  }
}
