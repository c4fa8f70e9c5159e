import { Injectable } from '@nestjs/common';
import { reaches } from '../../domain/people/access.js';
import { actorLabel } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ImportId, LenderId, UploadId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import type { ColumnMapping, Import, ImportEncoding, ImportKind } from '../ports/imports.js';
import { Imports } from '../ports/imports.js';
import { Jobs } from '../ports/jobs.js';
import { Lenders } from '../ports/lenders.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { Upload } from '../ports/uploads.js';
import { columnsOf } from './columns-of-kind.js';
import { NO_ROWS } from './import-journal.js';
import { OpenUpload } from './open-upload.js';
import { subjectsOf } from './stored-journal.js';

export interface ImportWish {
  readonly uploadId: UploadId;
  readonly kind: ImportKind;
  /** Code; null: that of the upload, else the file names a lender in each row. */
  readonly lender: string | null;
  readonly encoding: ImportEncoding;
  readonly columns: ColumnMapping | null;
  readonly trial: boolean;
  readonly acceptRejected: boolean;
}

/** Asks for the import of an upload, or for a trial of it; a job does it. */
@Injectable()
export class RequestImport {
  constructor(
    private readonly openUpload: OpenUpload,
    private readonly imports: Imports,
    private readonly lenders: Lenders,
    private readonly jobs: Jobs,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `UPLOAD.UNKNOWN`, `UPLOAD.INCOMPLETE`, `UPLOAD.OTHER_LENDER`, `LENDER.UNKNOWN`, `INTAKE.LENDER_NEEDED`
   * or `INTAKE.UNKNOWN_FIELD`.
   */
  run(scope: WorkScope, wish: ImportWish): Promise<Import> {
    return this.unitOfWork.run(scope, async () => {
      const opened = await this.openUpload.run(scope, wish.uploadId);
      this.openUpload.bytesOf(scope, opened);
      checkFields(wish);
      const lenderId = await this.lenderOf(scope, wish.lender, opened.upload);
      const { uploadId, kind, encoding, columns, trial, acceptRejected } = wish;
      const asked: Import = {
        id: this.ids.next<ImportId>(),
        ...{ uploadId, kind, lenderId, fileName: opened.upload.fileName, encoding, columns },
        ...{ trial, acceptRejected, ...NO_ROWS },
        state: 'waiting',
        requestedBy: actorLabel(scope.actor),
        requestedAt: this.clock.now(),
        startedAt: null,
        finishedAt: null,
        rowsTotal: null,
        rowsPerSecond: null,
        problem: null,
        undone: null,
        version: 1,
      };
      await this.imports.add(asked);
      await this.events.append([
        { type: 'import.requested', subjects: subjectsOf(asked), payload: { kind, trial, acceptRejected } },
      ]);
      await this.jobs.enqueue('run-import', { importId: asked.id }, { key: asked.id });
      return asked;
    });
  }

  private async lenderOf(scope: WorkScope, code: string | null, upload: Upload): Promise<LenderId | null> {
    if (code === null) {
      if (upload.lenderId !== null) return upload.lenderId;
      if (scope.reach === undefined || scope.reach === 'all') return null;
      throw new DomainError('INTAKE.LENDER_NEEDED', 'Say whose rows these are: you reach some lenders only.');
    }
    const lender = await this.lenders.byCode(code);
    if (!lender || !reaches(scope.reach, lender.id)) {
      throw new DomainError('LENDER.UNKNOWN', `There is no lender ${code}.`);
    }
    if (upload.lenderId === null || upload.lenderId === lender.id) return lender.id;
    throw new DomainError('UPLOAD.OTHER_LENDER', 'The file was uploaded for another lender.');
  }
}

function checkFields({ kind, columns }: ImportWish): void {
  const known = Object.keys(columnsOf(kind));
  for (const field of Object.values(columns ?? {})) {
    if (field === null || known.includes(field)) continue;
    throw new DomainError(
      'INTAKE.UNKNOWN_FIELD',
      `There is no field "${field.slice(0, 40)}" of ${kind}; the fields are: ${known.join(', ')}.`,
    );
  }
}
