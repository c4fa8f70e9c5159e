import type { Instant } from '../calendar/instant.js';
import type { ConversationId, NoteId } from '../shared/ids.js';

/** What a person wrote down beside a conversation; the debtor never sees it. */
export interface Note {
  readonly id: NoteId;
  readonly conversationId: ConversationId;
  readonly author: string;
  readonly text: string;
  readonly writtenAt: Instant;
}
