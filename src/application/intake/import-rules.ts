import type { Import, ImportCounts } from '../ports/imports.js';

/** Share of the rows that may be rejected without anybody having been asked: one in twenty. */
const ROWS_PER_REJECTED = 20;

export const tooManyRejected = ({ rejected, rowsDone }: ImportCounts): boolean =>
  rejected * ROWS_PER_REJECTED > rowsDone;

/** Whether two imports would write about the same lender; one without a lender may name any. */
export const compete = (one: Import, other: Import): boolean =>
  one.id !== other.id &&
  (one.lenderId === null || other.lenderId === null || one.lenderId === other.lenderId);

/** Whether both read the same file in the same way. */
export const sameQuestion = (one: Import, other: Import): boolean =>
  one.uploadId === other.uploadId &&
  one.kind === other.kind &&
  one.lenderId === other.lenderId &&
  one.encoding === other.encoding &&
  inOrder(one.columns) === inOrder(other.columns);

const inOrder = (columns: Import['columns']): string =>
  JSON.stringify(Object.entries(columns ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
