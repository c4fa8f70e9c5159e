import { Injectable } from '@nestjs/common';
import { beginRevision } from '../../domain/revision/revise.js';
import type { Revision, RevisionContent } from '../../domain/revision/revision.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId, RevisionId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Revisions } from '../ports/revisions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachableRevision } from './reachable-revision.js';
import { revisionEvent } from './revision-event.js';
import type { RevisionRules } from './revision-rules.js';

export interface NewDraft {
  readonly lenderId: LenderId | null;
  readonly name: string;
  readonly content: RevisionContent;
  /** The number in force that the author looked at; null: none. */
  readonly basedOn: number | null;
}

/** Begins a revision on top of what is in force; throws `REVISION.OUTDATED` when that is another number by now. */
@Injectable()
export class DraftRevision {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly revisions: Revisions,
    private readonly reachable: ReachableRevision,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, rules: RevisionRules, draft: NewDraft): Promise<Revision> {
    return this.unitOfWork.run(scope, async () => {
      const author = staffLogin(scope);
      const { lenderId, name, content, basedOn } = draft;
      const lender = await this.reachable.lenderOf(scope, lenderId);
      await rules.check(name, content, lender);
      const subject = { kind: rules.kind, lenderId, name };
      const number = await this.revisions.nextNumber(subject);
      const inForce = (await this.reachable.inForce(subject))?.number ?? null;
      if (basedOn !== inForce) {
        throw new DomainError(
          'REVISION.OUTDATED',
          `Number ${inForce ?? 0} is in force; begin on top of that.`,
          {
            inForce,
            basedOn,
          },
        );
      }
      const id = this.ids.next<RevisionId>();
      const now = this.clock.now();
      const revision = beginRevision({ ...subject, id, number, content, basedOn, author, now });
      await this.revisions.add(revision);
      await this.events.append([revisionEvent('drafted', revision)]);
      return revision;
    });
  }
}
