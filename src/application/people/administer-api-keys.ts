import { Injectable } from '@nestjs/common';
import type { ApiKey } from '../../domain/people/api-key.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ApiKeyId } from '../../domain/shared/ids.js';
import { ApiKeys } from '../ports/api-keys.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { withinReach } from './check-grants.js';

/** The keys that are in force, and how one is taken out of force. */
@Injectable()
export class AdministerApiKeys {
  constructor(
    private readonly apiKeys: ApiKeys,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  list(scope: WorkScope): Promise<ApiKey[]> {
    return this.unitOfWork.run(scope, async () =>
      (await this.apiKeys.active()).filter(({ grants }) => withinReach(grants, scope.reach)),
    );
  }

  /** Throws `API_KEY.UNKNOWN`, also for one that was revoked before. */
  revoke(scope: WorkScope, id: ApiKeyId): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      const key = await this.apiKeys.byId(id);
      const reached = key !== null && withinReach(key.grants, scope.reach);
      if (!reached || !(await this.apiKeys.revoke(id, this.clock.now()))) {
        throw new DomainError('API_KEY.UNKNOWN', `No API key in force has the id ${id}.`);
      }
      await this.events.append([
        { type: 'api-key.revoked', subjects: { apiKey: id }, payload: { label: key.label } },
      ]);
    });
  }
}
