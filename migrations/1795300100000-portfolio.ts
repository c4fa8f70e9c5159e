import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as column from './columns.js';

const TABLES = [
  'lenders',
  'debtors',
  'debts',
  'contact_points',
  'holds',
  'import_runs',
  'promises',
  'arrangements',
  'instalments',
  'payments',
  'payment_allocations',
];

export class Portfolio1795300100000 implements MigrationInterface {
  readonly name = 'Portfolio1795300100000';

  async up(runner: QueryRunner): Promise<void> {
    await column.createTable(
      runner,
      'lenders',
      [
        column.tenant(),
        column.id(),
        column.varchar('code', 64),
        column.varchar('country', 2),
        column.json('profile'),
        column.version(),
      ],
      { unique: [['tenant_id', 'code']] },
    );
    await column.createTable(
      runner,
      'debtors',
      [
        column.tenant(),
        column.id(),
        column.blindIndex('key_index'),
        column.encrypted('personal'),
        column.varchar('locale', 10),
        column.json('zones'),
        column.nullable(column.varchar('country', 2)),
        column.nullable(column.json('preference')),
        column.version(),
      ],
      { unique: [['tenant_id', 'key_index']] },
    );
    await column.createTable(
      runner,
      'debts',
      [
        column.tenant(),
        column.id(),
        column.reference('lender_id'),
        column.reference('debtor_id'),
        column.varchar('reference', 500),
        column.varchar('product', 500),
        column.currency(),
        column.minor('principal_minor'),
        column.minor('interest_minor'),
        column.minor('fees_minor'),
        column.minor('paid_minor'),
        column.day('due_on'),
        column.varchar('tenant_role', 16),
        column.nullable(column.day('assignment_notice_on')),
        column.varchar('state', 16),
        column.nullable(column.instant('closed_at')),
        column.varchar('fingerprint', 64),
        column.version(),
      ],
      {
        unique: [['tenant_id', 'lender_id', 'reference']],
        index: [
          ['tenant_id', 'debtor_id'],
          ['tenant_id', 'state', 'id'],
        ],
      },
    );
    await column.createTable(
      runner,
      'contact_points',
      [
        column.tenant(),
        column.id(),
        column.reference('debtor_id'),
        column.varchar('channel', 16),
        column.encrypted('address'),
        column.blindIndex('address_index'),
        column.integer('position'),
        column.nullable(column.reference('channel_account_id')),
        column.varchar('provenance', 32),
        column.nullable(column.instant('consent_at')),
        column.nullable(column.varchar('consent_source', 500)),
        column.varchar('right_party_state', 16),
        column.integer('right_party_failed_tries'),
        column.nullable(column.varchar('right_party_method', 16)),
        column.nullable(column.instant('right_party_at')),
        column.nullable(column.instant('right_party_expires_at')),
        column.nullable(column.instant('opted_out_at')),
        column.nullable(column.instant('unreachable_at')),
        column.nullable(column.instant('last_inbound_at')),
        column.version(),
      ],
      {
        unique: [['tenant_id', 'channel', 'address_index']],
        index: [['tenant_id', 'debtor_id', 'position']],
      },
    );
    await column.createTable(
      runner,
      'holds',
      [
        column.tenant(),
        column.id(),
        column.reference('debtor_id'),
        column.nullable(column.reference('debt_id')),
        column.varchar('reason', 32),
        column.instant('placed_at'),
        column.nullable(column.instant('until_at')),
        column.nullable(column.instant('released_at')),
      ],
      { index: [['tenant_id', 'debtor_id', 'released_at']] },
    );
    await column.createTable(
      runner,
      'import_runs',
      [
        column.tenant(),
        column.id(),
        column.varchar('kind', 16),
        column.varchar('fingerprint', 64),
        column.integer('rows_done'),
        column.integer('added'),
        column.integer('updated'),
        column.integer('unchanged'),
        column.integer('rejected'),
        column.boolean('finished'),
      ],
      { unique: [['tenant_id', 'kind', 'fingerprint']] },
    );
    await column.createTable(
      runner,
      'promises',
      [
        column.tenant(),
        column.id(),
        column.reference('debt_id'),
        column.reference('conversation_id'),
        column.minor('amount_minor'),
        column.currency(),
        column.day('due_on'),
        column.varchar('state', 16),
        column.minor('paid_before_minor'),
        column.instant('made_at'),
        column.nullable(column.instant('reminded_at')),
        column.nullable(column.instant('settled_at')),
        column.version(),
      ],
      {
        index: [
          ['tenant_id', 'debt_id'],
          ['tenant_id', 'state', 'due_on', 'id'],
        ],
      },
    );
    await column.createTable(
      runner,
      'arrangements',
      [
        column.tenant(),
        column.id(),
        column.reference('debt_id'),
        column.reference('conversation_id'),
        column.varchar('state', 16),
        column.currency(),
        column.minor('total_minor'),
        column.minor('discount_minor'),
        column.varchar('frequency', 16),
        column.integer('date_moves_used'),
        column.instant('agreed_at'),
        column.nullable(column.instant('ended_at')),
        column.version(),
      ],
      { index: [['tenant_id', 'debt_id', 'state']] },
    );
    await column.createTable(
      runner,
      'instalments',
      [
        column.tenant(),
        column.id(),
        column.reference('arrangement_id'),
        column.integer('number'),
        column.day('due_on'),
        column.minor('amount_minor'),
        column.minor('paid_minor'),
        column.varchar('state', 16),
        column.nullable(column.instant('reminded_at')),
      ],
      {
        unique: [['tenant_id', 'arrangement_id', 'number']],
        index: [['tenant_id', 'state', 'due_on']],
      },
    );
    await column.createTable(
      runner,
      'payments',
      [
        column.tenant(),
        column.id(),
        column.reference('lender_id'),
        column.reference('debt_id'),
        column.varchar('reference', 500),
        column.minor('amount_minor'),
        column.currency(),
        column.day('received_on'),
        column.instant('recorded_at'),
      ],
      {
        unique: [['tenant_id', 'lender_id', 'reference']],
        index: [['tenant_id', 'debt_id', 'received_on']],
      },
    );
    await column.createTable(runner, 'payment_allocations', [
      column.tenant(),
      column.id('payment_id'),
      column.primary(column.integer('position')),
      column.varchar('target', 16),
      column.nullable(column.reference('instalment_id')),
      column.minor('amount_minor'),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await column.dropTables(runner, TABLES);
  }
}
