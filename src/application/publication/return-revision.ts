import { Injectable } from '@nestjs/common';
import { returnRevision } from '../../domain/revision/revise.js';
import type { Revision, RevisionKind } from '../../domain/revision/revision.js';
import type { RevisionId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Revisions } from '../ports/revisions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachableRevision } from './reachable-revision.js';
import { revisionEvent } from './revision-event.js';

/** Gives a revision back to its author, with a comment that stays with it. */
@Injectable()
export class ReturnRevision {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly revisions: Revisions,
    private readonly reachable: ReachableRevision,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  run(
    scope: WorkScope,
    kind: RevisionKind,
    id: RevisionId,
    version: number,
    comment: string,
  ): Promise<Revision> {
    return this.unitOfWork.run(scope, async () => {
      const reviewer = staffLogin(scope);
      const { revision } = await this.reachable.unchanged(scope, kind, id, version);
      const returned = returnRevision(revision, comment, reviewer, this.clock.now());
      await this.revisions.update(returned);
      await this.events.append([revisionEvent('returned', returned)]);
      return { ...returned, version: returned.version + 1 };
    });
  }
}
