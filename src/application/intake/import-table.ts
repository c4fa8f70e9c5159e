import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { DebtId } from '../../domain/shared/ids.js';
import { EventLog } from '../ports/event-log.js';
import { Fingerprints } from '../ports/fingerprints.js';
import { Ids } from '../ports/ids.js';
import { ImportRuns } from '../ports/import-runs.js';
import type { RejectedRecord } from '../ports/import-rejections.js';
import type { ImportCounts, ImportKind } from '../ports/imports.js';
import type { RejectedRow, Table, TableRow } from '../ports/table-files.js';
import { TableFiles } from '../ports/table-files.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { FileJournal } from './file-journal.js';
import type { ImportJournal, TableImport } from './import-journal.js';
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
  readonly addedDebts: readonly DebtId[];
}

/** What is special about one kind of file. */
export interface TableKind<Name extends string, Row> {
  readonly kind: ImportKind;
  readonly columns: Readonly<Record<Name, ColumnDefinition>>;
  /** Column that names a row; a second row of the same key is rejected. */
  readonly keyColumn: Name;
  /** Throws a `RowRejection`. */
  read(reader: RowReader<Name>): Row;
  keyOf(row: Row): string;
  /** Stores the rows, within a transaction that may be repeated from its beginning. */
  take(rows: readonly NumberedRow<Row>[]): Promise<BatchOutcome>;
}

/** What an import came to. */
export interface ImportTally {
  readonly counts: ImportCounts;
  /** Rows that an interrupted earlier run had done already; they are counted above. */
  readonly resumedAfter: number;
  readonly notices: readonly ImportNotice[];
}

/** The import of a table: in batches that commit with their journal, so that a killed import goes on there. */
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

  /** A file on this machine, with the rejected rows in a file beside it. */
  async run<Name extends string, Row>(
    request: ScopedImport,
    kind: TableKind<Name, Row>,
  ): Promise<ImportReport> {
    const { path, rejectedPath, ...asked } = request;
    const { files, runs, unitOfWork, events, fingerprints, ids } = this;
    const ports = { files, runs, unitOfWork, events, fingerprints, ids };
    const journal = new FileJournal(ports, request, kind.kind);
    const tally = await this.take({ ...asked, source: path }, kind, journal);
    const { rowsDone: read, ...counts } = tally.counts;
    const { resumedAfter, notices } = tally;
    return {
      read,
      ...counts,
      resumedAfter,
      notices,
      rejectedPath: counts.rejected > 0 ? rejectedPath : null,
    };
  }

  async take<Name extends string, Row>(
    asked: TableImport,
    kind: TableKind<Name, Row>,
    journal: ImportJournal,
  ): Promise<ImportTally> {
    const table = await this.files.open(asked.source, asked.encoding);
    const places = placeColumns(table.header, kind.columns, asked.columns ?? {});
    if (!places.has('lender' as Name) && asked.lenderCode === null) {
      throw new DomainError(
        'INTAKE.MISSING_COLUMN',
        'The header has no column "lender", and no lender was named for the whole file.',
      );
    }
    const begun = await journal.begin(table);
    const course: Course<Row> = new Course(begun, (row) => readOnce(row, table, places, kind, course.seen));
    let batch: TableRow[] = [];
    let passed = 0;
    for await (const row of table.rows()) {
      if (passed++ < begun.rowsDone) {
        course.read(row);
        course.lastRow = row.number;
        continue;
      }
      if (passed === begun.rowsDone + 1) await journal.keepRejections(course.lastRow);
      batch.push(row);
      if (batch.length < BATCH) continue;
      await this.takeBatch(asked.scope, kind, journal, course, batch, false);
      asked.onProgress?.(course.counts.rowsDone, table.rowCount);
      batch = [];
    }
    if (passed === 0) await journal.keepRejections(0);
    await this.takeBatch(asked.scope, kind, journal, course, batch, true);
    asked.onProgress?.(course.counts.rowsDone, table.rowCount);
    return { counts: course.counts, resumedAfter: begun.rowsDone, notices: [...course.notices.values()] };
  }

  private async takeBatch<Name extends string, Row>(
    scope: WorkScope,
    kind: TableKind<Name, Row>,
    journal: ImportJournal,
    course: Course<Row>,
    batch: readonly TableRow[],
    finished: boolean,
  ): Promise<void> {
    const read = batch.map((row) => course.read(row));
    const sound = read.filter((row): row is NumberedRow<Row> => !('code' in row));
    const unsound = read.filter((row): row is RejectedRow => 'code' in row);
    const cells = new Map(batch.map((row) => [row.number, row.cells]));
    const rehearsed = journal.trial ? await this.rehearse(scope, () => kind.take(sound)) : null;
    let attempts = 0;
    const taken = await this.unitOfWork.run(scope, async () => {
      if (attempts++ > 0) await journal.keepRejections(course.lastRow);
      const outcome = rehearsed ?? (await kind.take(sound));
      const rejections = [...unsound, ...outcome.rejections]
        .sort((a, b) => a.row - b.row)
        .map((rejection): RejectedRecord => ({ ...rejection, cells: cells.get(rejection.row) ?? [] }));
      const counts = advanced(course.counts, outcome, unsound.length);
      await journal.record({ counts, rejections, addedDebts: outcome.addedDebts, finished });
      return { outcome, counts };
    });
    course.counts = taken.counts;
    course.lastRow = batch.at(-1)?.number ?? course.lastRow;
    taken.outcome.notices.forEach((notice) => course.note(notice));
  }

  /** Does the work in a transaction of its own, and rolls it back. */
  private async rehearse(scope: WorkScope, work: () => Promise<BatchOutcome>): Promise<BatchOutcome> {
    try {
      return await this.unitOfWork.run(scope, async () => {
        throw new Rehearsed(await work());
      });
    } catch (cause) {
      if (cause instanceof Rehearsed) return cause.outcome;
      throw cause;
    }
  }
}

/** Ends a transaction that was only a trial. */
class Rehearsed extends Error {
  constructor(readonly outcome: BatchOutcome) {
    super('rehearsed');
  }
}

/** Where an import stands. */
class Course<Row> {
  lastRow = 0;
  readonly seen = new Set<string>();
  readonly notices = new Map<string, ImportNotice>();

  constructor(
    public counts: ImportCounts,
    readonly read: (row: TableRow) => NumberedRow<Row> | RejectedRow,
  ) {}

  note(notice: ImportNotice): void {
    const count = (this.notices.get(notice.code)?.count ?? 0) + notice.count;
    this.notices.set(notice.code, { ...notice, count });
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

const advanced = (counts: ImportCounts, outcome: BatchOutcome, unsound: number): ImportCounts => {
  const rejected = unsound + outcome.rejections.length;
  return {
    rowsDone: counts.rowsDone + outcome.added + outcome.updated + outcome.unchanged + rejected,
    added: counts.added + outcome.added,
    updated: counts.updated + outcome.updated,
    unchanged: counts.unchanged + outcome.unchanged,
    rejected: counts.rejected + rejected,
  };
};
