import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { Lender } from '../../domain/debt/lender.js';
import { groupBy } from '../../domain/shared/group-by.js';
import type { DebtorId } from '../../domain/shared/ids.js';
import type { Currency } from '../../domain/shared/money.js';
import { ReceivePayment } from '../payment/receive-payment.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { Lenders } from '../ports/lenders.js';
import type { RejectedRow } from '../ports/table-files.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { lenderFinder } from './find-lender.js';
import type { ImportJournal, TableImport } from './import-journal.js';
import type { ImportReport, ImportRequest } from './import-report.js';
import type { BatchOutcome, ImportTally, NumberedRow, TableKind } from './import-table.js';
import { ImportTable } from './import-table.js';
import type { PaymentColumn } from './payment-columns.js';
import { PAYMENT_COLUMNS } from './payment-columns.js';
import type { RowReader } from './row-reader.js';

interface PaymentRow {
  readonly lender: Lender;
  readonly debtReference: string;
  readonly paymentReference: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly receivedOn: LocalDate;
}

/** Imports a file of payments. A payment is known by its lender and reference, however often it is told. */
@Injectable()
export class ImportPayments {
  constructor(
    private readonly importTable: ImportTable,
    private readonly receivePayment: ReceivePayment,
    private readonly lenders: Lenders,
    private readonly debts: Debts,
    private readonly debtors: Debtors,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `LENDER.UNKNOWN` for the named lender, and what opening the file and reading its header throw. */
  async run(scope: WorkScope, request: ImportRequest): Promise<ImportReport> {
    const asked = { ...request, scope };
    return this.importTable.run(asked, await this.kindOf(asked));
  }

  /** The same for a table from anywhere. */
  async take(asked: TableImport, journal: ImportJournal): Promise<ImportTally> {
    return this.importTable.take(asked, await this.kindOf(asked), journal);
  }

  private async kindOf({
    scope,
    lenderCode,
    lenderOnly,
  }: Pick<TableImport, 'scope' | 'lenderCode' | 'lenderOnly'>): Promise<
    TableKind<PaymentColumn, PaymentRow>
  > {
    const lenders = await this.unitOfWork.run(scope, () => this.lenders.all());
    const lenderOf = lenderFinder<PaymentColumn>(lenders, lenderCode, lenderOnly);
    return {
      kind: 'payments',
      columns: PAYMENT_COLUMNS,
      keyColumn: 'payment_reference',
      read: (reader) => this.read(reader, lenderOf(reader)),
      keyOf: (row) => `${row.lender.code} ${row.paymentReference}`,
      take: (rows) => this.store(rows),
    };
  }

  private read(row: RowReader<PaymentColumn>, lender: Lender): PaymentRow {
    const currency = row.currency('currency');
    row.required('amount');
    const amountMinor = row.amount('amount', currency);
    if (amountMinor === 0) {
      throw row.rejection('amount', 'INTAKE.BAD_AMOUNT', 'A payment must be above zero.');
    }
    const receivedOn = row.requiredDate('received_on');
    if (receivedOn > todayIn(this.clock.now(), lender.zone)) {
      throw row.rejection(
        'received_on',
        'INTAKE.DATE_IN_FUTURE',
        'A payment cannot have arrived after today.',
      );
    }
    return {
      lender,
      debtReference: row.required('debt_reference'),
      paymentReference: row.required('payment_reference'),
      amountMinor,
      currency,
      receivedOn,
    };
  }

  /** A row whose debt is not known is rejected, and its money is kept as unmatched. */
  private async store(rows: readonly NumberedRow<PaymentRow>[]): Promise<BatchOutcome> {
    await this.lockDebtors(rows);
    const rejections: RejectedRow[] = [];
    let added = 0;
    let unchanged = 0;
    for (const { number, row } of rows) {
      const { lender, debtReference, paymentReference: reference, amountMinor, currency, receivedOn } = row;
      const outcome = await this.receivePayment.run(
        { lenderId: lender.id, debtReference, reference, amountMinor, currency, receivedOn },
        'file',
      );
      if (outcome.kind === 'recorded') added++;
      else if ('payment' in outcome || outcome.kind === 'dismissed') unchanged++;
      else {
        const code = outcome.kind === 'refused' ? outcome.code : CODE_OF[outcome.unmatched.why];
        rejections.push({ row: number, column: COLUMN_OF[code], code, sentence: outcome.sentence });
      }
    }
    return { added, updated: 0, unchanged, rejections, notices: [], addedDebts: [] };
  }

  /** All at once and in id order, so that two imports never wait for each other in a circle. */
  private async lockDebtors(rows: readonly NumberedRow<PaymentRow>[]): Promise<void> {
    const debtorIds = new Set<DebtorId>();
    for (const [lenderId, group] of groupBy(rows, ({ row }) => row.lender.id)) {
      const references = group.map(({ row }) => row.debtReference);
      for (const { debt } of (await this.debts.byReferences(lenderId, references)).values()) {
        debtorIds.add(debt.debtorId);
      }
    }
    if (debtorIds.size > 0) await this.debtors.lock([...debtorIds]);
  }
}

const CODE_OF = {
  'unknown-debt': 'PAYMENT.UNKNOWN_DEBT',
  'other-currency': 'PAYMENT.OTHER_CURRENCY',
} as const;

const COLUMN_OF = {
  'PAYMENT.UNKNOWN_DEBT': 'debt_reference',
  'PAYMENT.OTHER_CURRENCY': 'currency',
  'PAYMENT.TOLD_DIFFERENTLY': 'payment_reference',
} as const;
