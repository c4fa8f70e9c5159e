import { Entity, Index } from 'typeorm';
import type { ImportRun } from '../../../application/ports/import-runs.js';
import type { TenantId } from '../../../domain/shared/ids.js';
import { Flag, Key, TenantKey, Varchar, Whole } from './column-types.js';

@Entity('import_runs')
@Index(['tenantId', 'kind', 'fingerprint'], { unique: true })
export class ImportRunEntity {
  @TenantKey() tenantId!: TenantId;
  @Key() id!: string;
  @Varchar('kind', 16) kind!: ImportRun['kind'];
  @Varchar('fingerprint', 64) fingerprint!: string;
  @Whole('rows_done') rowsDone!: number;
  @Whole('added') added!: number;
  @Whole('updated') updated!: number;
  @Whole('unchanged') unchanged!: number;
  @Whole('rejected') rejected!: number;
  @Flag('finished') finished!: boolean;
}
