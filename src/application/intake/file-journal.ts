import type { EventLog } from '../ports/event-log.js';
import type { Fingerprints } from '../ports/fingerprints.js';
import type { Ids } from '../ports/ids.js';
import type { ImportRun, ImportRuns } from '../ports/import-runs.js';
import type { ImportCounts } from '../ports/imports.js';
import type { Table, TableFiles } from '../ports/table-files.js';
import type { UnitOfWork } from '../ports/unit-of-work.js';
import type { BatchRecord, ImportJournal } from './import-journal.js';
import { NO_ROWS } from './import-journal.js';
import type { ScopedImport } from './import-report.js';

export interface FileJournalPorts {
  readonly files: TableFiles;
  readonly runs: ImportRuns;
  readonly unitOfWork: UnitOfWork;
  readonly events: EventLog;
  readonly fingerprints: Fingerprints;
  readonly ids: Ids;
}

/** The journal of a file on this machine: known by its content, with a file of rejected rows beside it. */
export class FileJournal implements ImportJournal {
  readonly trial = false;
  private run: Pick<ImportRun, 'id' | 'fingerprint'> = { id: '', fingerprint: '' };

  constructor(
    private readonly ports: FileJournalPorts,
    private readonly request: ScopedImport,
    private readonly kind: ImportRun['kind'],
  ) {}

  /** A file that was finished before is gone through again: rows that are still the same change nothing. */
  begin(table: Table): Promise<ImportCounts> {
    const { fingerprints, runs, unitOfWork, ids } = this.ports;
    const { kind } = this;
    const fingerprint = fingerprints.of(`${kind} ${this.request.lenderCode ?? ''} ${table.fingerprint}`);
    return unitOfWork.run(this.request.scope, async () => {
      const known = await runs.find(kind, fingerprint);
      this.run = { id: known?.id ?? ids.next(), fingerprint };
      if (known && !known.finished) return known;
      await runs.save({ ...this.run, kind, ...NO_ROWS, finished: false });
      return NO_ROWS;
    });
  }

  keepRejections(lastRow: number): Promise<void> {
    return this.ports.files.keepRejections(this.request.rejectedPath, lastRow);
  }

  async record({ counts, rejections, finished }: BatchRecord): Promise<void> {
    const { files, runs, events } = this.ports;
    if (rejections.length > 0) await files.appendRejections(this.request.rejectedPath, rejections);
    const { rowsDone, added, updated, unchanged, rejected } = counts;
    const tally = { added, updated, unchanged, rejected };
    await runs.save({ ...this.run, kind: this.kind, rowsDone, ...tally, finished });
    if (!finished) return;
    await events.append([
      {
        type: 'import.finished',
        subjects: { import: this.run.id },
        payload: { kind: this.kind, rows: rowsDone, ...tally },
      },
    ]);
  }
}
