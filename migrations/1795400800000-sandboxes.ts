import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as column from './columns.js';

const TABLES = ['sandboxes', 'sandbox_cases', 'sandbox_scripts'];

export class Sandboxes1795400800000 implements MigrationInterface {
  readonly name = 'Sandboxes1795400800000';

  async up(runner: QueryRunner): Promise<void> {
    await column.createTable(
      runner,
      'sandboxes',
      [
        column.tenant(),
        column.id(),
        column.varchar('name', 100),
        column.instant('clock_at'),
        column.varchar('created_by', 100),
        column.instant('created_at'),
        column.version(),
      ],
      { unique: [['id']] },
    );
    await column.createTable(
      runner,
      'sandbox_cases',
      [
        column.tenant(),
        column.id(),
        column.reference('sandbox_id'),
        column.instant('begun_at'),
        column.encrypted('definition'),
        column.encrypted('steps'),
        column.version(),
      ],
      { index: [['tenant_id', 'sandbox_id', 'id']] },
    );
    await column.createTable(runner, 'sandbox_scripts', [
      column.tenant(),
      column.id(),
      column.varchar('name', 100),
      column.instant('starts_at'),
      column.encrypted('definition'),
      column.encrypted('steps'),
      column.varchar('created_by', 100),
      column.instant('created_at'),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await column.dropTables(runner, TABLES);
  }
}
