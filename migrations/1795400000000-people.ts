import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as column from './columns.js';

const TABLES = ['persons', 'invitations', 'sessions', 'sign_in_tries', 'api_keys', 'idempotency_keys'];

export class People1795400000000 implements MigrationInterface {
  readonly name = 'People1795400000000';

  async up(runner: QueryRunner): Promise<void> {
    await column.createTable(
      runner,
      'persons',
      [
        column.tenant(),
        column.id(),
        column.varchar('login', 63),
        column.encrypted('name'),
        column.varchar('locale', 16),
        column.json('grants'),
        column.integer('capacity'),
        column.json('languages'),
        column.nullable(column.varchar('password_hash', 200)),
        column.instant('created_at'),
        column.nullable(column.instant('disabled_at')),
        column.version(),
      ],
      { unique: [['tenant_id', 'login']] },
    );
    await column.createTable(
      runner,
      'invitations',
      [
        column.tenant(),
        column.id(),
        column.reference('person_id'),
        column.varchar('digest', 64),
        column.instant('created_at'),
        column.instant('expires_at'),
        column.nullable(column.instant('accepted_at')),
      ],
      { unique: [['tenant_id', 'digest']], index: [['tenant_id', 'person_id']] },
    );
    await column.createTable(
      runner,
      'sessions',
      [
        column.tenant(),
        column.id(),
        column.reference('person_id'),
        column.varchar('digest', 64),
        column.instant('created_at'),
        column.instant('last_seen_at'),
        column.instant('expires_at'),
      ],
      {
        unique: [['tenant_id', 'digest']],
        index: [
          ['tenant_id', 'person_id'],
          ['tenant_id', 'expires_at'],
        ],
      },
    );
    await column.createTable(
      runner,
      'sign_in_tries',
      [
        column.tenant(),
        column.primary(column.varchar('login_digest', 64)),
        column.json('tries'),
        column.instant('forget_at'),
      ],
      { index: [['tenant_id', 'forget_at']] },
    );
    await column.createTable(
      runner,
      'api_keys',
      [
        column.tenant(),
        column.id(),
        column.varchar('label', 63),
        column.json('grants'),
        column.varchar('digest', 64),
        column.varchar('created_by', 100),
        column.instant('created_at'),
        column.nullable(column.instant('last_used_at')),
        column.nullable(column.instant('revoked_at')),
      ],
      {
        unique: [
          ['tenant_id', 'digest'],
          ['tenant_id', 'label'],
        ],
      },
    );
    await column.createTable(
      runner,
      'idempotency_keys',
      [
        column.tenant(),
        column.primary(column.varchar('caller', 80)),
        column.primary(column.varchar('route', 200)),
        column.primary(column.varchar('request_key', 100)),
        column.varchar('fingerprint', 64),
        column.reference('first_id'),
        column.nullable(column.integer('status')),
        column.nullable(column.encrypted('body')),
        column.instant('begun_at'),
      ],
      { index: [['tenant_id', 'begun_at']] },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await column.dropTables(runner, TABLES);
  }
}
