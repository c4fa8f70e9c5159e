import type { ImportId } from '../../domain/shared/ids.js';
import type { RejectedRow } from './table-files.js';

/** A rejected row with its cells as they were; personal data, kept encrypted. */
export interface RejectedRecord extends RejectedRow {
  readonly cells: readonly string[];
}

/** The rows that imports did not take, for the people who have to put them right. */
export abstract class ImportRejections {
  /** Forgets everything of the import and keeps the header of its file. */
  abstract begin(id: ImportId, header: readonly string[]): Promise<void>;
  /** Rows must come in the order of the file. */
  abstract add(id: ImportId, records: readonly RejectedRecord[]): Promise<void>;
  abstract headerOf(id: ImportId): Promise<readonly string[]>;
  /** Some rows after row `after`, in the order of the file; empty at the end. */
  abstract after(id: ImportId, after: number): Promise<RejectedRecord[]>;
}
