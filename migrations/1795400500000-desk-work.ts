import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as column from './columns.js';

const TABLES = ['notes', 'drafts', 'saved_replies', 'plan_quotes', 'approvals'];
const ADDED = [
  column.nullable(column.boolean('cancel_on_payment')),
  column.nullable(column.boolean('cancel_on_inbound')),
];

export class DeskWork1795400500000 implements MigrationInterface {
  readonly name = 'DeskWork1795400500000';

  async up(runner: QueryRunner): Promise<void> {
    await column.addColumns(runner, 'messages', ADDED);
    await column.createTable(
      runner,
      'notes',
      [
        column.tenant(),
        column.id(),
        column.reference('conversation_id'),
        column.varchar('author', 100),
        column.encrypted('text'),
        column.instant('written_at'),
      ],
      { index: [['tenant_id', 'conversation_id', 'id']] },
    );
    await column.createTable(runner, 'drafts', [
      column.tenant(),
      column.id('conversation_id'),
      column.primary(column.varchar('author', 100)),
      column.primary(column.varchar('mode', 8)),
      column.encrypted('text'),
      column.instant('saved_at'),
    ]);
    await column.createTable(
      runner,
      'saved_replies',
      [
        column.tenant(),
        column.id(),
        column.nullable(column.reference('lender_id')),
        column.varchar('locale', 10),
        column.varchar('title', 100),
        column.encrypted('text'),
        column.varchar('written_by', 100),
        column.instant('changed_at'),
        column.version(),
      ],
      { index: [['tenant_id', 'locale', 'id']] },
    );
    await column.createTable(
      runner,
      'plan_quotes',
      [
        column.tenant(),
        column.id(),
        column.nullable(column.reference('conversation_id')),
        column.reference('debt_id'),
        column.reference('debtor_id'),
        column.reference('lender_id'),
        column.json('terms'),
        column.varchar('needs', 12),
        column.varchar('asked_by', 100),
        column.instant('quoted_at'),
        column.instant('valid_until_at'),
        column.nullable(column.instant('sent_at')),
      ],
      { index: [['tenant_id', 'debt_id', 'valid_until_at']] },
    );
    await column.createTable(
      runner,
      'approvals',
      [
        column.tenant(),
        column.id(),
        column.reference('plan_quote_id'),
        column.nullable(column.reference('conversation_id')),
        column.reference('debt_id'),
        column.reference('lender_id'),
        column.varchar('state', 8),
        column.varchar('asked_by', 100),
        column.encrypted('reason'),
        column.instant('asked_at'),
        column.instant('answer_by_at'),
        column.nullable(column.varchar('decided_by', 100)),
        column.nullable(column.encrypted('decision_reason')),
        column.nullable(column.instant('decided_at')),
        column.version(),
      ],
      {
        index: [
          ['tenant_id', 'state', 'answer_by_at', 'id'],
          ['tenant_id', 'plan_quote_id'],
        ],
      },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await column.dropTables(runner, TABLES);
    await column.dropColumns(
      runner,
      'messages',
      ADDED.map(({ name }) => name),
    );
  }
}
