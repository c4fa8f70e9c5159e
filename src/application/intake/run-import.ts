import { Injectable } from '@nestjs/common';
import { HOUR, SECOND, plus } from '../../domain/calendar/instant.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ImportId, TenantId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { ImportRejections } from '../ports/import-rejections.js';
import type { Import } from '../ports/imports.js';
import { Imports } from '../ports/imports.js';
import { Jobs } from '../ports/jobs.js';
import { Lenders } from '../ports/lenders.js';
import type { TableBytes } from '../ports/table-files.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { Uploads } from '../ports/uploads.js';
import { ImportDebts } from './import-debts.js';
import { ImportPayments } from './import-payments.js';
import { OpenUpload } from './open-upload.js';
import { RememberColumns } from './remember-columns.js';
import type { PassPurpose } from './stored-journal.js';
import { StoredJournal, subjectsOf } from './stored-journal.js';
import { compete, sameQuestion, tooManyRejected } from './import-rules.js';

/** How long an upload is kept after its import. */
const KEEP_AFTER_IMPORT = 24 * HOUR;
/** How long a trial says what an import would do. */
const TRIAL_HOLDS = 24 * HOUR;
/** Until a waiting import asks again, should nobody wake it. */
const ASK_AGAIN = 5 * SECOND;

/**
 * Does a requested import or trial, one per lender at a time. It may be stopped anywhere: run again, an import goes on
 * after its last committed batch, a trial begins anew.
 */
@Injectable()
export class RunImport {
  constructor(
    private readonly imports: Imports,
    private readonly rejections: ImportRejections,
    private readonly uploads: Uploads,
    private readonly lenders: Lenders,
    private readonly openUpload: OpenUpload,
    private readonly importDebts: ImportDebts,
    private readonly importPayments: ImportPayments,
    private readonly rememberColumns: RememberColumns,
    private readonly jobs: Jobs,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId, id: ImportId): Promise<void> {
    const scope: WorkScope = { tenantId, actor: { kind: 'system', name: 'import' } };
    const begun = await this.begin(scope, id);
    if (!begun) return;
    try {
      await this.work(scope, begun);
    } catch (cause) {
      if (cause instanceof DomainError && cause.code === 'IMPORT.CHANGED_MEANWHILE') return;
      if (cause instanceof DomainError && cause.code.startsWith('DATABASE.')) throw cause;
      await this.fail(scope, id, cause);
      if (!(cause instanceof DomainError)) throw cause;
    }
  }

  /** Null when there is nothing to do any more, or another import of the lender goes first. */
  private begin(scope: WorkScope, id: ImportId): Promise<Import | null> {
    return this.unitOfWork.run(scope, async () => {
      const asked = await this.imports.byId(id);
      if (!asked) return null;
      await this.imports.lockLender(asked.lenderId);
      const unfinished = await this.imports.unfinished();
      const one = unfinished.find((other) => other.id === id);
      if (!one) return null;
      if (unfinished.some((other) => other.state !== 'waiting' && compete(other, one))) {
        const runAt = plus(this.clock.now(), ASK_AGAIN);
        await this.jobs.enqueue('run-import', { importId: id }, { key: id, runAt });
        return null;
      }
      const state = one.state === 'waiting' ? 'reading' : one.state;
      return this.imports.save({ ...one, state, startedAt: one.startedAt ?? this.clock.now() });
    });
  }

  private async work(scope: WorkScope, begun: Import): Promise<void> {
    const opened = await this.openUpload.run(scope, begun.uploadId);
    const source = this.openUpload.bytesOf(scope, opened);
    if (begun.trial) {
      await this.pass(scope, begun, source, 'trial');
      return;
    }
    if (begun.state === 'running' || begun.acceptRejected || (await this.wasTried(scope, begun))) {
      await this.pass(scope, begun, source, 'import');
      return;
    }
    const checked = await this.pass(scope, begun, source, 'check');
    if (tooManyRejected(checked)) throw refused(checked);
    await this.pass(scope, checked, source, 'import');
  }

  private async pass(
    scope: WorkScope,
    one: Import,
    source: TableBytes,
    purpose: PassPurpose,
  ): Promise<Import> {
    const { imports, rejections, events, unitOfWork, clock } = this;
    const ports = { imports, rejections, events, unitOfWork, clock };
    const journal = new StoredJournal(ports, scope, one, purpose, (ended) => this.conclude(ended));
    const asked = {
      scope,
      source,
      ...(one.encoding === 'auto' ? {} : { encoding: one.encoding }),
      lenderCode: await this.lenderCodeOf(scope, one),
      lenderOnly: one.lenderId !== null,
      columns: one.columns,
    };
    if (one.kind === 'debts') await this.importDebts.take(asked, journal, one.id);
    else await this.importPayments.take(asked, journal);
    return journal.current;
  }

  private lenderCodeOf(scope: WorkScope, { lenderId }: Import): Promise<string | null> {
    if (lenderId === null) return Promise.resolve(null);
    return this.unitOfWork.run(scope, async () => {
      const lender = (await this.lenders.byIds([lenderId])).get(lenderId);
      return lender?.code ?? null;
    });
  }

  /** Whether the same import was tried lately: whoever asked for it has seen what it does. */
  private wasTried(scope: WorkScope, one: Import): Promise<boolean> {
    const since = plus(this.clock.now(), -TRIAL_HOLDS);
    return this.unitOfWork.run(scope, async () =>
      (await this.imports.ofUpload(one.uploadId)).some(
        (other) =>
          other.state === 'trial-done' && (other.finishedAt ?? 0) >= since && sameQuestion(other, one),
      ),
    );
  }

  /** In the transaction of the last batch. */
  private async conclude(ended: Import): Promise<void> {
    await this.rememberColumns.run(ended, await this.rejections.headerOf(ended.id));
    if (!ended.trial) {
      await this.uploads.keepUntil(ended.uploadId, plus(this.clock.now(), KEEP_AFTER_IMPORT));
    }
    await this.wakeOthers(ended);
  }

  private async wakeOthers(ended: Import): Promise<void> {
    for (const other of await this.imports.unfinished()) {
      if (other.state !== 'waiting' || !compete(other, ended)) continue;
      await this.jobs.enqueue('run-import', { importId: other.id }, { key: other.id });
    }
  }

  private fail(scope: WorkScope, id: ImportId, cause: unknown): Promise<void> {
    const problem =
      cause instanceof DomainError
        ? { code: cause.code, sentence: cause.message }
        : { code: 'INTAKE.UNEXPECTED', sentence: 'The import met a fault of the service.' };
    return this.unitOfWork.run(scope, async () => {
      const one = await this.imports.byId(id);
      if (!one) return;
      await this.imports.save({ ...one, state: 'failed', finishedAt: this.clock.now(), problem });
      await this.events.append([{ type: 'import.failed', subjects: subjectsOf(one), reason: problem.code }]);
      await this.wakeOthers(one);
    });
  }
}

const refused = ({ rejected, rowsTotal }: Import): DomainError =>
  new DomainError(
    'INTAKE.TOO_MANY_REJECTED',
    `${rejected} of ${rowsTotal ?? 0} rows would be rejected; nothing was taken. Make a trial first, or say that they may be left out.`,
    { rejected, rows: rowsTotal },
  );
