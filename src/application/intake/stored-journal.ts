import type { Instant } from '../../domain/calendar/instant.js';
import { SECOND } from '../../domain/calendar/instant.js';
import type { ImportId } from '../../domain/shared/ids.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog, EventSubjects, NewEvent } from '../ports/event-log.js';
import type { ImportRejections } from '../ports/import-rejections.js';
import type { Import, ImportCounts, Imports, ImportState } from '../ports/imports.js';
import type { Table } from '../ports/table-files.js';
import type { UnitOfWork, WorkScope } from '../ports/unit-of-work.js';
import type { BatchRecord, ImportJournal } from './import-journal.js';
import { NO_ROWS } from './import-journal.js';

/** People look on: more than twice a second is more than anybody sees. */
const PROGRESS_EVERY = SECOND / 2;

export interface StoredJournalPorts {
  readonly imports: Imports;
  readonly rejections: ImportRejections;
  readonly events: EventLog;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** `check` = a trial before an import that nobody tried; it ends without a word, and the import follows. */
export type PassPurpose = 'trial' | 'check' | 'import';

/**
 * The journal of an import in the database. The row's version makes sure of one writer: a process that lost its
 * import to another fails at the next batch.
 */
export class StoredJournal implements ImportJournal {
  readonly trial: boolean;
  private startedAt: Instant;
  private resumedAfter = 0;
  private toldAt: Instant | null = null;

  constructor(
    private readonly ports: StoredJournalPorts,
    private readonly scope: WorkScope,
    /** As it is stored now. */
    public current: Import,
    private readonly purpose: PassPurpose,
    /** What belongs to the end, in the transaction of the last batch. */
    private readonly conclude: (ended: Import) => Promise<void>,
  ) {
    this.trial = purpose !== 'import';
    this.startedAt = ports.clock.now();
  }

  /** An import goes on after its last batch; a trial begins again. */
  begin(table: Table): Promise<ImportCounts> {
    const { rejections, unitOfWork, clock } = this.ports;
    this.startedAt = clock.now();
    return unitOfWork.run(this.scope, async () => {
      if (this.purpose === 'import' && this.current.state === 'running') {
        this.resumedAfter = this.current.rowsDone;
        return this.current;
      }
      await rejections.begin(this.current.id, table.header);
      const state = this.purpose === 'import' ? 'running' : 'reading';
      await this.save({ ...this.current, ...NO_ROWS, state, rowsTotal: table.rowCount });
      return NO_ROWS;
    });
  }

  /** Nothing to do: rejections are rows of the transaction that rejected them. */
  keepRejections(): Promise<void> {
    return Promise.resolve();
  }

  async record({ counts, rejections, addedDebts, finished }: BatchRecord): Promise<void> {
    const { imports } = this.ports;
    const { id } = this.current;
    const now = this.ports.clock.now();
    if (rejections.length > 0) await this.ports.rejections.add(id, rejections);
    if (!this.trial && addedDebts.length > 0) await imports.noteAdded(id, addedDebts);
    const ended = finished && this.purpose !== 'check';
    const next: Import = {
      ...this.current,
      ...tallyOf(counts),
      rowsPerSecond: this.rateOf(counts, now),
      ...(ended ? { state: END_STATES[this.purpose], finishedAt: now } : {}),
    };
    await this.save(next);
    if (ended) {
      await this.ports.events.append([finishedEvent(next)]);
      await this.conclude(next);
    } else await this.tellProgress(next, now);
  }

  private async save(next: Import): Promise<void> {
    const stored = await this.ports.imports.save(next);
    this.ports.unitOfWork.afterCommit(() => (this.current = stored));
  }

  private async tellProgress(next: Import, now: Instant): Promise<void> {
    if (this.purpose === 'check') return;
    if (this.toldAt !== null && now - this.toldAt < PROGRESS_EVERY) return;
    await this.ports.events.append([
      {
        type: 'import.progress',
        subjects: subjectsOf(next),
        payload: { ...rowsOf(next), rowsTotal: next.rowsTotal, rowsPerSecond: next.rowsPerSecond },
      },
    ]);
    this.ports.unitOfWork.afterCommit(() => (this.toldAt = now));
  }

  private rateOf({ rowsDone }: ImportCounts, now: Instant): number | null {
    const elapsed = now - this.startedAt;
    return elapsed <= 0 ? null : Math.round(((rowsDone - this.resumedAfter) * SECOND) / elapsed);
  }
}

const END_STATES: Readonly<Record<PassPurpose, ImportState>> = {
  trial: 'trial-done',
  check: 'reading',
  import: 'finished',
};

const tallyOf = ({ rowsDone, added, updated, unchanged, rejected }: ImportCounts): ImportCounts => ({
  rowsDone,
  added,
  updated,
  unchanged,
  rejected,
});

const rowsOf = ({ kind, trial, rowsDone: rows, added, updated, unchanged, rejected }: Import) => ({
  kind,
  trial,
  rows,
  added,
  updated,
  unchanged,
  rejected,
});

export const subjectsOf = ({
  id,
  lenderId,
}: {
  id: ImportId;
  lenderId: Import['lenderId'];
}): EventSubjects => ({
  import: id,
  ...(lenderId === null ? {} : { lender: lenderId }),
});

const finishedEvent = (one: Import): NewEvent => ({
  type: 'import.finished',
  subjects: subjectsOf(one),
  payload: rowsOf(one),
});
