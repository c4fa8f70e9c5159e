import { Injectable } from '@nestjs/common';
import { DAY, plus } from '../../domain/calendar/instant.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { IdempotencyKeys } from '../ports/idempotency-keys.js';
import { Sessions } from '../ports/sessions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { NO_TENANT } from './count-tries.js';

export interface Forgotten {
  readonly sessions: number;
  readonly tries: number;
  readonly answers: number;
}

/** Removes sessions that are over, tries that no longer count, and answers older than a day. */
@Injectable()
export class ForgetExpired {
  constructor(
    private readonly sessions: Sessions,
    private readonly keys: IdempotencyKeys,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId): Promise<Forgotten> {
    const now = this.clock.now();
    const within = <T>(work: () => Promise<T>, of = tenantId): Promise<T> =>
      this.unitOfWork.run({ tenantId: of, actor: { kind: 'system', name: 'access' } }, work);
    const forgetTries = (): Promise<number> => this.sessions.forgetOldTries(now);
    return {
      sessions: await within(() => this.sessions.removeExpired(now)),
      tries: (await within(forgetTries)) + (await within(forgetTries, NO_TENANT)),
      answers: await within(() => this.keys.removeOlderThan(plus(now, -DAY))),
    };
  }
}
