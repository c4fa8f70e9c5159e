import { Injectable } from '@nestjs/common';
import { restoreRevision } from '../../domain/revision/revise.js';
import type { Revision, RevisionContent, RevisionSubject } from '../../domain/revision/revision.js';
import type { Lender } from '../../domain/debt/lender.js';
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

export interface RollBack {
  readonly lenderId: LenderId | null;
  readonly name: string;
  /** The number whose content comes back; 0: what holds where nothing was published. */
  readonly to: number;
  /** Why it cannot wait; null when it can. */
  readonly urgentReason: string | null;
}

/** An earlier content as a new revision that waits for the same second person; an urgent one says so to everybody. */
@Injectable()
export class RollBackRevision {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly revisions: Revisions,
    private readonly reachable: ReachableRevision,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  run(
    scope: WorkScope,
    rules: RevisionRules,
    { lenderId, name, to, urgentReason }: RollBack,
  ): Promise<Revision> {
    return this.unitOfWork.run(scope, async () => {
      const author = staffLogin(scope);
      const lender = await this.reachable.lenderOf(scope, lenderId);
      const subject: RevisionSubject = { kind: rules.kind, lenderId, name };
      const number = await this.revisions.nextNumber(subject);
      const basedOn = (await this.reachable.inForce(subject))?.number ?? null;
      if (basedOn === null || basedOn === to) {
        throw new DomainError('REVISION.IN_FORCE', `Number ${to} is in force already.`);
      }
      const content = await this.contentOf(rules, subject, to, lender);
      const faults = await rules.check(name, content, lender);
      const id = this.ids.next<RevisionId>();
      const now = this.clock.now();
      const beginning = { ...subject, id, number, content, basedOn, author, now };
      const revision = restoreRevision(beginning, to, faults, urgentReason);
      await this.revisions.add(revision);
      await this.events.append([
        revisionEvent('restored', revision),
        ...(urgentReason === null ? [] : [revisionEvent('urgent', revision, urgentReason)]),
      ]);
      return revision;
    });
  }

  private async contentOf(
    rules: RevisionRules,
    subject: RevisionSubject,
    to: number,
    lender: Lender | null,
  ): Promise<RevisionContent> {
    const earlier = to === 0 ? null : await this.revisions.byNumber(subject, to);
    const content = to === 0 ? await rules.original(subject.name, lender) : earlier?.content;
    if (!content || (earlier && earlier.state !== 'superseded')) {
      throw new DomainError(
        'REVISION.NEVER_IN_FORCE',
        `Number ${to} was never in force, so nothing can be rolled back to it.`,
      );
    }
    return content;
  }
}
