import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { Lender } from '../../domain/debt/lender.js';
import { groupBy } from '../../domain/shared/group-by.js';
import type { DebtorId } from '../../domain/shared/ids.js';
import type { Currency } from '../../domain/shared/money.js';
import { RecordPayment } from '../payment/record-payment.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { Lenders } from '../ports/lenders.js';
import type { RejectedRow } from '../ports/table-files.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { lenderFinder } from './find-lender.js';
import type { ImportReport, ImportRequest } from './import-report.js';
import type { BatchOutcome, NumberedRow } from './import-table.js';
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
    private readonly recordPayment: RecordPayment,
    private readonly lenders: Lenders,
    private readonly debts: Debts,
    private readonly debtors: Debtors,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `LENDER.UNKNOWN` for the named lender, and what opening the file and reading its header throw. */
  async run(scope: WorkScope, request: ImportRequest): Promise<ImportReport> {
    const lenders = await this.unitOfWork.run(scope, () => this.lenders.all());
    const lenderOf = lenderFinder<PaymentColumn>(lenders, request.lenderCode);
    return this.importTable.run(
      { ...request, scope },
      {
        kind: 'payments',
        columns: PAYMENT_COLUMNS,
        keyColumn: 'payment_reference',
        read: (reader) => this.read(reader, lenderOf(reader)),
        keyOf: (row) => `${row.lender.code} ${row.paymentReference}`,
        take: (rows) => this.take(rows),
      },
    );
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

  private async take(rows: readonly NumberedRow<PaymentRow>[]): Promise<BatchOutcome> {
    await this.lockDebtors(rows);
    const rejections: RejectedRow[] = [];
    let added = 0;
    let unchanged = 0;
    for (const { number, row } of rows) {
      const outcome = await this.recordPayment.run({
        lenderId: row.lender.id,
        debt: { reference: row.debtReference },
        reference: row.paymentReference,
        amountMinor: row.amountMinor,
        currency: row.currency,
        receivedOn: row.receivedOn,
      });
      if (outcome.kind === 'recorded') added++;
      else if (outcome.kind === 'known') unchanged++;
      else {
        const column = COLUMN_OF[outcome.code];
        rejections.push({ row: number, column, code: outcome.code, sentence: outcome.sentence });
      }
    }
    return { added, updated: 0, unchanged, rejections, notices: [] };
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

const COLUMN_OF = {
  'PAYMENT.UNKNOWN_DEBT': 'debt_reference',
  'PAYMENT.OTHER_CURRENCY': 'currency',
  'PAYMENT.TOLD_DIFFERENTLY': 'payment_reference',
} as const;
