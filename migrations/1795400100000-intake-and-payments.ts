import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import * as column from './columns.js';

const TABLES = [
  'uploads',
  'upload_parts',
  'imports',
  'import_rejections',
  'import_added_debts',
  'column_mappings',
  'payment_sources',
  'unmatched_payments',
];

/** What waits for a debt is withdrawn when it is paid. */
const MESSAGES_OF_DEBT = ['tenant_id', 'debt_id'];

export class IntakeAndPayments1795400100000 implements MigrationInterface {
  readonly name = 'IntakeAndPayments1795400100000';

  async up(runner: QueryRunner): Promise<void> {
    await this.uploads(runner);
    await this.imports(runner);
    await this.payments(runner);
    await column.addIndex(runner, 'messages', MESSAGES_OF_DEBT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('messages', new TableIndex({ columnNames: MESSAGES_OF_DEBT }));
    await column.dropTables(runner, TABLES);
  }

  private async uploads(runner: QueryRunner): Promise<void> {
    await column.createTable(
      runner,
      'uploads',
      [
        column.tenant(),
        column.id(),
        column.encrypted('file_name'),
        column.minor('size'),
        column.integer('part_size'),
        column.nullable(column.reference('lender_id')),
        column.varchar('created_by', 200),
        column.instant('created_at'),
        column.instant('keep_until_at'),
      ],
      { index: [['tenant_id', 'keep_until_at', 'id']] },
    );
    await column.createTable(runner, 'upload_parts', [
      column.tenant(),
      column.id('upload_id'),
      column.primary(column.integer('number')),
      column.integer('size'),
      column.varchar('digest', 64),
    ]);
  }

  private async imports(runner: QueryRunner): Promise<void> {
    await column.createTable(
      runner,
      'imports',
      [
        column.tenant(),
        column.id(),
        column.reference('upload_id'),
        column.varchar('kind', 16),
        column.nullable(column.reference('lender_id')),
        column.encrypted('file_name'),
        column.varchar('encoding', 16),
        column.nullable(column.encrypted('columns')),
        column.boolean('trial'),
        column.boolean('accept_rejected'),
        column.varchar('state', 16),
        column.varchar('requested_by', 200),
        column.instant('requested_at'),
        column.nullable(column.instant('started_at')),
        column.nullable(column.instant('finished_at')),
        column.nullable(column.integer('rows_total')),
        column.integer('rows_done'),
        column.integer('added'),
        column.integer('updated'),
        column.integer('unchanged'),
        column.integer('rejected'),
        column.nullable(column.integer('rows_per_second')),
        column.nullable(column.varchar('problem_code', 64)),
        column.nullable(column.encrypted('problem_sentence')),
        column.nullable(column.instant('undone_at')),
        column.nullable(column.varchar('undone_by', 200)),
        column.nullable(column.encrypted('undo_reason')),
        column.version(),
      ],
      {
        index: [
          ['tenant_id', 'lender_id', 'id'],
          ['tenant_id', 'state', 'id'],
          ['tenant_id', 'upload_id'],
        ],
      },
    );
    await column.createTable(runner, 'import_rejections', [
      column.tenant(),
      column.id('import_id'),
      column.primary(column.integer('first_row')),
      column.encrypted('content'),
    ]);
    await column.createTable(runner, 'import_added_debts', [
      column.tenant(),
      column.id('import_id'),
      column.id('debt_id'),
    ]);
    await column.createTable(runner, 'column_mappings', [
      column.tenant(),
      column.id('lender_id'),
      column.primary(column.varchar('kind', 16)),
      column.primary(column.varchar('signature', 64)),
      column.encrypted('columns'),
      column.instant('changed_at'),
    ]);
  }

  private async payments(runner: QueryRunner): Promise<void> {
    await column.createTable(
      runner,
      'payment_sources',
      [
        column.tenant(),
        column.id(),
        column.reference('lender_id'),
        column.varchar('label', 100),
        column.encrypted('secret'),
        column.varchar('created_by', 200),
        column.instant('created_at'),
        column.nullable(column.instant('removed_at')),
      ],
      { index: [['tenant_id', 'removed_at', 'id']] },
    );
    await column.createTable(
      runner,
      'unmatched_payments',
      [
        column.tenant(),
        column.id(),
        column.reference('lender_id'),
        column.varchar('reference', 500),
        column.encrypted('debt_reference'),
        column.minor('amount_minor'),
        column.currency(),
        column.day('received_on'),
        column.varchar('why', 16),
        column.varchar('told_by', 16),
        column.instant('recorded_at'),
        column.varchar('state', 16),
        column.nullable(column.reference('payment_id')),
        column.nullable(column.instant('decided_at')),
        column.nullable(column.varchar('decided_by', 200)),
        column.nullable(column.encrypted('decide_reason')),
        column.version(),
      ],
      {
        unique: [['tenant_id', 'lender_id', 'reference']],
        index: [['tenant_id', 'state', 'id']],
      },
    );
  }
}
