import type { ContactVerdict } from '../../domain/contact-policy/decision.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { MessageId, VerdictId } from '../../domain/shared/ids.js';

export interface StoredVerdict {
  readonly id: VerdictId;
  readonly messageId: MessageId;
  readonly at: Instant;
  readonly verdict: ContactVerdict;
}

export abstract class Verdicts {
  abstract record(verdicts: readonly StoredVerdict[]): Promise<void>;
  abstract ofMessage(id: MessageId): Promise<StoredVerdict[]>;
  /** The last verdict on each message; absent where none was given yet. */
  abstract latestOf(ids: readonly MessageId[]): Promise<Map<MessageId, StoredVerdict>>;
}
