import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import * as column from './columns.js';

const TABLES = [
  'channel_account_changes',
  'channel_cursors',
  'binding_codes',
  'binding_tries',
  'message_parts',
];
const ADDRESS_INDEX = ['tenant_id', 'channel', 'address_index'];
const SCOPED_ADDRESS_INDEX = [...ADDRESS_INDEX, 'address_scope'];
const USED_INDEX = ['tenant_id', 'channel_account_id', 'started_at'];
const ACCOUNT_COLUMNS = [
  'limits',
  'state',
  'state_detail',
  'state_at',
  'sign_in_code',
  'slow_until_at',
  'last_slot_at',
  'callback_secret',
  'created_at',
  'listener',
  'listener_until_at',
];

export class Channels1795400900000 implements MigrationInterface {
  readonly name = 'Channels1795400900000';

  async up(runner: QueryRunner): Promise<void> {
    await column.addColumns(runner, 'channel_accounts', [
      column.nullable(column.text('limits')),
      { ...column.varchar('state', 20), default: `'unknown'` },
      column.nullable(column.varchar('state_detail', 500)),
      column.nullable(column.instant('state_at')),
      column.nullable(column.encrypted('sign_in_code')),
      column.nullable(column.instant('slow_until_at')),
      column.nullable(column.instant('last_slot_at')),
      column.nullable(column.encrypted('callback_secret')),
      column.nullable(column.instant('created_at')),
      column.nullable(column.varchar('listener', 64)),
      column.nullable(column.instant('listener_until_at')),
    ]);
    await column.createTable(
      runner,
      'channel_account_changes',
      [
        column.tenant(),
        column.id(),
        column.reference('channel_account_id'),
        column.varchar('state', 20),
        column.varchar('detail', 500),
        column.instant('at'),
      ],
      { index: [['tenant_id', 'channel_account_id', 'at', 'id']] },
    );
    await column.createTable(runner, 'channel_cursors', [
      column.tenant(),
      column.id('channel_account_id'),
      column.primary(column.varchar('name', 64)),
      column.varchar('value', 500),
    ]);
    await column.createTable(
      runner,
      'binding_codes',
      [
        column.tenant(),
        column.id(),
        column.reference('debtor_id'),
        column.varchar('channel', 16),
        column.blindIndex('code_index'),
        column.varchar('created_by', 100),
        column.instant('created_at'),
        column.instant('expires_at'),
        column.nullable(column.instant('used_at')),
        column.nullable(column.reference('contact_point_id')),
      ],
      { unique: [['tenant_id', 'code_index']], index: [['tenant_id', 'debtor_id']] },
    );
    await column.createTable(
      runner,
      'message_parts',
      [
        column.tenant(),
        column.id('channel_account_id'),
        column.primary(column.varchar('provider_message_id', 190)),
        column.reference('attempt_id'),
        column.integer('part'),
        column.nullable(column.varchar('status', 16)),
      ],
      { index: [['tenant_id', 'attempt_id']] },
    );
    await column.createTable(
      runner,
      'binding_tries',
      [column.tenant(), column.id(), column.blindIndex('address_index'), column.instant('at')],
      { index: [['tenant_id', 'address_index', 'at']] },
    );
    await column.addColumns(runner, 'contact_points', [
      { ...column.varchar('address_scope', 36), default: `''` },
      column.nullable(column.instant('reachability_at')),
    ]);
    await column.addIndex(runner, 'contact_points', SCOPED_ADDRESS_INDEX, true);
    await runner.dropIndex('contact_points', new TableIndex({ columnNames: ADDRESS_INDEX }));
    await column.addColumns(runner, 'inbound_messages', [column.nullable(column.instant('recalled_at'))]);
    await column.addIndex(runner, 'send_attempts', USED_INDEX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('send_attempts', new TableIndex({ columnNames: USED_INDEX }));
    await column.dropColumns(runner, 'inbound_messages', ['recalled_at']);
    await column.addIndex(runner, 'contact_points', ADDRESS_INDEX, true);
    await runner.dropIndex('contact_points', new TableIndex({ columnNames: SCOPED_ADDRESS_INDEX }));
    await column.dropColumns(runner, 'contact_points', ['address_scope', 'reachability_at']);
    await column.dropTables(runner, TABLES);
    await column.dropColumns(runner, 'channel_accounts', ACCOUNT_COLUMNS);
  }
}
