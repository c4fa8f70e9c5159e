import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import * as column from './columns.js';

const ADDED = [
  ['touches', [column.nullable(column.varchar('template_version_id', 64))]],
  ['holds', [column.nullable(column.encrypted('note')), column.nullable(column.varchar('placed_by', 100))]],
] as const;

const INDEXES = [
  ['touches', ['tenant_id', 'planned_at']],
  ['enrolments', ['tenant_id', 'enrolled_at']],
  ['promises', ['tenant_id', 'made_at']],
  ['hand_offs', ['tenant_id', 'opened_at']],
  ['contact_points', ['tenant_id', 'opted_out_at']],
  ['messages', ['tenant_id', 'sent_at']],
  ['events', ['tenant_id', 'type', 'at']],
  ['debts', ['tenant_id', 'due_on', 'id']],
  ['debts', ['tenant_id', 'lender_id', 'due_on', 'id']],
] as const;

export class Insights1795400700000 implements MigrationInterface {
  readonly name = 'Insights1795400700000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of ADDED) await column.addColumns(runner, table, columns);
    for (const [table, columns] of INDEXES) await column.addIndex(runner, table, columns);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of [...INDEXES].reverse()) {
      await runner.dropIndex(table, new TableIndex({ columnNames: [...columns] }));
    }
    for (const [table, columns] of [...ADDED].reverse()) {
      await column.dropColumns(
        runner,
        table,
        columns.map(({ name }) => name),
      );
    }
  }
}
