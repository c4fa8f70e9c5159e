import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { ConversationId, NoteId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Id, Key, Moment, TenantKey, Varchar } from './column-types.js';

@Entity('notes')
@Index(['tenantId', 'conversationId', 'id'])
export class NoteEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: NoteId;
  @Id('conversation_id') conversationId!: ConversationId;
  @Varchar('author', 100) author!: string;
  @Encrypted('text') text!: string;
  @Moment('written_at') writtenAt!: Instant;
}
