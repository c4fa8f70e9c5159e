import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import { instant, type Instant } from '../../domain/calendar/instant.js';
import { asInstant } from './entities/column-types.js';

/**
 * How one column travels, without the cost of TypeORM's general conversion, which is most of the price of a
 * row. Both drivers store and compare the same texts, so the codec needs no dialect.
 */
export interface ColumnCodec {
  /** Property value to query parameter. */
  readonly write: (value: unknown) => unknown;
  /** What the driver returned to property value; null where that is the same. */
  readonly read: ((value: unknown) => unknown) | null;
}

/** A moment as a query parameter: both databases store and compare it as UTC with milliseconds. */
export const sqlInstant = (moment: number): string => {
  const iso = new Date(moment).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`;
};

const readInstant = (value: unknown): Instant =>
  instant(value instanceof Date ? value.getTime() : Date.parse(`${String(value).replace(' ', 'T')}Z`));

const same = (value: unknown): unknown => value;

const CODECS: Readonly<Record<string, ColumnCodec>> = {
  varchar: { write: same, read: null },
  text: { write: same, read: null },
  integer: { write: same, read: null },
  date: { write: same, read: null },
  bigint: { write: same, read: Number },
  boolean: { write: (value) => (value === true ? 1 : 0), read: (value) => value === 1 || value === true },
  'simple-json': { write: JSON.stringify, read: (value) => JSON.parse(String(value)) as unknown },
  datetime: { write: (value) => sqlInstant(Number(value)), read: readInstant },
};

/** Throws when an entity uses a column type that does not behave alike on both databases. */
export const codecOf = (column: ColumnMetadata): ColumnCodec => {
  const codec = typeof column.type === 'string' ? CODECS[column.type] : undefined;
  if (codec === undefined || (column.type === 'datetime' && column.transformer !== asInstant)) {
    throw new Error(`${column.entityMetadata.name}.${column.propertyName} has a column type without codec`);
  }
  return codec;
};
