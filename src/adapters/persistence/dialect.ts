import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';

/** The two families of databases. Everything that differs between them is in this file. */
export type Dialect = 'sqlite' | 'mysql';

export type DatabaseTarget =
  | { readonly dialect: 'sqlite'; readonly file: string }
  | {
      readonly dialect: 'mysql';
      readonly host: string;
      readonly port: number;
      readonly username: string;
      readonly password: string;
      readonly database: string;
    };

/** Reads `sqlite:<file>` or `mysql://name:password@host:port/database`; throws `DATABASE.BAD_URL` without repeating the URL. */
export const parseDatabaseUrl = (text: string): DatabaseTarget => {
  if (text.startsWith('sqlite:') && text.length > 'sqlite:'.length) {
    return { dialect: 'sqlite', file: text.slice('sqlite:'.length) };
  }
  if (/^(mysql|mariadb):\/\//.test(text) && URL.canParse(text)) {
    const url = new URL(text);
    const database = decodeURIComponent(url.pathname.slice(1));
    if (url.hostname !== '' && /^[A-Za-z0-9_$-]+$/.test(database)) {
      return {
        dialect: 'mysql',
        host: decodeURIComponent(url.hostname),
        port: url.port === '' ? 3306 : Number(url.port),
        username: decodeURIComponent(url.username),
        password: decodeURIComponent(url.password),
        database,
      };
    }
  }
  throw new DomainError(
    'DATABASE.BAD_URL',
    'DATABASE_URL must be sqlite:<file> or mysql://<name>:<password>@<host>:<port>/<database>.',
  );
};

export const dialectOf = (manager: EntityManager): Dialect =>
  manager.dataSource.options.type === 'better-sqlite3' ? 'sqlite' : 'mysql';

/** Locks the selected rows until the transaction ends; on SQLite the mutex of the unit of work does. */
export const forUpdate = (manager: EntityManager): string =>
  dialectOf(manager) === 'mysql' ? ' FOR UPDATE' : '';

/** A moment so many days after the one in `column`, in the form in which moments are stored. */
export const daysLater = (manager: EntityManager, column: string, days: number): string =>
  dialectOf(manager) === 'mysql'
    ? `(${column} + INTERVAL ${days} DAY)`
    : `strftime('%Y-%m-%d %H:%M:%f', ${column}, '+${days} days')`;

/** How long it was from one moment to a later one: for ordering only, its unit is the database's. */
export const spanBetween = (manager: EntityManager, from: string, to: string): string =>
  dialectOf(manager) === 'mysql'
    ? `TIMESTAMPDIFF(MICROSECOND, ${from}, ${to})`
    : `(julianday(${to}) - julianday(${from}))`;

/** The text under `key` of an object in a JSON column. */
export const jsonText = (manager: EntityManager, column: string, key: string): string =>
  dialectOf(manager) === 'mysql'
    ? `JSON_UNQUOTE(JSON_EXTRACT(${column}, '$.${key}'))`
    : `json_extract(${column}, '$.${key}')`;

/** The tail of an INSERT that leaves a row alone whose `uniqueColumns` are already taken. */
export const keepingExisting = (manager: EntityManager, uniqueColumns: readonly string[]): string =>
  dialectOf(manager) === 'mysql'
    ? ` ON DUPLICATE KEY UPDATE ${uniqueColumns[0]} = ${uniqueColumns[0]}`
    : ` ON CONFLICT (${uniqueColumns.join(', ')}) DO NOTHING`;

/** The tail of an INSERT that gives the row already there the smaller value of `column`. */
export const keepingSmaller = (
  manager: EntityManager,
  uniqueColumns: readonly string[],
  column: string,
): string =>
  dialectOf(manager) === 'mysql'
    ? ` ON DUPLICATE KEY UPDATE ${column} = LEAST(${column}, VALUES(${column}))`
    : ` ON CONFLICT (${uniqueColumns.join(', ')}) DO UPDATE SET ${column} = MIN(${column}, excluded.${column})`;

/**
 * UPDATE of many rows to different values in one statement.
 * Each entry of the batch brings its values in the order keys, then assignments.
 */
