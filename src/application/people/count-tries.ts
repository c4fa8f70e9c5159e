import { Injectable } from '@nestjs/common';
import { idOf } from '../../domain/shared/ids.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { SECOND } from '../../domain/calendar/instant.js';
import { triesForgottenAt, tryAgain } from '../../domain/people/sign-in-tries.js';
import { Clock } from '../ports/clock.js';
import { Secrets } from '../ports/secrets.js';
import { Sessions } from '../ports/sessions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/** Tries for tenants that do not exist are counted here, so that they look like all others. */
export const NO_TENANT = idOf<TenantId>('00000000-0000-0000-0000-000000000000');

/** Keeps anybody from trying passwords: a try is counted before it is made, so that many at once are not more. */
@Injectable()
export class CountTries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** Throws `ACCESS.TOO_MANY_TRIES`. A unit of work of its own: what is counted stays, whatever comes of the try. */
  run(tenantId: TenantId, login: string): Promise<void> {
    const scope = { tenantId, actor: { kind: 'system', name: 'access' } } as const;
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const key = this.secrets.digestOf(login);
      const next = tryAgain(await this.sessions.lockTries(key, now), now);
      if (!next.allowed) {
        throw new DomainError(
          'ACCESS.TOO_MANY_TRIES',
          'Too many tries with this login; wait a while before the next one.',
          { retryAfterSeconds: Math.ceil((next.again - now) / SECOND) },
        );
      }
      await this.sessions.keepTries(key, next.tries, triesForgottenAt(now));
    });
  }

  /** After a success, inside the caller's unit of work. */
  forget(login: string): Promise<void> {
    return this.sessions.forgetTries(this.secrets.digestOf(login));
  }
}
