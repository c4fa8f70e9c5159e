import type { Revision } from '../../domain/revision/revision.js';
import type { NewEvent } from '../ports/event-log.js';

export type RevisionDeed =
  'drafted' | 'edited' | 'submitted' | 'published' | 'returned' | 'restored' | 'urgent';

export const revisionEvent = (deed: RevisionDeed, revision: Revision, reason?: string): NewEvent => ({
  type: `revision.${deed}`,
  subjects: {
    revision: revision.id,
    ...(revision.lenderId === null ? {} : { lender: revision.lenderId }),
  },
  ...(reason === undefined ? {} : { reason }),
  payload: { kind: revision.kind, number: revision.number },
});
