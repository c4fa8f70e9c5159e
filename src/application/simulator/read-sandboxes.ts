import { Injectable } from '@nestjs/common';
import type { Sandbox, SandboxCase, SandboxScript } from '../../domain/sandbox/sandbox.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { DebtId, TenantId } from '../../domain/shared/ids.js';
import { Sandboxes } from '../ports/sandboxes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** The sandboxes of a tenant, their cases and scripts. */
@Injectable()
export class ReadSandboxes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sandboxes: Sandboxes,
  ) {}

  all(scope: WorkScope): Promise<Sandbox[]> {
    return this.unitOfWork.run(scope, () => this.sandboxes.all());
  }

  /** Throws `SANDBOX.UNKNOWN`. */
  one(scope: WorkScope, id: TenantId): Promise<{ sandbox: Sandbox; cases: SandboxCase[] }> {
    return this.unitOfWork.run(scope, async () => {
      const sandbox = await this.sandboxes.byId(id);
      if (!sandbox) throw new DomainError('SANDBOX.UNKNOWN', 'There is no such sandbox.');
      return { sandbox, cases: await this.sandboxes.cases(id) };
    });
  }

  /** Throws `SANDBOX_CASE.UNKNOWN`. */
  caseOf(scope: WorkScope, id: TenantId, debtId: DebtId): Promise<SandboxCase> {
    return this.unitOfWork.run(scope, async () => {
      const found = await this.sandboxes.caseOf(id, debtId);
      if (found) return found;
      throw new DomainError('SANDBOX_CASE.UNKNOWN', 'There is no such case in this sandbox.');
    });
  }

  scripts(scope: WorkScope): Promise<SandboxScript[]> {
    return this.unitOfWork.run(scope, () => this.sandboxes.scripts());
  }

  /** Throws `SANDBOX_SCRIPT.UNKNOWN`. */
  removeScript(scope: WorkScope, id: string): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      if (!(await this.sandboxes.script(id))) {
        throw new DomainError('SANDBOX_SCRIPT.UNKNOWN', 'There is no such script.');
      }
      await this.sandboxes.removeScript(id);
    });
  }
}
