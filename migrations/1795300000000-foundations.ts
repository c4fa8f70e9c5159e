import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as column from './columns.js';

const TABLES = ['tenants', 'events', 'jobs', 'recurring_jobs'];

export class Foundations1795300000000 implements MigrationInterface {
  readonly name = 'Foundations1795300000000';

  async up(runner: QueryRunner): Promise<void> {
    if (runner.dataSource.options.type === 'mariadb') {
      const database = await runner.getCurrentDatabase();
      await runner.query(`ALTER DATABASE \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    }
    await column.createTable(
      runner,
      'tenants',
      [
        column.id(),
        column.varchar('slug', 64),
        column.varchar('name', 200),
        column.integer('sealed_sequence'),
        column.varchar('sealed_hash', 64),
      ],
      { unique: [['slug']] },
    );
    await column.createTable(
      runner,
      'events',
      [
        column.tenant(),
        column.id(),
        column.varchar('type', 80),
        column.json('subjects'),
        column.varchar('actor', 200),
        column.nullable(column.text('reason')),
        column.json('payload'),
        column.instant('at'),
        column.nullable(column.integer('sequence')),
        column.nullable(column.varchar('hash', 64)),
        column.nullable(column.varchar('previous_hash', 64)),
      ],
      { index: [['tenant_id', 'sequence', 'id']] },
    );
    await column.createTable(
      runner,
      'jobs',
      [
        column.id(),
        column.reference('tenant_id'),
        column.varchar('queue', 20),
        column.varchar('name', 60),
        column.json('payload'),
        column.varchar('state', 20),
        column.nullable(column.varchar('waiting_key', 200)),
        column.instant('run_at'),
        column.integer('attempts'),
        column.nullable(column.reference('claim_token')),
        column.nullable(column.instant('lease_until_at')),
        column.nullable(column.varchar('last_error', 500)),
      ],
      {
        unique: [['tenant_id', 'waiting_key']],
        index: [['queue', 'state', 'run_at', 'id'], ['claim_token']],
      },
    );
    await column.createTable(runner, 'recurring_jobs', [
      column.primary(column.varchar('name', 60)),
      column.varchar('cron', 80),
      column.varchar('zone', 60),
      column.nullable(column.reference('lock_owner')),
      column.nullable(column.instant('lock_until_at')),
      column.instant('fired_at'),
      column.nullable(column.instant('last_started_at')),
      column.nullable(column.instant('last_finished_at')),
      column.nullable(column.varchar('last_result', 1000)),
      column.nullable(column.instant('paused_at')),
      column.nullable(column.instant('run_requested_at')),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await column.dropTables(runner, TABLES);
  }
}
