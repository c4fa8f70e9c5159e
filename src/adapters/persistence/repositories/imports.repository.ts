import { Injectable } from '@nestjs/common';
import { Imports, type Import, type ImportPage } from '../../../application/ports/imports.js';
import type { ColumnMapping } from '../../../application/ports/imports.js';
import type { DebtId, ImportId, LenderId, UploadId } from '../../../domain/shared/ids.js';
import { ImportAddedDebtEntity, ImportEntity } from '../entities/import.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
import { TenantRows, untenanted } from './tenant-rows.js';

type ImportColumns = Omit<ImportEntity, 'tenantId'>;

const CHANGEABLE = [
  'state',
  'startedAt',
  'finishedAt',
  'rowsTotal',
  'rowsDone',
  'added',
  'updated',
  'unchanged',
  'rejected',
  'rowsPerSecond',
  'problemCode',
  'problemSentence',
  'undoneAt',
  'undoneBy',
  'undoReason',
] as const satisfies readonly (keyof ImportColumns)[];

const UNFINISHED = ['waiting', 'reading', 'running'];

@Injectable()
export class TypeormImports extends Imports {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  add(one: Import): Promise<void> {
    return this.rows.insert(ImportEntity, [this.toColumns(one)]);
  }

  async byId(id: ImportId): Promise<Import | null> {
    const row = await this.rows.readOne(ImportEntity, 'id = ?', [id]);
    return row === null ? null : this.toImport(row);
  }

  async page({ reach, before, limit }: ImportPage): Promise<Import[]> {
    const lenders = reach === undefined || reach === 'all' ? null : [...reach];
    if (lenders?.length === 0) return [];
    const ofLenders = lenders === null ? '' : ` AND lender_id IN (${marks(lenders)})`;
    const older = before === null ? '' : ' AND id < ?';
    const rows = await this.rows.read(
      ImportEntity,
      `1 = 1${ofLenders}${older}`,
      [...(lenders ?? []), ...(before === null ? [] : [before]), limit],
      'ORDER BY id DESC LIMIT ?',
    );
    return rows.map((row) => this.toImport(row));
  }

  ofUpload(id: UploadId): Promise<Import[]> {
    return this.read('upload_id = ?', [id]);
  }

  unfinished(): Promise<Import[]> {
    return this.read(`state IN (${marks(UNFINISHED)})`, UNFINISHED);
  }

  async save(one: Import): Promise<Import> {
    const row = this.toColumns(one);
    await this.rows.updateVersioned(ImportEntity, [row], CHANGEABLE, 'IMPORT.CHANGED_MEANWHILE');
    return { ...one, version: one.version + 1 };
  }

  async lockLender(lenderId: LenderId | null): Promise<void> {
    const { tenantId, forUpdate } = this.rows;
    if (forUpdate === '') return;
    const one = lenderId === null ? '' : ' AND id = ?';
    await this.rows.query(`SELECT id FROM lenders WHERE tenant_id = ?${one} ORDER BY id${forUpdate}`, [
      tenantId,
      ...(lenderId === null ? [] : [lenderId]),
    ]);
  }

  noteAdded(id: ImportId, debtIds: readonly DebtId[]): Promise<void> {
    const rows = debtIds.map((debtId) => ({ importId: id, debtId }));
    return this.rows.insert(ImportAddedDebtEntity, rows);
  }

  async addedDebts(id: ImportId, after: DebtId | null, limit: number): Promise<DebtId[]> {
    const rows = await this.rows.read(
      ImportAddedDebtEntity,
      'import_id = ? AND debt_id > ?',
      [id, after ?? '', limit],
      'ORDER BY debt_id LIMIT ?',
    );
    return rows.map(({ debtId }) => debtId);
  }

  private async read(condition: string, parameters: readonly unknown[]): Promise<Import[]> {
    const rows = await this.rows.read(ImportEntity, condition, parameters, 'ORDER BY id');
    return rows.map((row) => this.toImport(row));
  }

  private toColumns({ fileName, columns, problem, undone, ...rest }: Import): ImportColumns {
    return {
      ...rest,
      fileName: this.cipher.encrypt(fileName),
      columns: columns === null ? null : this.cipher.encrypt(JSON.stringify(columns)),
      problemCode: problem?.code ?? null,
      problemSentence: this.cipher.encryptOptional(problem?.sentence ?? null),
      undoneAt: undone?.at ?? null,
      undoneBy: undone?.by ?? null,
      undoReason: this.cipher.encryptOptional(undone?.reason ?? null),
    };
  }

  private toImport(row: ImportEntity): Import {
    const { problemCode, problemSentence, undoneAt, undoneBy, undoReason, ...rest } = untenanted(row);
    return {
      ...rest,
      fileName: this.cipher.decrypt(row.fileName),
      columns: row.columns === null ? null : (JSON.parse(this.cipher.decrypt(row.columns)) as ColumnMapping),
      problem:
        problemCode === null
          ? null
          : { code: problemCode, sentence: this.cipher.decryptOptional(problemSentence) ?? '' },
      undone:
        undoneAt === null
          ? null
          : { at: undoneAt, by: undoneBy ?? '', reason: this.cipher.decryptOptional(undoReason) ?? '' },
    };
  }
}
