import { Injectable } from '@nestjs/common';
import type { Note } from '../../domain/conversation/note.js';
import { maskChatText } from '../../domain/debtor/mask-chat-text.js';
import type { ConversationId, DebtorId, NoteId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { Drafts } from '../ports/drafts.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Notes } from '../ports/notes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedConversation } from './reached-conversation.js';

/** A person writes something down beside a conversation. The draft it was made of is gone. */
@Injectable()
export class WriteNote {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly debtors: Debtors,
    private readonly notes: Notes,
    private readonly drafts: Drafts,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `CONVERSATION.UNKNOWN`. The text is returned as everybody reads it. */
  run(scope: WorkScope, conversationId: ConversationId, text: string): Promise<Note> {
    const author = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const { debtorId, lenderId } = await this.reached.locked(conversationId);
      const note: Note = {
        id: this.ids.next<NoteId>(),
        conversationId,
        author,
        text,
        writtenAt: this.clock.now(),
      };
      await this.notes.add(note);
      await this.drafts.remove(conversationId, author, 'note');
      await this.events.append([
        {
          type: 'conversation.note-added',
          subjects: { note: note.id, conversation: conversationId, debtor: debtorId, lender: lenderId },
        },
      ]);
      return { ...note, text: await this.masked(text, debtorId) };
    });
  }

  private async masked(text: string, debtorId: DebtorId): Promise<string> {
    const debtor = (await this.debtors.byIds([debtorId])).get(debtorId);
    return maskChatText(text, debtor?.checkFacts ?? { idNumber: null, birthDate: null });
  }
}
