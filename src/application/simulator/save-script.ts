import { Injectable } from '@nestjs/common';
import type { SandboxScript } from '../../domain/sandbox/sandbox.js';
import { actorLabel } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { DebtId, TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Sandboxes } from '../ports/sandboxes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReplayScript } from './replay-script.js';

export interface CaseToKeep {
  readonly sandboxId: TenantId;
  readonly debtId: DebtId;
  readonly name: string;
}

/**
 * Keeps what was done to a case as a script. The answers that it will be held against are those that Parley gives
 * when the steps are done once more, from the beginning. A script with that id that is there already stays.
 */
@Injectable()
export class SaveScript {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sandboxes: Sandboxes,
    private readonly replayScript: ReplayScript,
    private readonly clock: Clock,
  ) {}

  /** Throws `SANDBOX_CASE.UNKNOWN`. */
  async run(scope: WorkScope, id: string, { sandboxId, debtId, name }: CaseToKeep): Promise<SandboxScript> {
    const known = await this.unitOfWork.run(scope, () => this.sandboxes.script(id));
    if (known) return known;
    const about = await this.unitOfWork.run(scope, () => this.sandboxes.caseOf(sandboxId, debtId));
    if (!about) throw new DomainError('SANDBOX_CASE.UNKNOWN', 'There is no such case in this sandbox.');
    const beginning = { name, startsAt: about.begunAt, definition: about.definition };
    const performance = await this.replayScript.perform(scope, beginning, about.steps);
    const script: SandboxScript = {
      ...beginning,
      ...performance,
      id,
      createdBy: actorLabel(scope.actor),
      createdAt: this.clock.now(),
    };
    await this.unitOfWork.run(scope, () => this.sandboxes.addScript(script));
    return script;
  }
}
