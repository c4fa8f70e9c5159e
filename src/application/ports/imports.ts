import type { Instant } from '../../domain/calendar/instant.js';
import type { LenderReach } from '../../domain/people/access.js';
import type { DebtId, ImportId, LenderId, UploadId } from '../../domain/shared/ids.js';
import type { TableEncoding } from './table-files.js';

export type ImportKind = 'debts' | 'payments';
export type ImportEncoding = 'auto' | TableEncoding;

export const IMPORT_STATES = [
  'waiting',
  'reading',
  'running',
  'trial-done',
  'finished',
  'failed',
  'undone',
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** The field that a column of a file means, by the header as the file writes it; null: the column is left out. */
export type ColumnMapping = Readonly<Record<string, string | null>>;

/** Rows of an import; added, updated, unchanged and rejected add up to the rows done. */
export interface ImportCounts {
  readonly rowsDone: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
}

/** An uploaded file on its way into the portfolio, or a trial of that. */
export interface Import extends ImportCounts {
  readonly id: ImportId;
  readonly uploadId: UploadId;
  readonly kind: ImportKind;
  /** Null: the file names the lender in each row. */
  readonly lenderId: LenderId | null;
  readonly fileName: string;
  readonly encoding: ImportEncoding;
  readonly columns: ColumnMapping | null;
  /** The whole file is gone through, and nothing of it is kept. */
  readonly trial: boolean;
  readonly acceptRejected: boolean;
  readonly state: ImportState;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  /** Null until the file was read once. */
  readonly rowsTotal: number | null;
  readonly rowsPerSecond: number | null;
  readonly problem: { readonly code: string; readonly sentence: string } | null;
  readonly undone: { readonly at: Instant; readonly by: string; readonly reason: string } | null;
  readonly version: number;
}

export interface ImportPage {
  readonly reach: LenderReach | undefined;
  /** Newest first; those before this one. */
  readonly before: ImportId | null;
  readonly limit: number;
}

export abstract class Imports {
  abstract add(one: Import): Promise<void>;
  abstract byId(id: ImportId): Promise<Import | null>;
  abstract page(page: ImportPage): Promise<Import[]>;
  abstract ofUpload(id: UploadId): Promise<Import[]>;
  /** Imports that wait or are under way, in the order of their requests. */
  abstract unfinished(): Promise<Import[]>;
  /** Throws `IMPORT.CHANGED_MEANWHILE`; returns the import with its new version. */
  abstract save(one: Import): Promise<Import>;
  /** Lets one transaction at a time decide which import of the lender begins; null: of any lender. */
  abstract lockLender(lenderId: LenderId | null): Promise<void>;
  abstract noteAdded(id: ImportId, debtIds: readonly DebtId[]): Promise<void>;
  /** In id order, those after `after`. */
  abstract addedDebts(id: ImportId, after: DebtId | null, limit: number): Promise<DebtId[]>;
}