export const updateFromBatch = (
  manager: EntityManager,
  table: string,
  keys: readonly string[],
  assignments: readonly { readonly column: string; readonly expression: string | null }[],
  rowCount: number,
): string => {
  const batchColumns = [...keys, ...assignments.filter((a) => a.expression === null).map((a) => a.column)];
  const aliasOf = (column: string): string => `c${batchColumns.indexOf(column)}`;
  if (dialectOf(manager) === 'mysql') {
    const first = `SELECT ${batchColumns.map((_, at) => `? AS c${at}`).join(', ')}`;
    const next = ` UNION ALL SELECT ${batchColumns.map(() => '?').join(', ')}`;
    const on = keys.map((key) => `t.${key} = batch.${aliasOf(key)}`).join(' AND ');
    const set = assignments.map((a) => `t.${a.column} = ${a.expression ?? `batch.${aliasOf(a.column)}`}`);
    return `UPDATE ${table} t JOIN (${first}${next.repeat(rowCount - 1)}) batch ON ${on} SET ${set.join(', ')}`;
  }
  const tuple = `(${batchColumns.map(() => '?').join(', ')})`;
  const on = keys.map((key) => `t.${key} = batch.${aliasOf(key)}`).join(' AND ');
  const set = assignments.map((a) => `${a.column} = ${a.expression ?? `batch.${aliasOf(a.column)}`}`);
  return (
    `WITH batch(${batchColumns.map((_, at) => `c${at}`).join(', ')}) AS (VALUES ${Array<string>(rowCount).fill(tuple).join(', ')}) ` +
    `UPDATE ${table} AS t SET ${set.join(', ')} FROM batch WHERE ${on}`
  );
};

/** How many rows an UPDATE or DELETE matched, from the raw answer of the driver. */
export const matchedRows = (manager: EntityManager, answer: unknown): Promise<number> | number => {
  if (dialectOf(manager) === 'mysql') return (answer as { affectedRows: number }).affectedRows;
  return manager
    .query<{ changed: number }[]>('SELECT changes() AS changed')
    .then((rows) => rows[0]?.changed ?? 0);
};

interface Failure {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly driverError?: unknown;
  readonly cause?: unknown;
}

/** The error with what lies under it; by shape, because a driver's errors may come from another realm. */
const chainOf = (error: unknown): Failure[] => {
  const chain: Failure[] = [];
  for (let next = error; typeof next === 'object' && next !== null && chain.length < 5;) {
    const failure = next as Failure;
    chain.push(failure);
    next = failure.driverError ?? failure.cause;
  }
  return chain;
};

const hasCode = (error: unknown, codes: readonly string[]): boolean =>
  chainOf(error).some(({ code }) => typeof code === 'string' && codes.includes(code));

const CONFLICTS = ['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD'];

/** The database gave up on this transaction because of another one; running it again is right. */
export const isConflict = (error: unknown): boolean => hasCode(error, CONFLICTS);

const GONE = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'PROTOCOL_ENQUEUE_AFTER_QUIT',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_CONNECTION_KILLED',
  'POOL_CLOSED',
];

/** The server does not answer any more, or never did. */
export const isGone = (error: unknown): boolean =>
  hasCode(error, GONE) ||
  chainOf(error).some(({ message }) =>
    /connection is in closed state|Connection lost/i.test(String(message)),
  );

const REFUSALS: Readonly<Record<string, string>> = {
  ER_ACCESS_DENIED_ERROR: 'the name or the password is wrong',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'the server wants a password',
  ER_DBACCESS_DENIED_ERROR: 'this name may not use it',
  ER_BAD_DB_ERROR: 'the server has no such database; make it, empty, with utf8mb4',
  SQLITE_CANTOPEN: 'it is no file that can be read and written here',
  SQLITE_CANTOPEN_ISDIR: 'it is a folder',
  SQLITE_NOTADB: 'the file is not an SQLite database',
  SQLITE_CORRUPT: 'the file is damaged; put a backup in its place',
  SQLITE_READONLY: 'it may be read only',
  SQLITE_READONLY_DIRECTORY: 'its folder may be read only',
  SQLITE_FULL: 'the disk is full',
};

/** Why the database did not let itself be opened, for a person who can put that right; else null. */
export const refusalOf = (error: unknown): string | null => {
  for (const { code } of chainOf(error)) {
    const reason = typeof code === 'string' ? REFUSALS[code] : undefined;
    if (reason !== undefined) return reason;
  }
  return null;
};
