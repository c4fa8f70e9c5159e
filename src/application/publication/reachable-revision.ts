import { Injectable } from '@nestjs/common';
import type { Lender } from '../../domain/debt/lender.js';
import { reaches } from '../../domain/people/access.js';
import type { LenderReach } from '../../domain/people/access.js';
import type { Revision, RevisionKind, RevisionSubject } from '../../domain/revision/revision.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId, RevisionId } from '../../domain/shared/ids.js';
import { Lenders } from '../ports/lenders.js';
import { Revisions } from '../ports/revisions.js';
import type { WorkScope } from '../ports/unit-of-work.js';

export interface FoundRevision {
  readonly revision: Revision;
  /** Null for what is for all lenders. */
  readonly lender: Lender | null;
}

/**
 * Finds what somebody may change; what is out of reach answers as if it did not exist. What is for all lenders is
 * changed only by those who reach all of them. Inside the caller's unit of work.
 */
@Injectable()
export class ReachableRevision {
  constructor(
    private readonly revisions: Revisions,
    private readonly lenders: Lenders,
  ) {}

  /** Throws `REVISION.UNKNOWN`. */
  async of(scope: WorkScope, kind: RevisionKind, id: RevisionId): Promise<FoundRevision> {
    const revision = await this.revisions.byId(id);
    if (revision?.kind !== kind || !mayChange(scope.reach, revision.lenderId)) {
      throw new DomainError('REVISION.UNKNOWN', `No revision has the id ${id}.`);
    }
    return { revision, lender: await this.lenderOf(scope, revision.lenderId) };
  }

  /** The same, as it was read; throws `REVISION.CHANGED_MEANWHILE` when it has another version now. */
  async unchanged(
    scope: WorkScope,
    kind: RevisionKind,
    id: RevisionId,
    version: number,
  ): Promise<FoundRevision> {
    const found = await this.of(scope, kind, id);
    if (found.revision.version === version) return found;
    throw new DomainError(
      'REVISION.CHANGED_MEANWHILE',
      `This revision was changed by ${found.revision.reviewer ?? found.revision.author} since you read it; nothing was written.`,
      { version: found.revision.version },
    );
  }

  /** Null for what is for all lenders; throws `LENDER.UNKNOWN`. */
  async lenderOf(scope: WorkScope, lenderId: LenderId | null): Promise<Lender | null> {
    if (lenderId !== null) return this.oneLender(scope, lenderId);
    if (mayChange(scope.reach, null)) return null;
    throw new DomainError('LENDER.UNKNOWN', 'Say for which lender; you do not reach all of them.');
  }

  /** Throws `LENDER.UNKNOWN`. */
  async oneLender(scope: WorkScope, lenderId: LenderId): Promise<Lender> {
    const lender = reaches(scope.reach, lenderId)
      ? (await this.lenders.byIds([lenderId])).get(lenderId)
      : undefined;
    if (lender) return lender;
    throw new DomainError('LENDER.UNKNOWN', 'There is no such lender.');
  }

  /** The number in force; null when nothing was published. */
  async inForce({ kind, lenderId, name }: RevisionSubject): Promise<Revision | null> {
    const [published] = await this.revisions.inForce(kind, [lenderId], [name]);
    return published ?? null;
  }
}

const mayChange = (reach: LenderReach | undefined, lenderId: LenderId | null): boolean =>
  lenderId === null ? reach === undefined || reach === 'all' : reaches(reach, lenderId);
