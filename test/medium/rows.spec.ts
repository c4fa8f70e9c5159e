import { beforeAll, expect, it } from '@jest/globals';
import { EventEntity } from '../../src/adapters/persistence/entities/event.entity.js';
import { insertRows, readRows, updateRows } from '../../src/adapters/persistence/rows.js';
import { instant } from '../../src/domain/calendar/instant.js';
import { eachDatabase, type OpenDatabase } from '../support/databases.js';

eachDatabase('batches of rows', (place) => {
  let db: OpenDatabase;
  const event = (id: string, over: Partial<EventEntity> = {}): EventEntity => ({
    tenantId: db.tenantId,
    id,
    type: 'test',
    subjects: { debt: id },
    actor: 'system:test',
    reason: null,
    payload: { text: `O'Brien "债" \\ ? ${id}`, amount: 12.5, flag: true, none: null },
    at: instant(1_772_000_000_123),
    sequence: null,
    hash: null,
    previousHash: null,
    ...over,
  });
  const stored = (): Promise<EventEntity[]> =>
    readRows(db.unitOfWork.currentManager(), EventEntity, 'WHERE tenant_id = ? ORDER BY id', [db.tenantId]);

  beforeAll(async () => {
    db = await place.open();
  });

  it('writes and reads thousands of rows exactly, whatever is in them', async () => {
    const rows = Array.from({ length: 3_210 }, (_, at) => event(String(at).padStart(6, '0')));
    await db.within(async () => {
      await insertRows(db.unitOfWork.currentManager(), EventEntity, rows);
      expect(await stored()).toEqual(rows);
    });
  });

  it('updates each row to its own values, null among them, and leaves the others alone', async () => {
    await db.within(async () => {
      const manager = db.unitOfWork.currentManager();
      const changed = (await stored()).slice(0, 1_200).map((row, at) => ({
        ...row,
        sequence: at % 3 === 0 ? null : at,
        reason: at % 2 === 0 ? `reason ${at}` : null,
        at: instant(row.at + at),
        payload: { at },
      }));
      const found = await updateRows(manager, EventEntity, changed, ['sequence', 'reason', 'at', 'payload']);
      expect(found).toBe(1_200);
      const now = await stored();
      expect(now.slice(0, 1_200)).toEqual(changed);
      expect(now[1_200]).toEqual(event('001200'));
    });
  });

  it('finds only rows that still have what must match', async () => {
    await db.within(async () => {
      const manager = db.unitOfWork.currentManager();
      const rows = ['002000', '002001'].map((id) => ({ tenantId: db.tenantId, id, type: 'test', hash: 'x' }));
      await updateRows(
        manager,
        EventEntity,
        [{ tenantId: db.tenantId, id: '002001', type: 'other' }],
        ['type'],
      );
      expect(await updateRows(manager, EventEntity, rows, ['hash'], { matching: ['type'] })).toBe(1);
      const now = await readRows(manager, EventEntity, 'WHERE tenant_id = ? AND hash = ?', [
        db.tenantId,
        'x',
      ]);
      expect(now.map((row) => row.id)).toEqual(['002000']);
    });
  });

  it('leaves rows alone whose key is taken, when asked to, and else fails as a whole', async () => {
    await db.within(async () => {
      const manager = db.unitOfWork.currentManager();
      const rows = [event('000001', { type: 'again' }), event('900000')];
      await insertRows(manager, EventEntity, rows, { unlessTaken: ['tenant_id', 'id'] });
      const now = await readRows(manager, EventEntity, `WHERE type = 'again' OR id = '900000'`, []);
      expect(now.map((row) => row.id)).toEqual(['900000']);
    });
    const failing = db.within(() =>
      insertRows(db.unitOfWork.currentManager(), EventEntity, [event('900001'), event('900000')]),
    );
    await expect(failing).rejects.toThrow();
    await db.within(async () => expect((await stored()).map(({ id }) => id)).not.toContain('900001'));
  });
});
