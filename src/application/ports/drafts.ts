import type { Draft, DraftMode } from '../../domain/conversation/draft.js';
import type { ConversationId } from '../../domain/shared/ids.js';

/** One draft per person, conversation and mode. */
export abstract class Drafts {
  abstract of(conversationId: ConversationId, author: string): Promise<Draft[]>;
  /** Replaces what was there. */
  abstract save(draft: Draft): Promise<void>;
  abstract remove(conversationId: ConversationId, author: string, mode: DraftMode): Promise<void>;
}
