import { Injectable } from '@nestjs/common';
import type { DebtorId, ImportId } from '../../domain/shared/ids.js';
import { Lenders } from '../ports/lenders.js';
import { PhoneNumbers } from '../ports/phone-numbers.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { DebtColumn } from './debt-columns.js';
import { DEBT_COLUMNS } from './debt-columns.js';
import { lenderFinder } from './find-lender.js';
import type { ImportJournal, TableImport } from './import-journal.js';
import type { ImportReport, ImportRequest } from './import-report.js';
import type { ImportTally, TableKind } from './import-table.js';
import { ImportTable } from './import-table.js';
import type { DebtRow } from './read-debt-row.js';
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
    const asked = { ...request, scope };
    return this.importTable.run(asked, await this.kindOf(asked, null, false));
  }

  /** The same for a table from anywhere; debts that it adds are noted as those of the import. */
  async take(asked: TableImport, journal: ImportJournal, id: ImportId): Promise<ImportTally> {
    return this.importTable.take(asked, await this.kindOf(asked, id, journal.trial), journal);
  }

  private async kindOf(
    { scope, lenderCode, lenderOnly }: Pick<TableImport, 'scope' | 'lenderCode' | 'lenderOnly'>,
    importId: ImportId | null,
    trial: boolean,
  ): Promise<TableKind<DebtColumn, DebtRow>> {
    const lenders = await this.unitOfWork.run(scope, () => this.lenders.all());
    const lenderOf = lenderFinder<DebtColumn>(lenders, lenderCode, lenderOnly);
    const learnt = trial ? new Map<DebtorId, string>() : null;
    return {
      kind: 'debts',
      columns: DEBT_COLUMNS,
      keyColumn: 'reference',
      read: (reader) => readDebtRow(reader, lenderOf(reader), this.phoneNumbers),
      keyOf: (row) => `${row.lender.code} ${row.reference}`,
      take: (rows) => this.takeDebtRows.run(rows, importId, learnt),
    };
  }
}
