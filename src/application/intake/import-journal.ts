import type { DebtId } from '../../domain/shared/ids.js';
import type { RejectedRecord } from '../ports/import-rejections.js';
import type { ColumnMapping, ImportCounts } from '../ports/imports.js';
import type { Table, TableEncoding, TableSource } from '../ports/table-files.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** A table to be taken: what it is, and how it is to be read. */
export interface TableImport {
  readonly scope: WorkScope;
  readonly source: TableSource;
  /** Found out unless stated. */
  readonly encoding?: TableEncoding;
  /** Whose rows these are where the file has no lender column, or a cell of it is empty. */
  readonly lenderCode: string | null;
  /** Rows that name another lender than `lenderCode` are rejected. */
  readonly lenderOnly?: boolean;
  /** What the columns mean where people said it; others are known by their headers. */
  readonly columns?: ColumnMapping | null;
  readonly onProgress?: (rowsDone: number, rows: number) => void;
}

/** What is kept of one batch. */
export interface BatchRecord {
  readonly counts: ImportCounts;
  /** In the order of the file. */
  readonly rejections: readonly RejectedRecord[];
  readonly addedDebts: readonly DebtId[];
  /** It was the last one. */
  readonly finished: boolean;
}

/** How far an import got, and what becomes of the rows that it rejects. */
export interface ImportJournal {
  /** Every batch is taken and then rolled back: only the journal itself is written. */
  readonly trial: boolean;
  /** Where to go on; all zero for one that begins. */
  begin(table: Table): Promise<ImportCounts>;
  /** Forgets rejections of rows after `lastRow`, which are about to be read again. */
  keepRejections(lastRow: number): Promise<void>;
  /** Within the transaction of the batch, which may be repeated from its beginning. */
  record(batch: BatchRecord): Promise<void>;
}

export const NO_ROWS: ImportCounts = { rowsDone: 0, added: 0, updated: 0, unchanged: 0, rejected: 0 };
