import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import * as column from './columns.js';

const ADDED = [
  column.nullable(column.varchar('channel', 16)),
  column.nullable(column.varchar('queue_key', 64)),
  column.nullable(column.instant('claimed_at')),
  column.nullable(column.instant('waiting_since_at')),
  { ...column.integer('unread'), default: 0 },
  column.nullable(column.encrypted('last_words')),
  column.nullable(column.instant('escalated_at')),
  column.nullable(column.reference('linked_to_id')),
  column.nullable(column.varchar('closed_by', 100)),
  column.nullable(column.varchar('outcome', 32)),
  column.nullable(column.varchar('after_close', 24)),
  column.nullable(column.json('close_effects')),
];

const QUEUE_INDEX = ['tenant_id', 'queue_key', 'lender_id'];
const HOLDER_INDEX = ['tenant_id', 'claimed_by', 'state'];
const RECORDED_INDEX = ['tenant_id', 'state', 'received_at'];

export class Desk1795400400000 implements MigrationInterface {
  readonly name = 'Desk1795400400000';

  async up(runner: QueryRunner): Promise<void> {
    await column.addColumns(runner, 'hand_offs', ADDED);
    const key =
      runner.dataSource.options.type === 'better-sqlite3'
        ? `'rank ' || answer_by_at || ' ' || id`
        : `CONCAT('rank ', CAST(answer_by_at AS CHAR), ' ', id)`;
    for (const [rank, condition] of [
      ['0', `reason = 'crisis'`],
      ['1', `reason <> 'crisis'`],
    ] as const) {
      await runner.query(
        `UPDATE hand_offs SET queue_key = ${key.replace('rank', rank)} WHERE state <> 'closed' AND ${condition}`,
      );
    }
    await runner.query(
      `UPDATE hand_offs SET channel = (SELECT p.channel FROM conversations c JOIN contact_points p
         ON p.tenant_id = c.tenant_id AND p.id = c.contact_point_id
         WHERE c.tenant_id = hand_offs.tenant_id AND c.id = hand_offs.conversation_id)`,
    );
    await column.addIndex(runner, 'hand_offs', QUEUE_INDEX);
    await column.addIndex(runner, 'hand_offs', HOLDER_INDEX);
    await column.addIndex(runner, 'inbound_messages', RECORDED_INDEX);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropIndex(runner, 'inbound_messages', RECORDED_INDEX);
    await dropIndex(runner, 'hand_offs', HOLDER_INDEX);
    await dropIndex(runner, 'hand_offs', QUEUE_INDEX);
    await column.dropColumns(
      runner,
      'hand_offs',
      ADDED.map(({ name }) => name),
    );
  }
}

const dropIndex = (runner: QueryRunner, table: string, columnNames: string[]): Promise<void> =>
  runner.dropIndex(table, new TableIndex({ columnNames }));
