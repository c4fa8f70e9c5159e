import type { Instant } from '../calendar/instant.js';
import { DomainError } from '../shared/domain-error.js';
import type { RevisionId } from '../shared/ids.js';
import { RefusedPlaces } from '../shared/refused-places.js';
import type { Revision, RevisionContent, RevisionFault, RevisionSubject } from './revision.js';

/** A refusal that names every fault of the content. */
export class FaultyRevision extends RefusedPlaces {
  constructor(faults: readonly RevisionFault[]) {
    super(
      'REVISION.FAULTY',
      `This cannot be published; ${faults.length} things must be put right first: ${[...new Set(faults.map((fault) => fault.code))].join(', ')}.`,
      faults.map((fault) => ({ ...fault })),
    );
  }
}

export interface Beginning extends RevisionSubject {
  readonly id: RevisionId;
  readonly number: number;
  readonly content: RevisionContent;
  readonly basedOn: number | null;
  readonly author: string;
  readonly now: Instant;
}

export const beginRevision = ({ author, now, ...given }: Beginning): Revision => ({
  ...given,
  state: 'draft',
  restores: null,
  author,
  authors: [author],
  editedAt: now,
  submittedAt: null,
  reviewer: null,
  reviewedAt: null,
  comment: null,
  urgentReason: null,
  version: 1,
});

/** New content; whatever review there was begins again. */
export function editRevision(
  revision: Revision,
  content: RevisionContent,
  author: string,
  now: Instant,
  basedOn = revision.basedOn,
): Revision {
  refuseDecided(revision);
  return {
    ...revision,
    state: 'draft',
    content,
    basedOn,
    restores: null,
    author,
    authors: [...new Set([...revision.authors, author])],
    editedAt: now,
    submittedAt: null,
    reviewer: null,
    reviewedAt: null,
  };
}

/** Asks for a second person. Throws `REVISION.FAULTY` or `REVISION.OUTDATED`. */
export function submitRevision(
  revision: Revision,
  faults: readonly RevisionFault[],
  inForce: number | null,
  now: Instant,
): Revision {
  refuseDecided(revision);
  if (revision.state !== 'draft') {
    throw new DomainError('REVISION.NOT_A_DRAFT', 'Only a draft can be given to review; edit it first.');
  }
  refuseFaulty(faults);
  refuseOutdated(revision, inForce);
  return { ...revision, state: 'in-review', submittedAt: now, comment: null };
}

/** Puts it in force. Throws `REVISION.SAME_PERSON` for everybody who wrote in it. */
export function publishRevision(
  revision: Revision,
  faults: readonly RevisionFault[],
  inForce: number | null,
  reviewer: string,
  now: Instant,
): Revision {
  refuseUnlessInReview(revision);
  if (revision.authors.includes(reviewer)) {
    throw new DomainError(
      'REVISION.SAME_PERSON',
      'Whoever wrote in a revision cannot publish it; ask a second person.',
    );
  }
  refuseFaulty(faults);
  refuseOutdated(revision, inForce);
  return { ...revision, state: 'published', reviewer, reviewedAt: now };
}

export function returnRevision(
  revision: Revision,
  comment: string,
  reviewer: string,
  now: Instant,
): Revision {
  refuseUnlessInReview(revision);
  return { ...revision, state: 'returned', reviewer, reviewedAt: now, comment };
}

/** The content of an earlier revision as a new one, which waits for review at once. */
export function restoreRevision(
  beginning: Beginning,
  restores: number,
  faults: readonly RevisionFault[],
  urgentReason: string | null,
): Revision {
  refuseFaulty(faults);
  return {
    ...beginRevision(beginning),
    state: 'in-review',
    restores,
    submittedAt: beginning.now,
    urgentReason,
  };
}

export const supersedeRevision = (revision: Revision): Revision => ({ ...revision, state: 'superseded' });

const isDecided = ({ state }: Revision): boolean => state === 'published' || state === 'superseded';

function refuseDecided(revision: Revision): void {
  if (!isDecided(revision)) return;
  throw new DomainError(
    'REVISION.DECIDED',
    'This revision was published and stays as it is; begin a new one.',
  );
}

function refuseUnlessInReview(revision: Revision): void {
  refuseDecided(revision);
  if (revision.state === 'in-review') return;
  throw new DomainError('REVISION.NOT_IN_REVIEW', 'This revision does not wait for review.');
}

function refuseFaulty(faults: readonly RevisionFault[]): void {
  const stops = faults.filter((fault) => fault.severity === 'stop');
  if (stops.length > 0) throw new FaultyRevision(stops);
}

function refuseOutdated(revision: Revision, inForce: number | null): void {
  if (revision.basedOn === inForce) return;
  throw new DomainError(
    'REVISION.OUTDATED',
    `Number ${inForce ?? 0} was put in force since this revision was begun; look at the difference and edit it on top of that.`,
    { inForce, basedOn: revision.basedOn },
  );
}
