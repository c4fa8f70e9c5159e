import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CsvTableFiles } from '../../../src/adapters/intake/csv-table-files.js';
import { EncryptedUploadStore } from '../../../src/adapters/intake/encrypted-upload-store.js';
import { KeyedByteCipher } from '../../../src/adapters/persistence/keyed-byte-cipher.js';
import type { Import } from '../../../src/application/ports/imports.js';
import { DAY, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { ImportId, UploadId } from '../../../src/domain/shared/ids.js';
import type { OpenDatabase } from '../../support/databases.js';
import { eachDatabase } from '../../support/databases.js';
import { RunningProgram } from '../../support/processes.js';
import { storedIntakeOn } from '../../support/stored-intake.js';
import { debtRow, debtTable } from '../../support/uploads.js';
import type { ImportOrders } from './import-process.js';

// Real: database, encrypted parts on disk, the import in its own process, SIGKILL.

const PROGRAM = 'test/medium/intake/import-process.ts';
const ROWS = 4_000;
const BAD = 57;
/** Small, so that the file has several. */
const PART = 100_000;
const KEY = { id: 'test', key: Buffer.alloc(32, 7) };

const KILLS: readonly Pick<ImportOrders, 'pause' | 'pauseAt'>[] = [
  { pause: 'reading', pauseAt: 300 },
  { pause: 'storing', pauseAt: 2 },
  { pause: 'reading', pauseAt: 1_999 },
  { pause: 'storing', pauseAt: 1 },
  { pause: 'reading', pauseAt: 3_999 },
];

eachDatabase('a killed import', (place) => {
  let folder: string;
  const bytes = Buffer.from(
    debtTable(
      Array.from({ length: ROWS }, (_, row) =>
        debtRow(row, row % 70 === 0 && row < 70 * BAD ? { 本金: '1,0' } : {}),
      ),
    ),
  );

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-uploads-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const storedOn = (database: OpenDatabase) =>
    storedIntakeOn(
      database,
      new CsvTableFiles(),
      new EncryptedUploadStore(folder, new KeyedByteCipher([KEY])),
    );

  /** Opens the database for as long as the work takes: on SQLite the file belongs to one process. */
  const using = async <T>(
    work: (intake: ReturnType<typeof storedOn>, database: OpenDatabase) => Promise<T>,
  ): Promise<T> => {
    const database = await place.open();
    const result = await work(storedOn(database), database);
    await database.close();
    return result;
  };

  const requested = (): Promise<{ id: ImportId; now: number }> =>
    using(async (intake, database) => {
      const { tenantId, clock, ids, within } = database;
      const scope = { tenantId, actor: { kind: 'staff', name: 'olga' } } as const;
      await intake.applyLender.run(scope, 'config/lenders/lumen.yaml');
      const id = ids.next<UploadId>();
      const now = clock.now();
      const own = { lenderId: null, createdBy: 'staff:olga', createdAt: now, keepUntil: plus(now, DAY) };
      await within(() =>
        intake.uploads.add({ id, fileName: 'a.csv', size: bytes.length, partSize: PART, ...own }),
      );
      const store = new EncryptedUploadStore(folder, new KeyedByteCipher([KEY]));
      for (let start = 0; start < bytes.length; start += PART) {
        const part = bytes.subarray(start, start + PART);
        const digest = createHash('sha256').update(part).digest('hex');
        const numbered = { number: start / PART + 1, size: part.length, digest };
        await store.put({ tenantId, id }, numbered, part);
        await within(() => intake.uploads.addPart(id, numbered));
      }
      const wish = { uploadId: id, kind: 'debts', lender: null, encoding: 'auto', columns: null } as const;
      const asked = await intake.requestImport.run(scope, { ...wish, trial: false, acceptRejected: true });
      return { id: asked.id, now };
    });

  it(
    'goes on after its last batch, and ends with the counts of one that was left alone',
    async () => {
      const { id, now } = await requested();
      const reached: number[] = [];
      for (const kill of [...KILLS, { pause: null, pauseAt: 0 } as const]) {
        const orders: ImportOrders = { url: await place.url(), now, folder, importId: id, ...kill };
        const program = RunningProgram.start(PROGRAM, [JSON.stringify(orders)]);
        expect(await program.line()).toBe(kill.pause === null ? 'DONE' : 'PAUSED');
        if (kill.pause === null) await program.end();
        else await program.kill();
        reached.push((await one(id)).rowsDone);
      }
      expect(reached).toEqual([0, 500, 1_500, 1_500, 3_500, ROWS]);
      expect(await one(id)).toMatchObject({
        state: 'finished',
        added: ROWS - BAD,
        updated: 0,
        unchanged: 0,
        rejected: BAD,
      });
      await using(async (intake, { dataSource, within, eventLog }) => {
        const count = async (table: string): Promise<number> =>
          Number((await dataSource.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n);
        expect([await count('debts'), await count('import_added_debts')]).toEqual([ROWS - BAD, ROWS - BAD]);
        const rows: number[] = [];
        for (let page = await within(() => intake.importRejections.after(id, 0)); page.length > 0;) {
          rows.push(...page.map(({ row }) => row));
          page = await within(() => intake.importRejections.after(id, rows.at(-1) ?? 0));
        }
        expect(rows).toEqual(Array.from({ length: BAD }, (_, nth) => nth * 70 + 2));
        const types = await within(async () => {
          while ((await eventLog.seal(5_000)) > 0);
          return (await eventLog.after(0, 100_000)).map(({ type }) => type);
        });
        expect(types.filter((type) => type === 'debt.imported')).toHaveLength(ROWS - BAD);
        expect(types.filter((type) => type === 'import.finished')).toHaveLength(1);
      });
    },
    5 * MINUTE,
  );

  it('leaves nothing readable on the disk, and notices a changed part', async () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    expect(files.length).toBe(Math.ceil(bytes.length / PART));
    for (const file of files) {
      const stored = readFileSync(join(file.parentPath, file.name));
      expect(stored.includes('张三丰') || stored.includes('13900000001')).toBe(false);
    }
    const cipher = new KeyedByteCipher([KEY]);
    const sealed = cipher.encrypt(Buffer.from('text'), 'here');
    expect(Buffer.from(cipher.decrypt(sealed, 'here')).toString()).toBe('text');
    sealed[sealed.length - 1]! ^= 1;
    for (const attempt of [
      () => cipher.decrypt(sealed, 'here'),
      () => cipher.decrypt(cipher.encrypt(Buffer.from('text'), 'there'), 'here'),
    ]) {
      expect(attempt).toThrow(expect.objectContaining({ code: 'CIPHER.UNREADABLE' }));
    }
  });

  const one = (id: ImportId): Promise<Import> =>
    using(async (intake, { within }) => {
      const found = await within(() => intake.imports.byId(id));
      if (!found) throw new Error('the import is gone');
      return found;
    });
});
