import { Injectable } from '@nestjs/common';
import { submitRevision } from '../../domain/revision/revise.js';
import type { Revision } from '../../domain/revision/revision.js';
import type { RevisionId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Revisions } from '../ports/revisions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachableRevision } from './reachable-revision.js';
import { revisionEvent } from './revision-event.js';
import type { RevisionRules } from './revision-rules.js';

/** Gives a draft to a second person; throws `REVISION.FAULTY` with every fault while it has some. */
@Injectable()
export class SubmitRevision {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly revisions: Revisions,
    private readonly reachable: ReachableRevision,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, rules: RevisionRules, id: RevisionId, version: number): Promise<Revision> {
    return this.unitOfWork.run(scope, async () => {
      staffLogin(scope);
      const { revision, lender } = await this.reachable.unchanged(scope, rules.kind, id, version);
      const faults = await rules.check(revision.name, revision.content, lender);
      const inForce = (await this.reachable.inForce(revision))?.number ?? null;
      const submitted = submitRevision(revision, faults, inForce, this.clock.now());
      await this.revisions.update(submitted);
      await this.events.append([revisionEvent('submitted', submitted)]);
      return { ...submitted, version: submitted.version + 1 };
    });
  }
}
