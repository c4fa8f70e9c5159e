import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LenderId, SavedReplyId, TenantId } from '../../../domain/shared/ids.js';
import type { Locale } from '../../../domain/shared/locale.js';
import { Encrypted, Id, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('saved_replies')
@Index(['tenantId', 'locale', 'id'])
export class SavedReplyEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: SavedReplyId;
  @Id('lender_id', OR_NULL) lenderId!: LenderId | null;
  @Varchar('locale', 10) locale!: Locale;
  @Varchar('title', 100) title!: string;
  @Encrypted('text') text!: string;
  @Varchar('written_by', 100) writtenBy!: string;
  @Moment('changed_at') changedAt!: Instant;
  @Whole('version') version!: number;
}
