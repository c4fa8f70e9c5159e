import { Injectable } from '@nestjs/common';
import { Drafts } from '../../../application/ports/drafts.js';
import type { Draft, DraftMode } from '../../../domain/conversation/draft.js';
import type { ConversationId } from '../../../domain/shared/ids.js';
import { DraftEntity } from '../entities/draft.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormDrafts extends Drafts {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async of(conversationId: ConversationId, author: string): Promise<Draft[]> {
    const rows = await this.rows.read(
      DraftEntity,
      'conversation_id = ? AND author = ?',
      [conversationId, author],
      'ORDER BY mode',
    );
    return rows.map((row) => ({ ...untenanted(row), text: this.cipher.decrypt(row.text) }));
  }

  async save(draft: Draft): Promise<void> {
    const row = { ...draft, text: this.cipher.encrypt(draft.text) };
    const key = ['tenant_id', 'conversation_id', 'author', 'mode'];
    await this.rows.insert(DraftEntity, [row], { unlessTaken: key });
    await this.rows.update(DraftEntity, [row], ['text', 'savedAt']);
  }

  async remove(conversationId: ConversationId, author: string, mode: DraftMode): Promise<void> {
    await this.rows.execute(
      'DELETE FROM drafts WHERE tenant_id = ? AND conversation_id = ? AND author = ? AND mode = ?',
      [this.rows.tenantId, conversationId, author, mode],
    );
  }
}
