/**
 * A stored import in a process of its own, for tests that kill it. Its orders are one JSON argument (`ImportOrders`);
 * it says `PAUSED` when it stands where the test wants to kill it, and `DONE` when it is through.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { CsvTableFiles } from '../../../src/adapters/intake/csv-table-files.js';
import { EncryptedUploadStore } from '../../../src/adapters/intake/encrypted-upload-store.js';
import { KeyedByteCipher } from '../../../src/adapters/persistence/keyed-byte-cipher.js';
import type { Table, TableEncoding, TableSource } from '../../../src/application/ports/table-files.js';
import { instant } from '../../../src/domain/calendar/instant.js';
import type { ImportId } from '../../../src/domain/shared/ids.js';
import { idOf } from '../../../src/domain/shared/ids.js';
import { openFoundations } from '../../support/foundations.js';
import { storedIntakeOn } from '../../support/stored-intake.js';

export interface ImportOrders {
  readonly url: string;
  readonly now: number;
  readonly folder: string;
  readonly importId: string;
  /** Where to stop and wait for the end: between rows, or within the transaction of a batch; null: nowhere. */
  readonly pause: 'reading' | 'storing' | null;
  /** After so many rows, or in the batch of that number. */
  readonly pauseAt: number;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as ImportOrders;

const pauseForGood = async (): Promise<never> => {
  process.stdout.write('PAUSED\n');
  for (;;) await sleep(60_000);
};

class PausingFiles extends CsvTableFiles {
  override async open(source: TableSource, encoding?: TableEncoding): Promise<Table> {
    const table = await super.open(source, encoding);
    async function* rows() {
      let count = 0;
      for await (const row of table.rows()) {
        if (orders.pause === 'reading' && count++ === orders.pauseAt) await pauseForGood();
        yield row;
      }
    }
    return { ...table, rows };
  }
}

const foundations = await openFoundations(orders.url, instant(orders.now));
const store = new EncryptedUploadStore(
  orders.folder,
  new KeyedByteCipher([{ id: 'test', key: Buffer.alloc(32, 7) }]),
);
const intake = storedIntakeOn(foundations, new PausingFiles(), store);
const noteAdded = intake.imports.noteAdded.bind(intake.imports);
let batches = 0;
intake.imports.noteAdded = async (...parameters) => {
  await noteAdded(...parameters);
  if (orders.pause === 'storing' && ++batches === orders.pauseAt) await pauseForGood();
};
await intake.runImport.run(foundations.tenantId, idOf<ImportId>(orders.importId));
await foundations.dataSource.destroy();
process.stdout.write('DONE\n');
process.exit(0);
