import { Table, TableColumn, TableIndex, type QueryRunner, type TableColumnOptions } from 'typeorm';

/**
 * Column builders, so that migrations read as a list of names. Every builder makes a NOT NULL column;
 * wrap it in `nullable`. The types are the ones that behave alike on SQLite and MySQL.
 */
export const nullable = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isNullable: true });

export const primary = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isPrimary: true });

export const varchar = (name: string, length: number): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
});

/** A part of the primary key. */
export const id = (name = 'id'): TableColumnOptions => primary(reference(name));

/** The tenant, leading the primary key. */
export const tenant = (): TableColumnOptions => id('tenant_id');

/** An id of another table. */
export const reference = (name: string): TableColumnOptions => varchar(name, 36);

/** MySQL ends a `text` at 65,535 bytes and refuses more: anything longer is stored in parts. */
export const text = (name: string): TableColumnOptions => ({ name, type: 'text' });

export const json = (name: string): TableColumnOptions => text(name);

/** Ciphertext of a `FieldCipher`. */
export const encrypted = (name: string): TableColumnOptions => text(name);

/** A `BlindIndex`. */
export const blindIndex = (name: string): TableColumnOptions => varchar(name, 64);

/** UTC with milliseconds; name it `*_at`. */
export const instant = (name: string): TableColumnOptions => ({ name, type: 'datetime', precision: 3 });

/** A calendar day; name it `*_on`. */
export const day = (name: string): TableColumnOptions => ({ name, type: 'date' });

export const integer = (name: string): TableColumnOptions => ({ name, type: 'integer' });

export const boolean = (name: string): TableColumnOptions => ({ name, type: 'boolean' });

/** Money in minor units; name it `*_minor`. Wider than 32 bit: a debt in rupiah may be. */
export const minor = (name: string): TableColumnOptions => ({ name, type: 'bigint' });

export const currency = (name = 'currency'): TableColumnOptions => varchar(name, 3);

export const version = (): TableColumnOptions => integer('version');

export interface TableIndexes {
  readonly unique?: readonly (readonly string[])[];
  readonly index?: readonly (readonly string[])[];
}

/** Makes a table; the names of its indexes are those that the entities' `@Index` gives. */
export const createTable = async (
  runner: QueryRunner,
  name: string,
  columns: TableColumnOptions[],
  { unique = [], index = [] }: TableIndexes = {},
): Promise<void> => {
  const toIndex = (isUnique: boolean) => (columnNames: readonly string[]) =>
    new TableIndex({ columnNames: [...columnNames], isUnique });
  const indices = [...unique.map(toIndex(true)), ...index.map(toIndex(false))];
  await runner.createTable(new Table({ name, columns, indices }));
};

/** Adds columns to a table that may have rows: they are nullable or have a default. */
export const addColumns = async (
  runner: QueryRunner,
  table: string,
  columns: readonly TableColumnOptions[],
): Promise<void> => {
  await runner.addColumns(
    table,
    columns.map((column) => new TableColumn(column)),
  );
};

export const dropColumns = async (
  runner: QueryRunner,
  table: string,
  names: readonly string[],
): Promise<void> => {
  await runner.dropColumns(table, [...names]);
};

export const addIndex = async (
  runner: QueryRunner,
  table: string,
  columnNames: readonly string[],
  isUnique = false,
): Promise<void> => {
  await runner.createIndex(table, new TableIndex({ columnNames: [...columnNames], isUnique }));
};

export const dropTables = async (runner: QueryRunner, names: readonly string[]): Promise<void> => {
  for (const name of [...names].reverse()) await runner.dropTable(name);
};
