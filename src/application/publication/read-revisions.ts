import { Injectable } from '@nestjs/common';
import { reaches } from '../../domain/people/access.js';
import type { Revision, RevisionKind, RevisionSubject } from '../../domain/revision/revision.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId, RevisionId } from '../../domain/shared/ids.js';
import { Lenders } from '../ports/lenders.js';
import { Revisions } from '../ports/revisions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** Reads revisions of lenders in reach; what is for all lenders may be read by everybody who may read any. */
@Injectable()
export class ReadRevisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly revisions: Revisions,
    private readonly lenders: Lenders,
  ) {}

  /** Throws `REVISION.UNKNOWN`. */
  one(scope: WorkScope, kind: RevisionKind, id: RevisionId): Promise<Revision> {
    return this.unitOfWork.run(scope, async () => {
      const revision = await this.revisions.byId(id);
      if (revision?.kind !== kind || !mayRead(scope, revision.lenderId)) {
        throw new DomainError('REVISION.UNKNOWN', `No revision has the id ${id}.`);
      }
      return revision;
    });
  }

  /** Everything published or on its way to it, of all lenders in reach; with `ofLender` only of that one. */
  list(scope: WorkScope, kind: RevisionKind, ofLender?: LenderId): Promise<Revision[]> {
    return this.unitOfWork.run(scope, async () => {
      if (ofLender !== undefined) return this.revisions.list(kind, await this.known(scope, ofLender));
      const lenders = (await this.lenders.all()).map((lender) => lender.id);
      return this.revisions.list(kind, [null, ...lenders.filter((id) => mayRead(scope, id))]);
    });
  }

  /** Newest first; throws `LENDER.UNKNOWN`. */
  history(scope: WorkScope, subject: RevisionSubject, limit: number, before?: number): Promise<Revision[]> {
    return this.unitOfWork.run(scope, async () => {
      if (subject.lenderId !== null) await this.known(scope, subject.lenderId);
      return this.revisions.history(subject, limit, before);
    });
  }

  private async known(scope: WorkScope, lenderId: LenderId): Promise<readonly [LenderId]> {
    const exists = mayRead(scope, lenderId) && (await this.lenders.byIds([lenderId])).has(lenderId);
    if (exists) return [lenderId];
    throw new DomainError('LENDER.UNKNOWN', 'There is no such lender.');
  }
}

const mayRead = (scope: WorkScope, lenderId: LenderId | null): boolean =>
  lenderId === null || reaches(scope.reach, lenderId);
