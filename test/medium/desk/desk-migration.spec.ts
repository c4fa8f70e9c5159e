import { expect, it } from '@jest/globals';
import { MIGRATIONS } from '../../../migrations/all.js';
import { Desk1795400400000 } from '../../../migrations/1795400400000-desk.js';
import { ParleyDataSource, dataSourceOptions } from '../../../src/adapters/persistence/data-source.js';
import { ENTITIES } from '../../../src/adapters/persistence/entities.js';
import { eachDatabase } from '../../support/databases.js';

eachDatabase('items from before the desk', (place) => {
  it('are in the queue afterwards, in its order, with their channel', async () => {
    const url = await place.url();
    const earlier = MIGRATIONS.slice(0, MIGRATIONS.indexOf(Desk1795400400000));
    const before = new ParleyDataSource(dataSourceOptions(url, ENTITIES, earlier));
    await before.initialize();
    await before.runMigrations();
    await before.query(
      `INSERT INTO conversations (tenant_id, id, contact_point_id, lender_id, debtor_id, state, owner, context, version)
       VALUES ('t', 'c', 'p', 'l', 'd', 'open', 'bot', 'x', 1)`,
    );
    await before.query(
      `INSERT INTO contact_points (tenant_id, id, debtor_id, channel, address, address_index, position, provenance,
         right_party_state, right_party_failed_tries, version)
       VALUES ('t', 'p', 'd', 'sms', 'x', 'x', 0, 'contract', 'unconfirmed', 0, 1)`,
    );
    const items = [
      ['late', 'requested', '2026-03-02 02:00:00.000', 'claimed'],
      ['soon', 'dispute', '2026-03-02 01:59:59.999', 'open'],
      ['danger', 'crisis', '2026-03-09 00:00:00.000', 'open'],
      ['gone', 'requested', '2026-03-01 00:00:00.000', 'closed'],
    ];
    for (const [id, reason, due, state] of items) {
      await before.query(
        `INSERT INTO hand_offs (tenant_id, id, conversation_id, debtor_id, lender_id, reason, priority, answer_by_at,
           state, opened_at, version) VALUES ('t', ?, 'c', 'd', 'l', ?, 'normal', ?, ?, '2026-03-01 00:00:00.000', 1)`,
        [id, reason, due, state],
      );
    }
    await before.destroy();

    const after = new ParleyDataSource(dataSourceOptions(url, ENTITIES, MIGRATIONS));
    await after.initialize();
    await after.runMigrations();
    const rows = await after.query<{ id: string; place: string; channel: string; unread: number }[]>(
      `SELECT id, queue_key AS place, channel, unread FROM hand_offs WHERE queue_key IS NOT NULL ORDER BY queue_key`,
    );
    await after.destroy();
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { id: 'danger', place: '0 2026-03-09 00:00:00.000 danger', channel: 'sms', unread: 0 },
      { id: 'soon', place: '1 2026-03-02 01:59:59.999 soon', channel: 'sms', unread: 0 },
      { id: 'late', place: '1 2026-03-02 02:00:00.000 late', channel: 'sms', unread: 0 },
    ]);
  });
});
