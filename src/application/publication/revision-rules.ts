import type { Lender } from '../../domain/debt/lender.js';
import type {
  Revision,
  RevisionContent,
  RevisionFault,
  RevisionKind,
} from '../../domain/revision/revision.js';

/** What publishing asks of one kind; everything here runs inside the unit of work of the change. */
export abstract class RevisionRules {
  abstract readonly kind: RevisionKind;
  /** What holds where nothing was published, e.g. a built-in file: number 0. Null when there is nothing. */
  abstract original(name: string, lender: Lender | null): Promise<RevisionContent | null>;
  /** Everything that is wrong with a content; empty when it is fit. Throws for a name that cannot be. */
  abstract check(
    name: string,
    content: RevisionContent,
    lender: Lender | null,
  ): Promise<readonly RevisionFault[]>;
  /** What else changes at the moment a revision comes into force. */
  abstract afterPublish(revision: Revision, lender: Lender | null): Promise<void>;
}
