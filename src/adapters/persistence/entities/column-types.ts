import { Column, PrimaryColumn, type ColumnOptions, type ValueTransformer } from 'typeorm';
import { instant, type Instant } from '../../../domain/calendar/instant.js';

/** `datetime(3)` in UTC as an `Instant`. */
export const asInstant: ValueTransformer = {
  to: (value: unknown) => (typeof value === 'number' ? new Date(value) : value),
  from: (value: Date | null): Instant | null => (value === null ? null : instant(value.getTime())),
};

/** `bigint` as a number; both drivers may hand it over as text. */
const asMinor: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | number | null): number | null => (value === null ? null : Number(value)),
};

export const OR_NULL = { nullable: true } as const satisfies ColumnOptions;

/** Leads the primary key and every index of every table. */
export const TenantKey = () => PrimaryColumn({ name: 'tenant_id', type: 'varchar', length: 36 });
export const Key = (name = 'id', length = 36) => PrimaryColumn({ name, type: 'varchar', length });
export const NumberKey = (name: string) => PrimaryColumn({ name, type: 'integer' });

export const Id = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'varchar', length: 36, ...options });
export const Varchar = (name: string, length: number, options: ColumnOptions = {}) =>
  Column({ name, type: 'varchar', length, ...options });
export const Whole = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'integer', ...options });
export const Flag = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'boolean', ...options });
/** Money in minor units; wider than the 32 bits of MySQL's integer. */
export const Minor = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'bigint', transformer: asMinor, ...options });
/** A moment in epoch milliseconds, stored as UTC. */
export const Moment = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'datetime', precision: 3, transformer: asInstant, ...options });
/** `YYYY-MM-DD`. */
export const Day = (name: string, options: ColumnOptions = {}) => Column({ name, type: 'date', ...options });
export const Json = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'simple-json', ...options });
/** Personal data: only text of the field cipher is ever put here. */
export const Encrypted = (name: string, options: ColumnOptions = {}) =>
  Column({ name, type: 'text', ...options });
