import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as column from './columns.js';

const TABLES = [
  'channel_accounts',
  'template_versions',
  'enrolments',
  'touches',
  'messages',
  'send_attempts',
  'pending_receipts',
  'verdicts',
  'contact_reservations',
];

export class Outbound1795300200000 implements MigrationInterface {
  readonly name = 'Outbound1795300200000';

  async up(runner: QueryRunner): Promise<void> {
    await column.createTable(runner, 'channel_accounts', [
      column.tenant(),
      column.id(),
      column.varchar('channel', 16),
      column.varchar('provider', 32),
      column.varchar('label', 100),
      column.encrypted('settings'),
      column.boolean('paused'),
    ]);
    await column.createTable(runner, 'template_versions', [
      column.tenant(),
      column.primary(column.varchar('id', 64)),
      column.varchar('name', 100),
      column.varchar('locale', 10),
      column.boolean('reveals_debt'),
      column.json('definition'),
    ]);
    await column.createTable(runner, 'enrolments', [
      column.tenant(),
      column.id('debt_id'),
      column.primary(column.varchar('treatment', 100)),
      column.varchar('treatment_version', 64),
      column.varchar('experiment', 100),
      column.varchar('arm', 64),
      column.instant('enrolled_at'),
    ]);
    await column.createTable(
      runner,
      'touches',
      [
        column.tenant(),
        column.id(),
        column.reference('debt_id'),
        column.varchar('treatment', 100),
        column.varchar('treatment_version', 64),
        column.varchar('step', 100),
        column.day('occurrence_on'),
        column.varchar('arm', 64),
        column.varchar('state', 20),
        column.nullable(column.reference('message_id')),
        column.instant('planned_at'),
      ],
      { unique: [['tenant_id', 'debt_id', 'step', 'occurrence_on']] },
    );
    await column.createTable(
      runner,
      'messages',
      [
        column.tenant(),
        column.id(),
        column.reference('contact_point_id'),
        column.varchar('channel', 16),
        column.reference('debtor_id'),
        column.reference('lender_id'),
        column.nullable(column.reference('debt_id')),
        column.nullable(column.reference('conversation_id')),
        column.nullable(column.reference('touch_id')),
        column.varchar('origin', 16),
        column.varchar('purpose', 16),
        column.integer('urgency'),
        column.varchar('template_version_id', 64),
        column.varchar('locale', 10),
        column.encrypted('fields'),
        column.nullable(column.reference('answers_id')),
        column.varchar('state', 20),
        column.nullable(column.varchar('state_reason', 200)),
        column.instant('queued_at'),
        column.instant('not_before_at'),
        column.instant('expires_at'),
        column.nullable(column.encrypted('body')),
        column.nullable(column.instant('sent_at')),
        column.instant('changed_at'),
        column.nullable(column.reference('claim_token')),
        column.nullable(column.instant('claimed_at')),
        column.version(),
      ],
      {
        index: [
          ['tenant_id', 'state', 'urgency', 'not_before_at', 'id'],
          ['tenant_id', 'contact_point_id'],
          ['tenant_id', 'debtor_id'],
          ['tenant_id', 'conversation_id', 'id'],
          ['tenant_id', 'answers_id'],
        ],
      },
    );
    await column.createTable(
      runner,
      'send_attempts',
      [
        column.tenant(),
        column.id(),
        column.reference('message_id'),
        column.reference('channel_account_id'),
        column.nullable(column.varchar('outcome', 24)),
        column.nullable(column.varchar('provider_message_id', 190)),
        column.nullable(column.encrypted('detail')),
        column.instant('started_at'),
        column.nullable(column.instant('ended_at')),
      ],
      {
        index: [
          ['tenant_id', 'message_id'],
          ['tenant_id', 'channel_account_id', 'provider_message_id'],
        ],
      },
    );
    await column.createTable(
      runner,
      'pending_receipts',
      [
        column.tenant(),
        column.id('channel_account_id'),
        column.primary(column.varchar('provider_message_id', 190)),
        column.primary(column.varchar('status', 16)),
        column.instant('reported_at'),
        column.nullable(column.encrypted('detail')),
        column.instant('kept_at'),
      ],
      { index: [['tenant_id', 'kept_at']] },
    );
    await column.createTable(
      runner,
      'verdicts',
      [
        column.tenant(),
        column.id(),
        column.reference('message_id'),
        column.instant('decided_at'),
        column.varchar('decision', 8),
        column.varchar('rule_id', 100),
        column.nullable(column.instant('until_at')),
        column.nullable(column.json('disclosures')),
        column.json('pack_versions'),
        column.json('inputs'),
      ],
      { index: [['tenant_id', 'message_id']] },
    );
    await column.createTable(
      runner,
      'contact_reservations',
      [
        column.tenant(),
        column.id('message_id'),
        column.reference('debtor_id'),
        column.instant('reserved_at'),
        column.varchar('channel', 16),
        column.nullable(column.reference('debt_id')),
        column.reference('lender_id'),
        column.reference('contact_point_id'),
      ],
      { index: [['tenant_id', 'debtor_id', 'reserved_at']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await column.dropTables(runner, TABLES);
  }
}
