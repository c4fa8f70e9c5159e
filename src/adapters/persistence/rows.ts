import type { EntityManager, EntityMetadata, ObjectLiteral, ObjectType } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { codecOf } from './column-codec.js';
import { keepingExisting, matchedRows, updateFromBatch } from './dialect.js';

/** SQLite takes 32,766 parameters in one statement. */
const PARAMETERS_PER_STATEMENT = 30_000;
const ROWS_PER_INSERT = 500;
const ROWS_PER_UPDATE = 250;
/** Far below `max_allowed_packet`, which may be 16 MB. */
const CHARACTERS_PER_STATEMENT = 4_000_000;

const quoted = (manager: EntityManager, name: string): string => manager.dataSource.driver.escape(name);

type Writer = (row: ObjectLiteral) => unknown;

/** One property of a row as a query parameter; absent ones become NULL. */
const writerOf = (column: ColumnMetadata): Writer => {
  const { propertyName } = column;
  const { write } = codecOf(column);
  return (row) => {
    const value: unknown = row[propertyName];
    return value === null || value === undefined ? null : write(value);
  };
};

/** Rows of parameters, cut so that no statement gets too long. */
function* chunks(rows: readonly unknown[][], rowsPerStatement: number): Generator<unknown[][]> {
  let chunk: unknown[][] = [];
  let parameters = 0;
  let characters = 0;
  for (const row of rows) {
    const length = row.reduce<number>(
      (sum, value) => sum + (typeof value === 'string' ? value.length : 8),
      0,
    );
    const full =
      chunk.length === rowsPerStatement ||
      parameters + row.length > PARAMETERS_PER_STATEMENT ||
      characters + length > CHARACTERS_PER_STATEMENT;
    if (chunk.length > 0 && full) {
      yield chunk;
      chunk = [];
      parameters = 0;
      characters = 0;
    }
    chunk.push(row);
    parameters += row.length;
    characters += length;
  }
  if (chunk.length > 0) yield chunk;
}

export interface InsertOptions {
  /** Column names of a unique key: rows whose key is already taken are left alone instead of failing. */
  readonly unlessTaken?: readonly string[];
  /** The tail of the statement that says what becomes of a row whose unique key is taken. */
  readonly onTaken?: string;
}

/** Multi-row INSERT from entity metadata. `rows` carry the entity's properties; absent ones become NULL. */
export const insertRows = async <Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: ObjectType<Row>,
  rows: readonly Row[],
  options: InsertOptions = {},
): Promise<void> => {
  if (rows.length === 0) return;
  const { columns, tablePath } = manager.dataSource.getMetadata(entity);
  const names = columns.map((column) => quoted(manager, column.databaseName)).join(', ');
  const { unlessTaken, onTaken = '' } = options;
  const tail = unlessTaken === undefined ? onTaken : keepingExisting(manager, unlessTaken);
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  const writers = columns.map(writerOf);
  const values = rows.map((row) => writers.map((write) => write(row)));
  for (const chunk of chunks(values, ROWS_PER_INSERT)) {
    const tuples = Array<string>(chunk.length).fill(tuple).join(', ');
    await manager.query(
      `INSERT INTO ${quoted(manager, tablePath)} (${names}) VALUES ${tuples}${tail}`,
      chunk.flat(),
    );
  }
};

export interface UpdateOptions<Row> {
  /** Properties that must still have the value of the row, besides the primary key. */
  readonly matching?: readonly (keyof Row & string)[];
  /** A version property: must still have the value of the row, and is increased by one. */
  readonly version?: keyof Row & string;
}

/**
 * Writes the properties `set` of many rows, found by primary key, in few statements. Returns how many rows were
 * found; fewer than given means that some were gone, or changed meanwhile where `version` or `matching` asks.
 */
export const updateRows = async <Row extends ObjectLiteral, Given extends Partial<Row>>(
  manager: EntityManager,
  entity: ObjectType<Row>,
  rows: readonly Given[],
  set: readonly (keyof Row & keyof Given & string)[],
  options: UpdateOptions<Row> = {},
): Promise<number> => {
  if (rows.length === 0) return 0;
  const metadata = manager.dataSource.getMetadata(entity);
  const version = options.version === undefined ? null : columnOf(metadata, options.version);
  const matching = (options.matching ?? []).map((property) => columnOf(metadata, property));
  const keys = [...metadata.primaryColumns, ...matching, ...(version === null ? [] : [version])];
  const written = set.map((property) => columnOf(metadata, property));
  const name = (column: ColumnMetadata): string => quoted(manager, column.databaseName);
  const assignments = [
    ...written.map((column) => ({ column: name(column), expression: null })),
    ...(version === null ? [] : [{ column: name(version), expression: `t.${name(version)} + 1` }]),
  ];
  const writers = [...keys, ...written].map(writerOf);
  const values = rows.map((row) => writers.map((write) => write(row)));
  let found = 0;
  for (const chunk of chunks(values, ROWS_PER_UPDATE)) {
    const table = quoted(manager, metadata.tablePath);
    const sql = updateFromBatch(manager, table, keys.map(name), assignments, chunk.length);
    found += await matchedRows(manager, await manager.query(sql, chunk.flat()));
  }
  return found;
};

/**
 * Reads whole rows without the cost of the query builder. `tail` is what follows `FROM <table>`, in column
 * names with `?` for parameters, e.g. `WHERE tenant_id = ? AND id IN (?, ?) ORDER BY id`.
 */
export const readRows = async <Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: ObjectType<Row>,
  tail: string,
  parameters: readonly unknown[],
): Promise<Row[]> => {
  const { columns, tablePath } = manager.dataSource.getMetadata(entity);
  const selection = columns
    .map((column) => `${quoted(manager, column.databaseName)} AS ${quoted(manager, column.propertyName)}`)
    .join(', ');
  const rows = await manager.query<ObjectLiteral[]>(
    `SELECT ${selection} FROM ${quoted(manager, tablePath)} ${tail}`,
    [...parameters],
  );
  for (const column of columns) {
    const { propertyName } = column;
    const { read } = codecOf(column);
    if (read === null) continue;
    for (const row of rows) {
      const value: unknown = row[propertyName];
      if (value !== null) row[propertyName] = read(value);
    }
  }
  return rows as Row[];
};

/** `?, ?, ?` for as many values. */
export const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

const columnOf = (metadata: EntityMetadata, property: string): ColumnMetadata => {
  const column = metadata.findColumnWithPropertyName(property);
  if (column === undefined) throw new Error(`${metadata.name} has no property ${property}`);
  return column;
};
