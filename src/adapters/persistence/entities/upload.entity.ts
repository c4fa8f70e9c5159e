import { Entity, Index } from 'typeorm';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { LenderId, TenantId, UploadId } from '../../../domain/shared/ids.js';
import {
  Encrypted,
  Id,
  Key,
  Minor,
  Moment,
  NumberKey,
  OR_NULL,
  TenantKey,
  Varchar,
  Whole,
} from './column-types.js';

@Entity('uploads')
@Index(['tenantId', 'keepUntil', 'id'])
export class UploadEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: UploadId;
  /** People name files after debtors. */
  @Encrypted('file_name') fileName!: string;
  @Minor('size') size!: number;
  @Whole('part_size') partSize!: number;
  @Id('lender_id', OR_NULL) lenderId!: LenderId | null;
  @Varchar('created_by', 200) createdBy!: string;
  @Moment('created_at') createdAt!: Instant;
  @Moment('keep_until_at') keepUntil!: Instant;
}

@Entity('upload_parts')
export class UploadPartEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('upload_id') uploadId!: UploadId;
  @NumberKey('number') number!: number;
  @Whole('size') size!: number;
  /** SHA-256 of the plain bytes. */
  @Varchar('digest', 64) digest!: string;
}
