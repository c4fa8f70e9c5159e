import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  DataSource,
  DefaultNamingStrategy,
  type DataSourceOptions,
  type Migration,
  type MixedList,
} from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import { isGone, parseDatabaseUrl, refusalOf } from './dialect.js';

/** Pages that SQLite keeps in memory; its own 2 MB are read again and again by a batch of 500. */
const SQLITE_CACHE_KIB = 65_536;

/** Connections to a MySQL-family server per process. */
const POOL_SIZE = 12;

/** `notBeforeAt` is stored as `not_before_at`. */
class SnakeCaseNaming extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined, prefixes: string[]): string {
    const name = customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [...prefixes, name].join('_');
  }
}

/** One place for the settings that make both databases behave alike: UTC, exact bytes, durable commits. */
export const dataSourceOptions = (
  databaseUrl: string,
  entities: MixedList<Function>,
  migrations: MixedList<Function>,
): DataSourceOptions => {
  const target = parseDatabaseUrl(databaseUrl);
  const shared = {
    entities,
    migrations,
    migrationsTransactionMode: 'each' as const,
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    logging: false,
  };
  if (target.dialect === 'sqlite') {
    return {
      ...shared,
      type: 'better-sqlite3',
      driver: Database,
      database: resolve(target.file),
      enableWAL: true,
      timeout: 5_000,
      statementCacheSize: 500,
      prepareDatabase: (db: Database.Database) => {
        db.pragma('synchronous = FULL');
        db.pragma(`cache_size = -${SQLITE_CACHE_KIB}`);
      },
    };
  }
  return {
    ...shared,
    // TypeORM's name for both servers: as 'mysql' it takes MariaDB's NULL defaults for a schema difference.
    type: 'mariadb',
    host: target.host,
    port: target.port,
    username: target.username,
    password: target.password,
    database: target.database,
    timezone: 'Z',
    charset: 'UTF8MB4_BIN',
    dateStrings: ['DATE'],
    supportBigNumbers: true,
    bigNumberStrings: false,
    poolSize: POOL_SIZE,
    connectTimeout: 5_000,
  };
};

/**
 * The data source of Parley. SQLite belongs to one process at a time: a lock beside the file is taken before
 * the first read and is given up by `destroy`, or by the operating system when the process dies.
 * `initialize` throws `DATABASE.IN_USE`, `DATABASE.CANNOT_OPEN`, or `DATABASE.UNAVAILABLE` when a server does not
 * answer.
 */
export class ParleyDataSource extends DataSource {
  private lock: Database.Database | null = null;

  override async initialize(): Promise<this> {
    try {
      if (this.options.type === 'better-sqlite3') this.lock = lockFile(this.options.database);
      return await super.initialize();
    } catch (error) {
      this.unlock();
      throw unopened(error, this.options);
    }
  }

  /** Processes that start together on one server migrate one after the other. */
  override async runMigrations(...given: Parameters<DataSource['runMigrations']>): Promise<Migration[]> {
    if (this.options.type === 'better-sqlite3') return super.runMigrations(...given);
    const runner = this.createQueryRunner();
    try {
      await runner.query("SELECT GET_LOCK(CONCAT('parley.migrations.', DATABASE()), 120)");
      return await super.runMigrations(...given);
    } finally {
      await runner.query("SELECT RELEASE_LOCK(CONCAT('parley.migrations.', DATABASE()))");
      await runner.release();
    }
  }

  override async destroy(): Promise<void> {
    await super.destroy();
    this.unlock();
  }

  private unlock(): void {
    this.lock?.close();
    this.lock = null;
  }
}

const lockFile = (database: string): Database.Database => {
  mkdirSync(dirname(database), { recursive: true });
  const lock = new Database(`${database}.lock`, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('BEGIN EXCLUSIVE; COMMIT');
    return lock;
  } catch (error) {
    lock.close();
    if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) throw error;
    throw new DomainError(
      'DATABASE.IN_USE',
      `The database ${database} is in use by another process; stop that one first, or use MySQL for several processes.`,
    );
  }
};

/** What to throw for `error`: one clear sentence when the server is gone, else the error itself. */
export const unavailable = (error: unknown, options: DataSourceOptions): unknown => {
  if (options.type !== 'mariadb' || !isGone(error)) return error;
  return new DomainError(
    'DATABASE.UNAVAILABLE',
    `The database server at ${options.host}:${options.port} does not answer; nothing of this step was stored unless it had already committed.`,
  );
};

/** What to throw when the database could not be opened: where, and why as far as the database says. */
const unopened = (error: unknown, options: DataSourceOptions): unknown => {
  const reason = refusalOf(error);
  if (reason === null) return unavailable(error, options);
  const place =
    options.type === 'mariadb'
      ? `The database "${options.database}" at ${options.host}:${options.port}`
      : `The database file ${String(options.database)}`;
  return new DomainError('DATABASE.CANNOT_OPEN', `${place} cannot be opened: ${reason}.`);
};
