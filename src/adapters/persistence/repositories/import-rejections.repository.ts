import { Injectable } from '@nestjs/common';
import { ImportRejections, type RejectedRecord } from '../../../application/ports/import-rejections.js';
import type { ImportId } from '../../../domain/shared/ids.js';
import { ImportRejectionsEntity } from '../entities/import.entity.js';
import { FieldCipher } from '../field-cipher.js';
import { TenantRows } from './tenant-rows.js';

/** Bytes of plain text in one part: with encryption and base64url below the 64 kB of a text column. */
const PART_BYTES = 45_000;
/** Characters kept of a cell; one that is longer is a reason for rejection itself. */
const CELL_LENGTH = 500;
const PARTS_PER_READ = 20;
/** The header's row, as a spreadsheet counts. */
const HEADER_ROW = 1;

@Injectable()
export class TypeormImportRejections extends ImportRejections {
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
    super();
  }

  async begin(id: ImportId, header: readonly string[]): Promise<void> {
    await this.rows.execute('DELETE FROM import_rejections WHERE tenant_id = ? AND import_id = ?', [
      this.rows.tenantId,
      id,
    ]);
    await this.add(id, [{ row: HEADER_ROW, column: '', code: '', sentence: '', cells: header }]);
  }

  add(id: ImportId, records: readonly RejectedRecord[]): Promise<void> {
    const parts = inParts(records).map(({ firstRow, lines }) => ({
      importId: id,
      firstRow,
      content: this.cipher.encrypt(lines.join('\n')),
    }));
    return this.rows.insert(ImportRejectionsEntity, parts);
  }

  async headerOf(id: ImportId): Promise<readonly string[]> {
    const row = await this.rows.readOne(ImportRejectionsEntity, 'import_id = ? AND first_row = ?', [
      id,
      HEADER_ROW,
    ]);
    return row === null ? [] : (this.recordsOf(row)[0]?.cells ?? []);
  }

  async after(id: ImportId, after: number): Promise<RejectedRecord[]> {
    const parts = await this.rows.read(
      ImportRejectionsEntity,
      'import_id = ? AND first_row > ?',
      [id, Math.max(after, HEADER_ROW), PARTS_PER_READ],
      'ORDER BY first_row LIMIT ?',
    );
    return parts.flatMap((part) => this.recordsOf(part));
  }

  private recordsOf({ content }: ImportRejectionsEntity): RejectedRecord[] {
    return this.cipher
      .decrypt(content)
      .split('\n')
      .map((line) => JSON.parse(line) as RejectedRecord);
  }
}

interface Part {
  readonly firstRow: number;
  readonly lines: string[];
  bytes: number;
}

const inParts = (records: readonly RejectedRecord[]): Part[] => {
  const parts: Part[] = [];
  for (const record of records) {
    const line = lineOf(record);
    const bytes = Buffer.byteLength(line) + 1;
    const last = parts.at(-1);
    if (last && last.bytes + bytes <= PART_BYTES) {
      last.lines.push(line);
      last.bytes += bytes;
    } else parts.push({ firstRow: record.row, lines: [line], bytes });
  }
  return parts;
};

/** As much of a record as one part holds: long cells are cut, and what is still too much loses its last cells. */
const lineOf = (record: RejectedRecord): string => {
  const cells = record.cells.map((cell) =>
    cell.length > CELL_LENGTH ? `${cell.slice(0, CELL_LENGTH)}…` : cell,
  );
  for (;;) {
    const line = JSON.stringify({ ...record, cells });
    if (Buffer.byteLength(line) < PART_BYTES || cells.length === 0) return line;
    cells.length = Math.floor(cells.length / 2);
  }
};
