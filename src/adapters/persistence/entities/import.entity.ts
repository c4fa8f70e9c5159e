import { Entity, Index } from 'typeorm';
import type { ImportEncoding, ImportKind, ImportState } from '../../../application/ports/imports.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { DebtId, ImportId, LenderId, TenantId, UploadId } from '../../../domain/shared/ids.js';
import {
  Encrypted,
  Flag,
  Id,
  Key,
  Moment,
  NumberKey,
  OR_NULL,
  TenantKey,
  Varchar,
  Whole,
} from './column-types.js';

@Entity('imports')
@Index(['tenantId', 'lenderId', 'id'])
@Index(['tenantId', 'state', 'id'])
@Index(['tenantId', 'uploadId'])
export class ImportEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: ImportId;
  @Id('upload_id') uploadId!: UploadId;
  @Varchar('kind', 16) kind!: ImportKind;
  @Id('lender_id', OR_NULL) lenderId!: LenderId | null;
  @Encrypted('file_name') fileName!: string;
  @Varchar('encoding', 16) encoding!: ImportEncoding;
  /** Headers of a file that has none are a row of it. */
  @Encrypted('columns', OR_NULL) columns!: string | null;
  @Flag('trial') trial!: boolean;
  @Flag('accept_rejected') acceptRejected!: boolean;
  @Varchar('state', 16) state!: ImportState;
  @Varchar('requested_by', 200) requestedBy!: string;
  @Moment('requested_at') requestedAt!: Instant;
  @Moment('started_at', OR_NULL) startedAt!: Instant | null;
  @Moment('finished_at', OR_NULL) finishedAt!: Instant | null;
  @Whole('rows_total', OR_NULL) rowsTotal!: number | null;
  @Whole('rows_done') rowsDone!: number;
  @Whole('added') added!: number;
  @Whole('updated') updated!: number;
  @Whole('unchanged') unchanged!: number;
  @Whole('rejected') rejected!: number;
  @Whole('rows_per_second', OR_NULL) rowsPerSecond!: number | null;
  @Varchar('problem_code', 64, OR_NULL) problemCode!: string | null;
  @Encrypted('problem_sentence', OR_NULL) problemSentence!: string | null;
  @Moment('undone_at', OR_NULL) undoneAt!: Instant | null;
  @Varchar('undone_by', 200, OR_NULL) undoneBy!: string | null;
  @Encrypted('undo_reason', OR_NULL) undoReason!: string | null;
  @Whole('version') version!: number;
}

/** The header and rejected rows of an import in parts, because a portable text column holds 64 kB. */
@Entity('import_rejections')
export class ImportRejectionsEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('import_id') importId!: ImportId;
  @NumberKey('first_row') firstRow!: number;
  @Encrypted('content') content!: string;
}

@Entity('import_added_debts')
export class ImportAddedDebtEntity {
  @TenantKey() tenantId!: TenantId;
  @Key('import_id') importId!: ImportId;
  @Key('debt_id') debtId!: DebtId;
}

@Entity('column_mappings')
export class ColumnMappingEntity {
  @TenantKey() tenantId!: TenantId;
  /** `-` for files of several lenders. */
  @Key('lender_id') lenderId!: LenderId | '-';
  @Key('kind', 16) kind!: ImportKind;
  @Key('signature', 64) signature!: string;
  @Encrypted('columns') columns!: string;
  @Moment('changed_at') changedAt!: Instant;
}
