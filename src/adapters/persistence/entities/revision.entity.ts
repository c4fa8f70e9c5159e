import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { RevisionContent, RevisionKind, RevisionState } from '../../../domain/revision/revision.js';
import type { RevisionId, TenantId } from '../../../domain/shared/ids.js';
import { Encrypted, Id, Json, Key, Moment, OR_NULL, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('revisions')
@Index(['tenantId', 'kind', 'lenderId', 'name', 'number'], { unique: true })
@Index(['tenantId', 'kind', 'state', 'lenderId', 'name'])
export class RevisionEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: RevisionId;
  @Varchar('kind', 16) kind!: RevisionKind;
  /** Empty for what is for all lenders: a unique key does not hold for NULL. */
  @Id('lender_id') lenderId!: string;
  @Varchar('name', 120) name!: string;
  @Whole('number') number!: number;
  @Varchar('state', 12) state!: RevisionState;
  @Json('content') content!: RevisionContent;
  @Whole('based_on', OR_NULL) basedOn!: number | null;
  @Whole('restores', OR_NULL) restores!: number | null;
  @Varchar('author', 100) author!: string;
  @Json('authors') authors!: readonly string[];
  @Moment('edited_at') editedAt!: Instant;
  @Moment('submitted_at', OR_NULL) submittedAt!: Instant | null;
  @Varchar('reviewer', 100, OR_NULL) reviewer!: string | null;
  @Moment('reviewed_at', OR_NULL) reviewedAt!: Instant | null;
  @Encrypted('comment', OR_NULL) comment!: string | null;
  @Encrypted('urgent_reason', OR_NULL) urgentReason!: string | null;
  @Whole('version') version!: number;
}

/** The last number of each subject; its row is what publishing takes turns by. */
@Entity('revision_counters')
export class RevisionCounterEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('kind', 16) kind!: RevisionKind;
  @Key('lender_id') lenderId!: string;
  @Key('name', 120) name!: string;
  @Whole('last') last!: number;
}
