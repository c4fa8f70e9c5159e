import { Injectable } from '@nestjs/common';
import { Notes } from '../../../application/ports/notes.js';
import type { OlderThan } from '../../../application/ports/notes.js';
import type { Note } from '../../../domain/conversation/note.js';
import type { ConversationId, NoteId } from '../../../domain/shared/ids.js';
import { NoteEntity } from '../entities/note.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { olderThan } from './older-than.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormNotes extends Notes {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async ofConversation(id: ConversationId, page: OlderThan<NoteId>): Promise<Note[]> {
    const { condition, parameters, tail } = olderThan(page);
    const rows = await this.rows.read(
      NoteEntity,
      `conversation_id = ? ${condition}`,
      [id, ...parameters],
      tail,
    );
    return rows.map((row) => ({ ...untenanted(row), text: this.cipher.decrypt(row.text) }));
  }

  add(note: Note): Promise<void> {
    return this.rows.insert(NoteEntity, [{ ...note, text: this.cipher.encrypt(note.text) }]);
  }
}
