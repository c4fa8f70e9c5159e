import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { createConnection } from 'mysql2/promise';
import { BlindIndex } from '../../src/adapters/persistence/blind-index.js';
import { dataSourceOptions, ParleyDataSource } from '../../src/adapters/persistence/data-source.js';
import type { Dialect } from '../../src/adapters/persistence/dialect.js';
import { ENTITIES } from '../../src/adapters/persistence/entities.js';
import { FieldCipher } from '../../src/adapters/persistence/field-cipher.js';
import { TypeormEventLog } from '../../src/adapters/persistence/typeorm-event-log.js';
import { TypeormTenants } from '../../src/adapters/persistence/typeorm-tenants.js';
import { TypeormUnitOfWork } from '../../src/adapters/persistence/unit-of-work.js';
import { MovableClock } from '../../src/adapters/system/movable-clock.js';
import { UuidIds } from '../../src/adapters/system/uuid-ids.js';
import { instant } from '../../src/domain/calendar/instant.js';
import type { TenantId } from '../../src/domain/shared/ids.js';
import { MIGRATIONS } from '../../migrations/all.js';

const MYSQL_URL = process.env['TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306';
const KEY = Buffer.alloc(32, 7);

/** Making every table on a server takes seconds. */
jest.setTimeout(60_000);
Logger.overrideLogger(false);

/** A migrated database with everything of the foundations on it, real except for the clock. */
export interface OpenDatabase {
  readonly url: string;
  readonly dialect: Dialect;
  readonly dataSource: ParleyDataSource;
  readonly unitOfWork: TypeormUnitOfWork;
  readonly tenants: TypeormTenants;
  /** A tenant that is there from the start. */
  readonly tenantId: TenantId;
  readonly ids: UuidIds;
  /** Stands at 2026-03-02T02:00Z, a Monday morning in Shanghai. */
  readonly clock: MovableClock;
  readonly cipher: FieldCipher;
  readonly blindIndex: BlindIndex;
  readonly eventLog: TypeormEventLog;
  /** Runs `work` for the tenant as `system:test`. */
  within<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens the database at `url` and migrates it; a second call for the same MySQL database shares its rows. */
export const openDatabase = async (url: string): Promise<OpenDatabase> => {
  const dataSource = new ParleyDataSource(dataSourceOptions(url, ENTITIES, MIGRATIONS));
  await dataSource.initialize();
  await dataSource.runMigrations();
  const ids = new UuidIds();
  const clock = new MovableClock('test', instant(Date.UTC(2026, 2, 2, 2)));
  const unitOfWork = new TypeormUnitOfWork(dataSource);
  const tenants = new TypeormTenants(unitOfWork, ids);
  const { id: tenantId } = await tenants.ensure('test-lender', 'Test Lender');
  return {
    url,
    dialect: url.startsWith('sqlite:') ? 'sqlite' : 'mysql',
    dataSource,
    unitOfWork,
    tenants,
    tenantId,
    ids,
    clock,
    cipher: new FieldCipher([{ id: 'test', key: KEY }]),
    blindIndex: new BlindIndex(KEY),
    eventLog: new TypeormEventLog(unitOfWork, clock, ids),
    within: (work) => unitOfWork.run({ tenantId, actor: { kind: 'system', name: 'test' } }, work),
    close: () => dataSource.destroy(),
  };
};

export interface Place {
  readonly dialect: Dialect;
  /** The URL of a database of this suite alone, made on first use. */
  url(): Promise<string>;
  /** A migrated database of this suite alone; whatever is still open at the end is closed. */
  open(): Promise<OpenDatabase>;
}

const sqlitePlace = (): Place & { drop(): Promise<void> } => {
  let folder: string | null = null;
  const url = (): string =>
    `sqlite:${join((folder ??= mkdtempSync(join(tmpdir(), 'parley-test-'))), 'parley.db')}`;
  return {
    dialect: 'sqlite',
    url: () => Promise.resolve(url()),
    open: () => openDatabase(url()),
    drop: () =>
      Promise.resolve(folder === null ? undefined : rmSync(folder, { recursive: true, force: true })),
  };
};

const mysqlPlace = (): Place & { drop(): Promise<void> } => {
  const name = `parley_test_${process.env['JEST_WORKER_ID'] ?? '0'}_${randomBytes(6).toString('hex')}`;
  const server = new URL(MYSQL_URL);
  const onServer = async (sql: string): Promise<void> => {
    const connection = await createConnection({ uri: server.href });
    await connection.query(sql);
    await connection.end();
  };
  const url = `${MYSQL_URL.replace(/\/$/, '')}/${name}`;
  let made: Promise<void> | null = null;
  const make = (): Promise<void> => (made ??= onServer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`));
  return {
    dialect: 'mysql',
    url: () => make().then(() => url),
    open: () => make().then(() => openDatabase(url)),
    drop: () => (made === null ? Promise.resolve() : onServer(`DROP DATABASE IF EXISTS ${name}`)),
  };
};

const serverAnswers = async (): Promise<boolean> => {
  try {
    const connection = await createConnection({ uri: MYSQL_URL, connectTimeout: 2_000 });
    await connection.end();
    return true;
  } catch {
    return false;
  }
};

const mysqlIsThere = await serverAnswers();

/**
 * Runs a suite on one kind of database, in a database of its own. Without a MySQL or MariaDB server (see
 * TEST_MYSQL_URL) a suite for it is left out, which is told; with CI=true that is a failure.
 */
export const onDatabase = (dialect: Dialect, name: string, suite: (place: Place) => void): void => {
  if (dialect === 'mysql' && !mysqlIsThere) return leaveOut(name);
  const place = dialect === 'mysql' ? mysqlPlace() : sqlitePlace();
  const opened: OpenDatabase[] = [];
  const open = async (): Promise<OpenDatabase> => {
    const database = await place.open();
    opened.push(database);
    return database;
  };
  describe(`${name} on ${dialect}`, () => {
    suite({ ...place, open });
    afterAll(async () => {
      for (const { dataSource } of opened) if (dataSource.isInitialized) await dataSource.destroy();
      await place.drop();
    });
  });
};

/** Runs a suite on SQLite and on MySQL or MariaDB. */
export const eachDatabase = (name: string, suite: (place: Place) => void): void => {
  onDatabase('sqlite', name, suite);
  onDatabase('mysql', name, suite);
};

const leaveOut = (name: string): void => {
  if (process.env['CI'] === 'true') {
    it(`${name} on mysql`, () => {
      throw new Error('No MySQL or MariaDB server answers at TEST_MYSQL_URL.');
    });
    return;
  }
  process.stderr.write(`left out: ${name} on mysql (no server answers at TEST_MYSQL_URL)\n`);
  it.skip(`${name} on mysql`, () => undefined);
};
