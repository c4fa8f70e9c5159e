import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import { EventLog } from '../ports/event-log.js';
import { Fingerprints } from '../ports/fingerprints.js';
import { Ids } from '../ports/ids.js';
import type { ImportRun } from '../ports/import-runs.js';
import { ImportRuns } from '../ports/import-runs.js';
import type { RejectedRow, Table, TableRow } from '../ports/table-files.js';
import { TableFiles } from '../ports/table-files.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { ImportNotice, ImportReport, ScopedImport } from './import-report.js';
import { RowReader, RowRejection, rejectedRow } from './row-reader.js';
import type { ColumnDefinition, ColumnPlaces } from './table-columns.js';
import { placeColumns } from './table-columns.js';

/** Rows per transaction. */
const BATCH = 500;

export interface NumberedRow<Row> {
  readonly number: number;
  readonly row: Row;
}

/** What became of a batch; every row is in exactly one of the first four. */
export interface BatchOutcome {
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejections: readonly RejectedRow[];
  readonly notices: readonly ImportNotice[];
}

/** What is special about one kind of file. */
export interface TableKind<Name extends string, Row> {
  readonly kind: ImportRun['kind'];
  readonly columns: Readonly<Record<Name, ColumnDefinition>>;
  /** Column that names a row; a second row of the same key is rejected. */
  readonly keyColumn: Name;
  /** Throws a `RowRejection`. */
  read(reader: RowReader<Name>): Row;
  keyOf(row: Row): string;
  /** Stores the rows, within a transaction that may be repeated from its beginning. */
  take(rows: readonly NumberedRow<Row>[]): Promise<BatchOutcome>;
}

/** The import of a table file: in batches that commit with their progress, so that a killed import goes on there. */
@Injectable()
export class ImportTable {
  constructor(
    private readonly files: TableFiles,
    private readonly runs: ImportRuns,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventLog,
    private readonly fingerprints: Fingerprints,
    private readonly ids: Ids,
  ) {}

  async run<Name extends string, Row>(
    request: ScopedImport,
    kind: TableKind<Name, Row>,
  ): Promise<ImportReport> {
    const table = await this.files.open(request.path);
    const places = placeColumns(table.header, kind.columns);
    if (!places.has('lender' as Name) && request.lenderCode === null) {
      throw new DomainError(
        'INTAKE.MISSING_COLUMN',
        'The header has no column "lender", and no lender was named for the whole file.',
      );
    }
    const begun = await this.begin(request, kind.kind, table);
    const progress = new Progress(begun);
    const seen = new Set<string>();
    let batch: TableRow[] = [];
    let passed = 0;
    for await (const row of table.rows()) {
      if (passed++ < begun.rowsDone) {
        readOnce(row, table, places, kind, seen);
        progress.lastRow = row.number;
        continue;
      }
      if (passed === begun.rowsDone + 1)
        await this.files.keepRejections(request.rejectedPath, progress.lastRow);
      batch.push(row);
      if (batch.length < BATCH) continue;
      await this.takeBatch(request, kind, table, places, seen, batch, progress);
      request.onProgress?.(progress.run.rowsDone, table.rowCount);
      batch = [];
    }
    if (passed === 0) await this.files.keepRejections(request.rejectedPath, 0);
    await this.takeBatch(request, kind, table, places, seen, batch, progress, true);
    request.onProgress?.(progress.run.rowsDone, table.rowCount);
    return progress.report(request, begun.rowsDone);
  }

  /** A file that was finished before is gone through again: rows that are still the same change nothing. */
  private begin(request: ScopedImport, kind: ImportRun['kind'], table: Table): Promise<ImportRun> {
    const fingerprint = this.fingerprints.of(`${kind} ${request.lenderCode ?? ''} ${table.fingerprint}`);
    return this.unitOfWork.run(request.scope, async () => {
      const known = await this.runs.find(kind, fingerprint);
      if (known && !known.finished) return known;
      const fresh: ImportRun = {
        id: known?.id ?? this.ids.next(),
        kind,
        fingerprint,
        rowsDone: 0,
        added: 0,
        updated: 0,
        unchanged: 0,
        rejected: 0,
        finished: false,
      };
      await this.runs.save(fresh);
      return fresh;
    });
  }

