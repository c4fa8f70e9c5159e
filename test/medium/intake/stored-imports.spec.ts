import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { CsvTableFiles } from '../../../src/adapters/intake/csv-table-files.js';
import { EncryptedUploadStore } from '../../../src/adapters/intake/encrypted-upload-store.js';
import { KeyedByteCipher } from '../../../src/adapters/persistence/keyed-byte-cipher.js';
import type { Import } from '../../../src/application/ports/imports.js';
import { DAY, SECOND, plus } from '../../../src/domain/calendar/instant.js';
import type { ImportId, UploadId } from '../../../src/domain/shared/ids.js';
import type { OpenDatabase } from '../../support/databases.js';
import { eachDatabase } from '../../support/databases.js';
import { storedIntakeOn } from '../../support/stored-intake.js';
import { debtRow, debtTable } from '../../support/uploads.js';

eachDatabase('stored imports', (place) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-uploads-'));
  const store = new EncryptedUploadStore(
    folder,
    new KeyedByteCipher([{ id: 'test', key: Buffer.alloc(32, 7) }]),
  );
  let database: OpenDatabase;
  let intake: ReturnType<typeof storedIntakeOn>;
  /** Moves the clock before every batch, to be seen in the events of progress. */
  let passingSeconds = 0;

  beforeAll(async () => {
    database = await place.open();
    intake = storedIntakeOn(database, new CsvTableFiles(), store);
    const save = intake.imports.save.bind(intake.imports);
    intake.imports.save = (one) => {
      database.clock.advanceTo(plus(database.clock.now(), passingSeconds * SECOND));
      return save(one);
    };
  });
  beforeEach(async () => {
    const { id: tenantId } = await database.tenants.ensure(`t-${database.ids.next()}`.slice(0, 40), 'Tenant');
    database = { ...database, tenantId };
    await intake.applyLender.run(scope(), 'config/lenders/lumen.yaml');
    passingSeconds = 0;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const scope = () => ({ tenantId: database.tenantId, actor: { kind: 'staff', name: 'olga' } as const });
  const within = <T>(work: () => Promise<T>): Promise<T> => database.unitOfWork.run(scope(), work);
  const find = async (id: ImportId): Promise<Import> =>
    (await within(() => intake.imports.byId(id))) as Import;

  const uploaded = async (rows: readonly string[]): Promise<UploadId> => {
    const bytes = Buffer.from(debtTable(rows));
    const id = database.ids.next<UploadId>();
    const now = database.clock.now();
    const own = { lenderId: null, createdBy: 'staff:olga', createdAt: now, keepUntil: plus(now, DAY) };
    const digest = createHash('sha256').update(bytes).digest('hex');
    const part = { number: 1, size: bytes.length, digest };
    await store.put({ tenantId: database.tenantId, id }, part, bytes);
    await within(async () => {
      await intake.uploads.add({ id, fileName: 'a.csv', size: bytes.length, partSize: bytes.length, ...own });
      await intake.uploads.addPart(id, part);
    });
    return id;
  };
  const ask = async (uploadId: UploadId, trial: boolean): Promise<ImportId> => {
    const wish = { uploadId, kind: 'debts', lender: null, encoding: 'auto', columns: null } as const;
    return (await intake.requestImport.run(scope(), { ...wish, trial, acceptRejected: true })).id;
  };
  const run = async (uploadId: UploadId, trial = false): Promise<Import> => {
    const id = await ask(uploadId, trial);
    await intake.runImport.run(database.tenantId, id);
    return find(id);
  };
  const events = (type: string) =>
    within(async () => {
      while ((await database.eventLog.seal(5_000)) > 0);
      return (await database.eventLog.after(0, 10_000)).filter((event) => event.type === type);
    });

  it('are tried with the counts of the import, also where one batch depends on another', async () => {
    const nameless = { 客户号: 'KH-one', 身份证号: '', 手机号: '', 微信号: '' };
    await run(await uploaded([debtRow(1, nameless), debtRow(2, nameless)]));
    const first = debtRow(1, { ...nameless, 身份证号: '110101199001010011' });
    const other = debtRow(2, { ...nameless, 身份证号: '110101199001010022' });
    const between = Array.from({ length: 600 }, (_, place) => debtRow(10 + place));
    const file = await uploaded([first, ...between, other]);
    const counts = ({ added, updated, unchanged, rejected }: Import) => ({
      added,
      updated,
      unchanged,
      rejected,
    });
    const tried = await run(file, true);
    expect(tried.state).toBe('trial-done');
    expect(counts(tried)).toEqual({ added: 600, updated: 1, unchanged: 0, rejected: 1 });
    const [rejected] = await within(() => intake.importRejections.after(tried.id, 0));
    expect(rejected).toMatchObject({ row: 603, code: 'INTAKE.OTHER_DEBTOR' });
    expect(counts(await run(file))).toEqual(counts(tried));
  });

  it('wait while another import of the lender is under way, and are done once', async () => {
    const first = await ask(await uploaded([debtRow(1)]), false);
    await within(async () => intake.imports.save({ ...(await find(first)), state: 'running' }));
    const second = await ask(await uploaded([debtRow(2)]), false);
    await intake.runImport.run(database.tenantId, second);
    expect(await find(second)).toMatchObject({ state: 'waiting', rowsDone: 0 });
    await intake.runImport.run(database.tenantId, first);
    expect(await find(first)).toMatchObject({ state: 'finished', added: 1 });
    await intake.runImport.run(database.tenantId, second);
    expect(await find(second)).toMatchObject({ state: 'finished', added: 1 });
    await intake.runImport.run(database.tenantId, second);
    expect(await find(second)).toMatchObject({ state: 'finished', added: 1 });
  });

  it('tell how far they are, at most twice a second, in counts only', async () => {
    const file = await uploaded(Array.from({ length: 2_600 }, (_, place) => debtRow(place)));
    passingSeconds = 0.3;
    const done = await run(file);
    const told = await events('import.progress');
    expect(told.map(({ payload }) => payload?.['rows'])).toEqual([500, 1_500, 2_500]);
    expect(done.rowsPerSecond).toBeGreaterThan(500);
    expect(JSON.stringify(told)).not.toMatch(/张三丰|JK-/);
    const [finished] = await events('import.finished');
    expect(finished).toMatchObject({
      subjects: { import: done.id },
      payload: { added: 2_600, trial: false },
    });
  });

  it('fail with the sentence of the refusal when the file is no table', async () => {
    const id = await uploaded(['"never closed']);
    expect(await run(id)).toMatchObject({ state: 'failed', problem: { code: 'INTAKE.BAD_QUOTES' } });
    const gone = await uploaded([debtRow(1)]);
    await store.remove({ tenantId: database.tenantId, id: gone });
    expect(await run(gone)).toMatchObject({ state: 'failed', problem: { code: 'UPLOAD.GONE' } });
    expect(await events('import.failed')).toHaveLength(2);
  });

  it('give their process up to another that took them over', async () => {
    const id = await ask(await uploaded(Array.from({ length: 1_200 }, (_, place) => debtRow(place))), false);
    const noteAdded = intake.imports.noteAdded.bind(intake.imports);
    let batches = 0;
    intake.imports.noteAdded = async (...parameters) => {
      await noteAdded(...parameters);
      if (++batches === 2)
        await intake.imports.save(await intake.imports.byId(id).then((one) => one as Import));
    };
    await intake.runImport.run(database.tenantId, id);
    intake.imports.noteAdded = noteAdded;
    expect(await find(id)).toMatchObject({ state: 'running', rowsDone: 500 });
    await intake.runImport.run(database.tenantId, id);
    expect(await find(id)).toMatchObject({ state: 'finished', rowsDone: 1_200, added: 1_200 });
  });
});
