import type { Revision, RevisionKind, RevisionSubject } from '../../domain/revision/revision.js';
import type { LenderId, RevisionId } from '../../domain/shared/ids.js';

/** Whose revisions: of lenders, and with null those for all lenders of the tenant. */
export type RevisionOwners = readonly (LenderId | null)[];

export abstract class Revisions {
  abstract byId(id: RevisionId): Promise<Revision | null>;
  abstract byNumber(subject: RevisionSubject, number: number): Promise<Revision | null>;
  /** Everything published or on its way to it, by owner, name and number; what was superseded is left out. */
  abstract list(kind: RevisionKind, owners: RevisionOwners): Promise<Revision[]>;
  /** Newest first; `before` a number, at most `limit`. */
  abstract history(subject: RevisionSubject, limit: number, before?: number): Promise<Revision[]>;
  /** The published ones; with `names` only those. */
  abstract inForce(
    kind: RevisionKind,
    owners: RevisionOwners,
    names?: readonly string[],
  ): Promise<Revision[]>;
  /** The next number of a subject. Until the transaction ends nobody else gets one or passes `lock`. */
  abstract nextNumber(subject: RevisionSubject): Promise<number>;
  /** Keeps everybody else from numbering or publishing for that subject until the transaction ends. */
  abstract lock(subject: RevisionSubject): Promise<void>;
  abstract add(revision: Revision): Promise<void>;
  /** Throws `REVISION.CHANGED_MEANWHILE`. */
  abstract update(revision: Revision): Promise<void>;
}
