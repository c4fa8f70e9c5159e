import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as column from './columns.js';

const TABLES = ['conversations', 'inbound_messages', 'inbound_media', 'disputes', 'counters', 'hand_offs'];

export class Conversation1795300300000 implements MigrationInterface {
  readonly name = 'Conversation1795300300000';

  async up(runner: QueryRunner): Promise<void> {
    await column.createTable(
      runner,
      'conversations',
      [
        column.tenant(),
        column.id(),
        column.reference('contact_point_id'),
        column.reference('lender_id'),
        column.reference('debtor_id'),
        column.nullable(column.reference('debt_id')),
        column.varchar('state', 32),
        column.varchar('owner', 8),
        column.encrypted('context'),
        column.nullable(column.instant('last_inbound_at')),
        column.version(),
      ],
      {
        unique: [['tenant_id', 'contact_point_id', 'lender_id']],
        index: [['tenant_id', 'debtor_id']],
      },
    );
    await column.createTable(
      runner,
      'inbound_messages',
      [
        column.tenant(),
        column.id(),
        column.reference('channel_account_id'),
        column.varchar('provider_message_id', 190),
        column.varchar('channel', 16),
        column.encrypted('address'),
        column.nullable(column.reference('contact_point_id')),
        column.nullable(column.reference('conversation_id')),
        column.encrypted('content'),
        column.boolean('has_media'),
        column.instant('sent_at'),
        column.instant('received_at'),
        column.varchar('state', 16),
        column.nullable(column.encrypted('understanding')),
        column.nullable(column.boolean('advanced')),
        column.nullable(column.instant('processed_at')),
      ],
      {
        unique: [['tenant_id', 'channel_account_id', 'provider_message_id']],
        index: [
          ['tenant_id', 'contact_point_id', 'state', 'received_at', 'id'],
          ['tenant_id', 'conversation_id', 'id'],
        ],
      },
    );
    await column.createTable(runner, 'inbound_media', [
      column.tenant(),
      column.id('inbound_message_id'),
      column.primary(column.integer('part')),
      column.encrypted('content'),
    ]);
    await column.createTable(
      runner,
      'disputes',
      [
        column.tenant(),
        column.id(),
        column.varchar('number', 32),
        column.reference('debt_id'),
        column.reference('conversation_id'),
        column.varchar('kind', 20),
        column.varchar('state', 8),
        column.nullable(column.varchar('outcome', 16)),
        column.instant('opened_at'),
        column.day('answer_by_on'),
        column.nullable(column.instant('decided_at')),
        column.nullable(column.varchar('decided_by', 100)),
        column.version(),
      ],
      { unique: [['tenant_id', 'number']], index: [['tenant_id', 'debt_id', 'state']] },
    );
    await column.createTable(runner, 'counters', [
      column.tenant(),
      column.primary(column.varchar('name', 64)),
      column.integer('last'),
    ]);
    await column.createTable(
      runner,
      'hand_offs',
      [
        column.tenant(),
        column.id(),
        column.reference('conversation_id'),
        column.reference('debtor_id'),
        column.reference('lender_id'),
        column.varchar('reason', 32),
        column.varchar('priority', 8),
        column.instant('answer_by_at'),
        column.varchar('state', 8),
        column.nullable(column.varchar('claimed_by', 100)),
        column.nullable(column.instant('lease_until_at')),
        column.instant('opened_at'),
        column.nullable(column.instant('closed_at')),
        column.nullable(column.encrypted('close_reason')),
        column.version(),
      ],
      {
        index: [
          ['tenant_id', 'state', 'answer_by_at'],
          ['tenant_id', 'conversation_id', 'state'],
        ],
      },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await column.dropTables(runner, TABLES);
  }
}
