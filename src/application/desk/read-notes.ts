import { Injectable } from '@nestjs/common';
import type { Note } from '../../domain/conversation/note.js';
import { maskChatText } from '../../domain/debtor/mask-chat-text.js';
import type { ConversationId, NoteId } from '../../domain/shared/ids.js';
import { Debtors } from '../ports/debtors.js';
import { Notes } from '../ports/notes.js';
import type { OlderThan } from '../ports/notes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedConversation } from './reached-conversation.js';

/** The notes beside a conversation, newest first, without numbers of people. */
@Injectable()
export class ReadNotes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly debtors: Debtors,
    private readonly notes: Notes,
  ) {}

  /** Throws `CONVERSATION.UNKNOWN`. */
  run(scope: WorkScope, id: ConversationId, page: OlderThan<NoteId>): Promise<Note[]> {
    return this.unitOfWork.run(scope, async () => {
      const { debtorId } = await this.reached.of(id);
      const debtor = (await this.debtors.byIds([debtorId])).get(debtorId);
      const facts = debtor?.checkFacts ?? { idNumber: null, birthDate: null };
      const notes = await this.notes.ofConversation(id, page);
      return notes.map((note) => ({ ...note, text: maskChatText(note.text, facts) }));
    });
  }
}
