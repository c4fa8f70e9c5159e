import { Injectable } from '@nestjs/common';
import { editRevision } from '../../domain/revision/revise.js';
import type { Revision, RevisionContent } from '../../domain/revision/revision.js';
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

export interface RevisionEdit {
  readonly id: RevisionId;
  readonly version: number;
  readonly content: RevisionContent;
  /** Puts it on top of another number than it was begun on; absent: as it was. */
  readonly basedOn?: number | null;
}

/** Writes a new content; a review that was under way begins again. */
@Injectable()
export class EditRevision {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly revisions: Revisions,
    private readonly reachable: ReachableRevision,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, rules: RevisionRules, edit: RevisionEdit): Promise<Revision> {
    return this.unitOfWork.run(scope, async () => {
      const author = staffLogin(scope);
      const { revision, lender } = await this.reachable.unchanged(scope, rules.kind, edit.id, edit.version);
      await rules.check(revision.name, edit.content, lender);
      const edited = editRevision(revision, edit.content, author, this.clock.now(), edit.basedOn);
      await this.revisions.update(edited);
      await this.events.append([revisionEvent('edited', edited)]);
      return { ...edited, version: edited.version + 1 };
    });
  }
}
