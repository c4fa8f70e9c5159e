import type { LocalDate } from '../../domain/calendar/local-date.js';
import { dateOf } from '../../domain/calendar/local-date.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Currency } from '../../domain/shared/money.js';
import { isCurrency, parseAmount } from '../../domain/shared/money.js';
import type { RejectedRow, TableRow } from '../ports/table-files.js';
import type { ColumnPlaces } from './table-columns.js';

/** Characters; no cell of a debt is this long. */
export const LONGEST_CELL = 500;

/** Why a row is not taken; caught by the import, which writes it to the file of rejected rows. */
export class RowRejection extends Error {
  constructor(
    readonly column: string,
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** Reads the cells of one row by their column. Every refusal is a `RowRejection` that names the column. */
export class RowReader<Name extends string> {
  constructor(
    private readonly header: readonly string[],
    private readonly places: ColumnPlaces<Name>,
    private readonly row: TableRow,
  ) {
    if (row.cells.length !== header.length) {
      throw new RowRejection(
        '',
        'INTAKE.WRONG_COLUMN_COUNT',
        `The row has ${row.cells.length} cells, the header has ${header.length}.`,
      );
    }
    row.cells.forEach((cell, place) => {
      if (cell.length > LONGEST_CELL) {
        throw new RowRejection(
          header[place] ?? '',
          'INTAKE.CELL_TOO_LONG',
          `The cell has ${cell.length} characters; ${LONGEST_CELL} are the most.`,
        );
      }
    });
  }

  /** The text of a cell, trimmed; empty where the column or the cell is. */
  text(column: Name): string {
    const place = this.places.get(column);
    return place === undefined ? '' : (this.row.cells[place] ?? '').trim();
  }

  optional(column: Name): string | null {
    return this.text(column) || null;
  }

  required(column: Name): string {
    const text = this.text(column);
    if (text === '') throw this.rejection(column, 'INTAKE.MISSING_VALUE', 'The cell is empty.');
    return text;
  }

  /** `2026-11-05` or `2026/11/5`. */
  date(column: Name): LocalDate | null {
    const text = this.text(column);
    return text === '' ? null : this.dateIn(column, text);
  }

  /** A date that is only part of a cell. */
  dateIn(column: Name, text: string): LocalDate {
    const match = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/.exec(text);
    if (match) {
      try {
        return dateOf(Number(match[1]), Number(match[3]), Number(match[4]));
      } catch {
        throw this.rejection(column, 'INTAKE.BAD_DATE', `There is no day ${text} in the calendar.`);
      }
    }
    throw this.rejection(
      column,
      'INTAKE.BAD_DATE',
      'The date must be written year first, as in 2026-11-05 or 2026/11/5.',
    );
  }

  requiredDate(column: Name): LocalDate {
    this.required(column);
    return this.date(column) as LocalDate;
  }

  currency(column: Name): Currency {
    const code = this.required(column).toUpperCase();
    if (isCurrency(code)) return code;
    throw this.rejection(
      column,
      'INTAKE.UNKNOWN_CURRENCY',
      'The currency must be a known ISO 4217 code, as in CNY.',
    );
  }

  /** Minor units of a plain decimal; 0 for an empty cell. */
  amount(column: Name, currency: Currency): number {
    const text = this.text(column);
    if (text === '') return 0;
    try {
      return parseAmount(text, currency).minor;
    } catch (cause) {
      if (!(cause instanceof DomainError)) throw cause;
      throw this.rejection(column, 'INTAKE.BAD_AMOUNT', cause.message);
    }
  }

  rejection(column: Name, code: string, sentence: string): RowRejection {
    const place = this.places.get(column);
    return new RowRejection(place === undefined ? column : (this.header[place] ?? column), code, sentence);
  }
}

export const rejectedRow = (number: number, rejection: RowRejection): RejectedRow => ({
  row: number,
  column: rejection.column,
  code: rejection.code,
  sentence: rejection.message,
});
