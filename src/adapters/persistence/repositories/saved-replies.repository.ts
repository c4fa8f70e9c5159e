import { Injectable } from '@nestjs/common';
import { SavedReplies } from '../../../application/ports/saved-replies.js';
import type { LenderReach } from '../../../domain/people/access.js';
import type { SavedReplyId } from '../../../domain/shared/ids.js';
import type { Locale } from '../../../domain/shared/locale.js';
import type { SavedReply } from '../../../domain/template/saved-reply.js';
import { SavedReplyEntity } from '../entities/saved-reply.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormSavedReplies extends SavedReplies {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async list(
    reach: LenderReach,
    locale: Locale | null,
    page: { readonly after: SavedReplyId | null; readonly limit: number },
  ): Promise<SavedReply[]> {
    const lenders = reach === 'all' ? null : [...reach];
    const conditions = [
      'id > ?',
      ...(locale === null ? [] : ['locale = ?']),
      ...(lenders === null ? [] : [`(lender_id IS NULL OR lender_id IN (${marks(['', ...lenders])}))`]),
    ];
    const rows = await this.rows.read(
      SavedReplyEntity,
      conditions.join(' AND '),
      [
        page.after ?? '',
        ...(locale === null ? [] : [locale]),
        ...(lenders === null ? [] : ['', ...lenders]),
        page.limit,
      ],
      'ORDER BY id LIMIT ?',
    );
    return rows.map((row) => this.toReply(row));
  }

  async byId(id: SavedReplyId): Promise<SavedReply | null> {
    const row = await this.rows.readOne(SavedReplyEntity, 'id = ?', [id]);
    return row === null ? null : this.toReply(row);
  }

  add(reply: SavedReply): Promise<void> {
    return this.rows.insert(SavedReplyEntity, [this.toRow(reply)]);
  }

  update(reply: SavedReply): Promise<void> {
    return this.rows.updateVersioned(
      SavedReplyEntity,
      [this.toRow(reply)],
      ['lenderId', 'locale', 'title', 'text', 'writtenBy', 'changedAt'],
      'SAVED_REPLY.CHANGED_MEANWHILE',
    );
  }

  async remove(id: SavedReplyId): Promise<void> {
    await this.rows.execute('DELETE FROM saved_replies WHERE tenant_id = ? AND id = ?', [
      this.rows.tenantId,
      id,
    ]);
  }

  private toRow(reply: SavedReply): Omit<SavedReplyEntity, 'tenantId'> {
    return { ...reply, text: this.cipher.encrypt(reply.text) };
  }

  private toReply(row: SavedReplyEntity): SavedReply {
    return { ...untenanted(row), text: this.cipher.decrypt(row.text) };
  }
}
