import type { Lender } from '../../domain/debt/lender.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { RowReader } from './row-reader.js';

/** Finds the lender of a row: by its cell, else the one named for the whole file; with `only`, no other than that. */
export function lenderFinder<Column extends string>(
  lenders: readonly Lender[],
  named: string | null,
  only = false,
): (reader: RowReader<Column | 'lender'>) => Lender {
  const byCode = new Map(lenders.map((lender) => [lender.code, lender]));
  const whole = named === null ? undefined : byCode.get(named);
  if (named !== null && !whole) {
    throw new DomainError(
      'LENDER.UNKNOWN',
      `There is no lender ${named}; known are: ${[...byCode.keys()].join(', ') || 'none'}.`,
    );
  }
  return (reader) => {
    const code = reader.text('lender');
    const lender = code === '' ? whole : byCode.get(code);
    if (lender && only && lender !== whole) {
      throw reader.rejection(
        'lender',
        'INTAKE.OTHER_LENDER',
        'The import is for one lender, and the row names another.',
      );
    }
    if (lender) return lender;
    if (code === '') throw reader.rejection('lender', 'INTAKE.MISSING_VALUE', 'The cell is empty.');
    throw reader.rejection('lender', 'INTAKE.UNKNOWN_LENDER', 'No lender with this code was applied.');
  };
}
