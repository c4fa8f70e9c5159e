import { Injectable } from '@nestjs/common';
import { ImportRuns, type ImportRun } from '../../../application/ports/import-runs.js';
import { ImportRunEntity } from '../entities/import-run.entity.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormImportRuns extends ImportRuns {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async find(kind: ImportRun['kind'], fingerprint: string): Promise<ImportRun | null> {
    const row = await this.rows.readOne(ImportRunEntity, 'kind = ? AND fingerprint = ?', [kind, fingerprint]);
    return row === null ? null : untenanted(row);
  }

  async save(run: ImportRun): Promise<void> {
    await this.rows.insert(ImportRunEntity, [run], { unlessTaken: ['tenant_id', 'id'] });
    const set = ['rowsDone', 'added', 'updated', 'unchanged', 'rejected', 'finished'] as const;
    await this.rows.update(ImportRunEntity, [run], set);
  }
}
