import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Sandbox } from '../../domain/sandbox/sandbox.js';
import { actorLabel } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Sandboxes } from '../ports/sandboxes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

export const MOST_SANDBOXES = 20;

export interface NewSandbox {
  readonly name: string;
  /** Where its clock begins; now unless given. */
  readonly startsAt?: Instant;
}

/** Makes a sandbox. Throws `SANDBOX.TOO_MANY`. */
@Injectable()
export class OpenSandbox {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sandboxes: Sandboxes,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, request: NewSandbox): Promise<Sandbox> {
    return this.unitOfWork.run(scope, async () => {
      if ((await this.sandboxes.all()).length >= MOST_SANDBOXES) {
        throw new DomainError(
          'SANDBOX.TOO_MANY',
          `There are ${MOST_SANDBOXES} sandboxes already; remove one that nobody needs.`,
        );
      }
      const now = this.clock.now();
      const sandbox: Sandbox = {
        id: this.ids.next<TenantId>(),
        name: request.name,
        clockAt: request.startsAt ?? now,
        createdBy: actorLabel(scope.actor),
        createdAt: now,
        version: 1,
      };
      await this.sandboxes.add(sandbox);
      await this.events.append([{ type: 'sandbox.opened', subjects: { sandbox: sandbox.id } }]);
      return sandbox;
    });
  }
}
