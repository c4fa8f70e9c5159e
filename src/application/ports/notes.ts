import type { Note } from '../../domain/conversation/note.js';
import type { ConversationId, NoteId } from '../../domain/shared/ids.js';

/** Which part of a list is asked for: at most so many, older than the one with the id. */
export interface OlderThan<Id extends string> {
  readonly before: Id | null;
  readonly limit: number;
}

export abstract class Notes {
  /** Newest first. */
  abstract ofConversation(id: ConversationId, page: OlderThan<NoteId>): Promise<Note[]>;
  abstract add(note: Note): Promise<void>;
}
