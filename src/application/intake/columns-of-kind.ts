import type { ImportKind } from '../ports/imports.js';
import { DEBT_COLUMNS } from './debt-columns.js';
import { PAYMENT_COLUMNS } from './payment-columns.js';
import type { ColumnDefinition } from './table-columns.js';

/** The fields that files of a kind can have. */
export const columnsOf = (kind: ImportKind): Readonly<Record<string, ColumnDefinition>> =>
  kind === 'debts' ? DEBT_COLUMNS : PAYMENT_COLUMNS;
