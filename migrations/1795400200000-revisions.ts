import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import * as column from './columns.js';

const TABLES = ['revisions', 'revision_counters'];
/** What became of the messages of one wording of a lender. */
const OF_VERSION = ['tenant_id', 'lender_id', 'template_version_id'];

export class Revisions1795400200000 implements MigrationInterface {
  readonly name = 'Revisions1795400200000';

  async up(runner: QueryRunner): Promise<void> {
    await column.createTable(
      runner,
      'revisions',
      [
        column.tenant(),
        column.id(),
        column.varchar('kind', 16),
        column.reference('lender_id'),
        column.varchar('name', 120),
        column.integer('number'),
        column.varchar('state', 12),
        column.json('content'),
        column.nullable(column.integer('based_on')),
        column.nullable(column.integer('restores')),
        column.varchar('author', 100),
        column.json('authors'),
        column.instant('edited_at'),
        column.nullable(column.instant('submitted_at')),
        column.nullable(column.varchar('reviewer', 100)),
        column.nullable(column.instant('reviewed_at')),
        column.nullable(column.encrypted('comment')),
        column.nullable(column.encrypted('urgent_reason')),
        column.version(),
      ],
      {
        unique: [['tenant_id', 'kind', 'lender_id', 'name', 'number']],
        index: [['tenant_id', 'kind', 'state', 'lender_id', 'name']],
      },
    );
    await column.createTable(runner, 'revision_counters', [
      column.tenant(),
      column.primary(column.varchar('kind', 16)),
      column.id('lender_id'),
      column.primary(column.varchar('name', 120)),
      column.integer('last'),
    ]);
    await column.addIndex(runner, 'messages', OF_VERSION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('messages', new TableIndex({ columnNames: OF_VERSION }));
    await column.dropTables(runner, TABLES);
  }
}
