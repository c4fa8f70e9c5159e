import { Sha256Fingerprints } from '../../src/adapters/intake/sha256-fingerprints.js';
import { OpenUpload } from '../../src/application/intake/open-upload.js';
import { RememberColumns } from '../../src/application/intake/remember-columns.js';
import { RequestImport } from '../../src/application/intake/request-import.js';
import { RunImport } from '../../src/application/intake/run-import.js';
import { Jobs } from '../../src/application/ports/jobs.js';
import type { TableFiles } from '../../src/application/ports/table-files.js';
import type { UploadStore } from '../../src/application/ports/upload-store.js';
import { intakeOn } from './intake.js';

/** Whoever uses this runs the import by hand. */
class NoJobs extends Jobs {
  override enqueue(): Promise<void> {
    return Promise.resolve();
  }
}

/** Imports of uploads on a real database, with files and parts as given. */
export const storedIntakeOn = (
  database: Parameters<typeof intakeOn>[0],
  files: TableFiles,
  store: UploadStore,
) => {
  const { unitOfWork, eventLog, ids, clock } = database;
  const intake = intakeOn(database, files);
  const { imports, importRejections, uploads, lenders, columnMappings } = intake;
  const openUpload = new OpenUpload(uploads, store, unitOfWork);
  const jobs = new NoJobs();
  return {
    ...intake,
    requestImport: new RequestImport(openUpload, imports, lenders, jobs, eventLog, ids, unitOfWork, clock),
    runImport: new RunImport(
      imports,
      importRejections,
      uploads,
      lenders,
      openUpload,
      intake.importDebts,
      intake.importPayments,
      new RememberColumns(columnMappings, new Sha256Fingerprints(), clock),
      jobs,
      eventLog,
      unitOfWork,
      clock,
    ),
  };
};
