import type { WorkScope } from '../ports/unit-of-work.js';

export interface ImportRequest {
  readonly path: string;
  /** Where rejected rows are written; the file exists only when there are any. */
  readonly rejectedPath: string;
  /** Whose rows these are where the file has no lender column, or a cell of it is empty. */
  readonly lenderCode: string | null;
  readonly onProgress?: (rowsDone: number, rows: number) => void;
}

/** Something worth knowing about rows that were taken all the same. */
export interface ImportNotice {
  readonly code: string;
  readonly count: number;
  readonly sentence: string;
}

/** Added, updated, unchanged and rejected add up to the rows read. */
export interface ImportReport {
  readonly read: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Rows that an interrupted earlier import of the same file had done already; they are counted above. */
  readonly resumedAfter: number;
  /** Of the rows after those. */
  readonly notices: readonly ImportNotice[];
  readonly rejectedPath: string | null;
}

export interface ScopedImport extends ImportRequest {
  readonly scope: WorkScope;
}
