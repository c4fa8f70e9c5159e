/**
 * Rows per second and peak memory of an import of debts through the whole of intake: an uploaded file in encrypted
 * parts, read as a stream, checked, matched, stored with debtors, contact points and events; then the same file again.
 *
 *   npm run bench -- import [--rows 100000] [--only sqlite|mysql]
 *
 * MySQL or MariaDB is taken from TEST_MYSQL_URL; where no server answers, that part is left out and told.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { CsvTableFiles } from '../src/adapters/intake/csv-table-files.js';
import { EncryptedUploadStore } from '../src/adapters/intake/encrypted-upload-store.js';
import { KeyedByteCipher } from '../src/adapters/persistence/keyed-byte-cipher.js';
import { PART_SIZE } from '../src/application/intake/start-upload.js';
import { instant } from '../src/domain/calendar/instant.js';
import { idOf } from '../src/domain/shared/ids.js';
import type { ImportId, UploadId } from '../src/domain/shared/ids.js';
import { openFoundations } from '../test/support/foundations.js';
import { storedIntakeOn } from '../test/support/stored-intake.js';

const NOW = instant(Date.UTC(2026, 2, 2, 2));
const HEADER =
  'lender,reference,debtor_reference,name,id_number,birth_date,residence,product,currency,principal,interest,due_date,provenance,consent,phone,wechat\n';

const line = (number: number): string => {
  const serial = String(number).padStart(8, '0');
  const who = `P-${number},张三丰,110101${serial}12X,1990-02-28,CN`;
  return `lumen,D-${number},${who},consumer-loan,CNY,${1000 + (number % 900)}.50,10.00,2026-02-20,contract,2025-05-01 contract,139${serial},wx_${serial}\n`;
};

const fileOf = (rows: number): Buffer =>
  Buffer.from(HEADER + Array.from({ length: rows }, (_, place) => line(place + 1)).join(''));

/** The most memory that the process had, looked at ten times a second. */
const watchMemory = (): (() => number) => {
  let most = 0;
  const look = (): void => void (most = Math.max(most, process.memoryUsage().rss));
  const timer = setInterval(look, 100);
  return () => {
    clearInterval(timer);
    look();
    return Math.round(most / 1_048_576);
  };
};

async function measure(name: string, url: string, rows: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-uploads-'));
  const foundations = await openFoundations(url, NOW);
  const { dataSource, ids, tenantId, unitOfWork } = foundations;
  const store = new EncryptedUploadStore(
    folder,
    new KeyedByteCipher([{ id: 'bench', key: Buffer.alloc(32, 7) }]),
  );
  const intake = storedIntakeOn(foundations, new CsvTableFiles(), store);
  const scope = { tenantId, actor: { kind: 'system', name: 'bench' } } as const;
  try {
    await intake.applyLender.run(scope, 'config/lenders/lumen.yaml');
    let sound = true;
    for (const [run, expected] of [
      ['first', { added: rows, unchanged: 0 }],
      ['again', { added: 0, unchanged: rows }],
    ] as const) {
      const uploadId = ids.next<UploadId>();
      const importId = await request(uploadId, fileOf(rows));
      const peak = watchMemory();
      const started = performance.now();
      await intake.runImport.run(tenantId, importId);
      const seconds = (performance.now() - started) / 1_000;
      const done = await unitOfWork.run(scope, () => intake.imports.byId(importId));
      const right = done?.added === expected.added && done.unchanged === expected.unchanged;
      sound &&= right && done?.state === 'finished' && done.rejected === 0;
      const rate = Math.round(rows / seconds);
      process.stdout.write(
        `${name}, ${run}: ${rows} rows in ${seconds.toFixed(1)} s, ${rate} rows/s, peak ${peak()} MB; ` +
          `${done?.added} added, ${done?.unchanged} unchanged, ${done?.rejected} rejected\n`,
      );
    }
    return sound;
  } finally {
    await dataSource.destroy();
    rmSync(folder, { recursive: true, force: true });
  }

  async function request(uploadId: UploadId, bytes: Buffer): Promise<ImportId> {
    const wish = {
      id: uploadId,
      fileName: 'debts.csv',
      size: bytes.length,
      partSize: PART_SIZE,
      lenderId: null,
    };
    const own = { createdBy: 'system:bench', createdAt: NOW, keepUntil: instant(NOW + 86_400_000) };
    await unitOfWork.run(scope, () => intake.uploads.add({ ...wish, ...own }));
    for (let start = 0; start < bytes.length; start += PART_SIZE) {
      const part = bytes.subarray(start, start + PART_SIZE);
      const digest = createHash('sha256').update(part).digest('hex');
      const numbered = { number: start / PART_SIZE + 1, size: part.length, digest };
      await store.put({ tenantId, id: uploadId }, numbered, part);
      await unitOfWork.run(scope, () => intake.uploads.addPart(uploadId, numbered));
    }
    const asked = await intake.requestImport.run(scope, {
      ...{ uploadId, kind: 'debts', lender: null, encoding: 'auto', columns: null },
      ...{ trial: false, acceptRejected: true },
    });
    return idOf<ImportId>(asked.id);
  }
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    only: { type: 'string' },
  },
});
const rows = Number(values.rows);
let sound = true;
if (values.only !== 'mysql') {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  sound = (await measure('SQLite', `sqlite:${join(folder, 'parley.db')}`, rows)) && sound;
  rmSync(folder, { recursive: true, force: true });
}
if (values.only !== 'sqlite') {
  const server = process.env['TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306';
  const connection = await createConnection({ uri: server, connectTimeout: 2_000 }).catch(() => null);
  if (connection === null)
    process.stdout.write(`MySQL: left out, no server answers at ${new URL(server).host}\n`);
  else {
    const database = `parley_bench_import_${process.pid}`;
    await connection.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
    sound = (await measure('MySQL', `${server.replace(/\/$/, '')}/${database}`, rows)) && sound;
    await connection.query(`DROP DATABASE ${database}`);
    await connection.end();
  }
}
process.exit(sound ? 0 : 1);
