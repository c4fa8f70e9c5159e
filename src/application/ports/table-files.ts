/** One record of a table file. */
export interface TableRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

export type TableEncoding = 'utf-8' | 'gb18030';

/** A table file that was read once from end to end and found sound: decodable, quoted well, of bearable size. */
export interface Table {
  /** Fingerprint of the file's bytes. */
  readonly fingerprint: string;
  readonly encoding: TableEncoding;
  /** Header cells as written. */
  readonly header: readonly string[];
  /** Records after the header; blank lines do not count. */
  readonly rowCount: number;
  /** Records in file order, streamed. */
  rows(): AsyncIterable<TableRow>;
}

/** The beginning of a table file. */
export interface TablePreview {
  readonly encoding: TableEncoding;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
}

/** A table that is no file of this machine: its bytes from the beginning, as often as they are asked for. */
export interface TableBytes {
  /** What it is called in a refusal. */
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
}

/** The path of a file, or bytes from elsewhere. */
export type TableSource = string | TableBytes;

/** Why one row was not taken. Never holds a name or an address. */
export interface RejectedRow {
  readonly row: number;
  /** The column as the file's header writes it; empty when the row as a whole is wrong. */
  readonly column: string;
  readonly code: string;
  readonly sentence: string;
}

/** Table files that people bring, and the files of rejected rows that they get back. */
export abstract class TableFiles {
  /**
   * Throws `INTAKE.NO_FILE`, `INTAKE.EMPTY_FILE`, `INTAKE.BAD_ENCODING`, `INTAKE.BAD_QUOTES` or
   * `INTAKE.RECORD_TOO_LONG`, naming the file and the line, before any row is given. The encoding is found out
   * unless one is stated.
   */
  abstract open(source: TableSource, encoding?: TableEncoding): Promise<Table>;
  /** Reads header and first rows only; throws as `open` for what is wrong that early. */
  abstract preview(bytes: TableBytes, rows: number, encoding?: TableEncoding): Promise<TablePreview>;
  /** Drops what the file of rejected rows says about rows after `lastRow`; 0 removes the file. */
  abstract keepRejections(rejectedPath: string, lastRow: number): Promise<void>;
  /** Appends to the file of rejected rows, which is made when missing. */
  abstract appendRejections(rejectedPath: string, rows: readonly RejectedRow[]): Promise<void>;
}