  private async takeBatch<Name extends string, Row>(
    request: ScopedImport,
    kind: TableKind<Name, Row>,
    table: Table,
    places: ColumnPlaces<Name>,
    seen: Set<string>,
    batch: readonly TableRow[],
    progress: Progress,
    finished = false,
  ): Promise<void> {
    const read = batch.map((row) => readOnce(row, table, places, kind, seen));
    const sound = read.filter((row): row is NumberedRow<Row> => !('code' in row));
    const unsound = read.filter((row): row is RejectedRow => 'code' in row);
    let attempts = 0;
    const taken = await this.unitOfWork.run(request.scope, async () => {
      if (attempts++ > 0) await this.files.keepRejections(request.rejectedPath, progress.lastRow);
      const outcome = await kind.take(sound);
      const rejections = [...unsound, ...outcome.rejections].sort((a, b) => a.row - b.row);
      if (rejections.length > 0) {
        await this.files.appendRejections(request.rejectedPath, rejections);
      }
      const run = advanced(progress.run, outcome, unsound.length, finished);
      await this.runs.save(run);
      if (finished) await this.events.append([finishedEvent(run)]);
      return { outcome, run };
    });
    progress.run = taken.run;
    progress.lastRow = batch.at(-1)?.number ?? progress.lastRow;
    taken.outcome.notices.forEach((notice) => progress.note(notice));
  }
}

class Progress {
  lastRow = 0;
  private readonly notices = new Map<string, ImportNotice>();

  constructor(public run: ImportRun) {}

  note(notice: ImportNotice): void {
    const count = (this.notices.get(notice.code)?.count ?? 0) + notice.count;
    this.notices.set(notice.code, { ...notice, count });
  }

  report(request: ScopedImport, resumedAfter: number): ImportReport {
    const { rowsDone, added, updated, unchanged, rejected } = this.run;
    return {
      read: rowsDone,
      added,
      updated,
      unchanged,
      rejected,
      resumedAfter,
      notices: [...this.notices.values()],
      rejectedPath: rejected > 0 ? request.rejectedPath : null,
    };
  }
}

function readOnce<Name extends string, Row>(
  row: TableRow,
  table: Table,
  places: ColumnPlaces<Name>,
  kind: TableKind<Name, Row>,
  seen: Set<string>,
): NumberedRow<Row> | RejectedRow {
  try {
    const reader = new RowReader(table.header, places, row);
    const understood = kind.read(reader);
    const key = kind.keyOf(understood);
    if (seen.has(key)) {
      throw reader.rejection(
        kind.keyColumn,
        'INTAKE.DUPLICATE_REFERENCE',
        'An earlier row of this file has the same reference.',
      );
    }
    seen.add(key);
    return { number: row.number, row: understood };
  } catch (cause) {
    if (cause instanceof RowRejection) return rejectedRow(row.number, cause);
    throw cause;
  }
}

const advanced = (run: ImportRun, outcome: BatchOutcome, unsound: number, finished: boolean): ImportRun => {
  const rejected = unsound + outcome.rejections.length;
  return {
    ...run,
    rowsDone: run.rowsDone + outcome.added + outcome.updated + outcome.unchanged + rejected,
    added: run.added + outcome.added,
    updated: run.updated + outcome.updated,
    unchanged: run.unchanged + outcome.unchanged,
    rejected: run.rejected + rejected,
    finished,
  };
};

const finishedEvent = (run: ImportRun) => ({
  type: 'import.finished',
  subjects: { import: run.id },
  payload: {
    kind: run.kind,
    rows: run.rowsDone,
    added: run.added,
    updated: run.updated,
    unchanged: run.unchanged,
    rejected: run.rejected,
  },
});
