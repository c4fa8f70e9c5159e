import { Entity } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { DraftMode } from '../../../domain/conversation/draft.js';
import type { ConversationId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Key, Moment, TenantKey } from './column-types.js';

@Entity('drafts')
export class DraftEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('conversation_id') conversationId!: ConversationId;
  @Key('author', 100) author!: string;
  @Key('mode', 8) mode!: DraftMode;
  @Encrypted('text') text!: string;
  @Moment('saved_at') savedAt!: Instant;
}
