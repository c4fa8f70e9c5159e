import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { EventLog } from '../ports/event-log.js';
import { Sandboxes } from '../ports/sandboxes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** Removes a sandbox with everything that happened in it. Throws `SANDBOX.UNKNOWN`. */
@Injectable()
export class RemoveSandbox {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sandboxes: Sandboxes,
    private readonly events: EventLog,
  ) {}

  run(scope: WorkScope, id: TenantId): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      if (!(await this.sandboxes.byId(id))) {
        throw new DomainError('SANDBOX.UNKNOWN', 'There is no such sandbox.');
      }
      await this.sandboxes.remove(id);
      await this.events.append([{ type: 'sandbox.removed', subjects: { sandbox: id } }]);
    });
  }
}
