import { Injectable } from '@nestjs/common';
import { publishRevision, supersedeRevision } from '../../domain/revision/revise.js';
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

/** A second person puts a revision in force; the one before it is superseded in the same transaction. */
@Injectable()
export class PublishRevision {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly revisions: Revisions,
    private readonly reachable: ReachableRevision,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, rules: RevisionRules, id: RevisionId, version: number): Promise<Revision> {
    return this.unitOfWork.run(scope, async () => {
      const reviewer = staffLogin(scope);
      const subject = (await this.reachable.of(scope, rules.kind, id)).revision;
      await this.revisions.lock(subject);
      const { revision, lender } = await this.reachable.unchanged(scope, rules.kind, id, version);
      const faults = await rules.check(revision.name, revision.content, lender);
      const before = await this.reachable.inForce(revision);
      const now = this.clock.now();
      const published = publishRevision(revision, faults, before?.number ?? null, reviewer, now);
      if (before) await this.revisions.update(supersedeRevision(before));
      await this.revisions.update(published);
      await this.events.append([revisionEvent('published', published, published.urgentReason ?? undefined)]);
      const inForce = { ...published, version: published.version + 1 };
      await rules.afterPublish(inForce, lender);
      return inForce;
    });
  }
}
