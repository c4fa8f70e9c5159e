import { Injectable } from '@nestjs/common';
import { Lenders } from '../ports/lenders.js';
import { PhoneNumbers } from '../ports/phone-numbers.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { DebtColumn } from './debt-columns.js';
import { DEBT_COLUMNS } from './debt-columns.js';
import { lenderFinder } from './find-lender.js';
import type { ImportReport, ImportRequest } from './import-report.js';
import { ImportTable } from './import-table.js';
import { readDebtRow } from './read-debt-row.js';
import { TakeDebtRows } from './take-debt-rows.js';

/** Imports a file of debts. The same file again changes nothing; a row is known by its lender and reference. */
@Injectable()
export class ImportDebts {
  constructor(
    private readonly importTable: ImportTable,
    private readonly takeDebtRows: TakeDebtRows,
    private readonly lenders: Lenders,
    private readonly phoneNumbers: PhoneNumbers,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws `LENDER.UNKNOWN` for the named lender, and what opening the file and reading its header throw. */
  async run(scope: WorkScope, request: ImportRequest): Promise<ImportReport> {
    const lenders = await this.unitOfWork.run(scope, () => this.lenders.all());
    const lenderOf = lenderFinder<DebtColumn>(lenders, request.lenderCode);
    return this.importTable.run(
      { ...request, scope },
      {
        kind: 'debts',
        columns: DEBT_COLUMNS,
        keyColumn: 'reference',
        read: (reader) => readDebtRow(reader, lenderOf(reader), this.phoneNumbers),
        keyOf: (row) => `${row.lender.code} ${row.reference}`,
        take: (rows) => this.takeDebtRows.run(rows),
      },
    );
  }
}
