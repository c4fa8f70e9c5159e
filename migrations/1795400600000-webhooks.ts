import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as column from './columns.js';

const TABLES = ['webhook_endpoints', 'webhook_deliveries'];

export class Webhooks1795400600000 implements MigrationInterface {
  readonly name = 'Webhooks1795400600000';

  async up(runner: QueryRunner): Promise<void> {
    await column.createTable(runner, 'webhook_endpoints', [
      column.tenant(),
      column.id(),
      column.nullable(column.reference('lender_id')),
      column.encrypted('url'),
      column.json('event_types'),
      column.encrypted('secret'),
      column.varchar('state', 8),
      column.integer('position'),
      column.nullable(column.instant('rests_until_at')),
      column.nullable(column.reference('claim_token')),
      column.nullable(column.instant('lease_until_at')),
      column.instant('created_at'),
      column.varchar('created_by', 100),
      column.version(),
    ]);
    await column.createTable(
      runner,
      'webhook_deliveries',
      [
        column.tenant(),
        column.id(),
        column.reference('endpoint_id'),
        column.integer('sequence'),
        column.reference('event_id'),
        column.varchar('event_type', 80),
        column.varchar('state', 10),
        column.integer('tries'),
        column.nullable(column.instant('last_tried_at')),
        column.nullable(column.integer('last_status')),
        column.nullable(column.varchar('last_fault', 24)),
        column.instant('queued_at'),
      ],
      {
        unique: [['tenant_id', 'endpoint_id', 'sequence']],
        index: [['tenant_id', 'endpoint_id', 'state', 'sequence']],
      },
    );
    await column.addColumns(runner, 'channel_accounts', [
      { ...column.version(), default: 1 },
      column.nullable(column.varchar('changed_by', 100)),
      column.nullable(column.instant('changed_at')),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await column.dropColumns(runner, 'channel_accounts', ['changed_at', 'changed_by', 'version']);
    await column.dropTables(runner, TABLES);
  }
}
