import { beforeAll, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantId } from '../../src/domain/shared/ids.js';
import { eachDatabase, type OpenDatabase } from '../support/databases.js';

const actor = { kind: 'staff', name: 'wang' } as const;

eachDatabase('event log', (place) => {
  let db: OpenDatabase;
  let count = 0;
  const newTenant = async (): Promise<TenantId> =>
    (await db.tenants.ensure(`chain-${(count += 1)}`, 'Chain')).id;
  const within = <T>(tenantId: TenantId, work: () => Promise<T>): Promise<T> =>
    db.unitOfWork.run({ tenantId, actor }, work);
  const append = (tenantId: TenantId, ...types: string[]): Promise<void> =>
    within(tenantId, () =>
      db.eventLog.append(
        types.map((type) => ({ type, subjects: { debt: '42' }, payload: { b: 1, a: '债' } })),
      ),
    );
  const seal = (tenantId: TenantId, limit = 100): Promise<number> =>
    within(tenantId, () => db.eventLog.seal(limit));
  const verify = (tenantId: TenantId) => within(tenantId, () => db.eventLog.verify());
  const spoil = (sql: string, ...parameters: unknown[]): Promise<unknown> =>
    db.unitOfWork.runAcrossTenants((manager) => manager.query(sql, parameters));

  beforeAll(async () => {
    db = await place.open();
  });

  it('keeps nothing of a transaction that was rolled back', async () => {
    const tenantId = await newTenant();
    await append(tenantId, 'debt.imported');
    await within(tenantId, async () => {
      await db.eventLog.append([{ type: 'debt.lost', subjects: {} }]);
      throw new Error('stop');
    }).catch(() => undefined);
    expect(await verify(tenantId)).toEqual({ intact: true, sealed: 0, unsealed: 1 });
  });

  it('seals in batches, without a gap, with who did what when', async () => {
    const tenantId = await newTenant();
    await append(tenantId, 'a', 'b', 'c', 'd', 'e');
    expect([await seal(tenantId, 2), await seal(tenantId, 2), await seal(tenantId, 2)]).toEqual([2, 2, 1]);
    const events = await within(tenantId, () => db.eventLog.after(1, 10));
    expect(events.map((event) => [event.sequence, event.type])).toEqual([
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
      [5, 'e'],
    ]);
    expect(events[0]).toMatchObject({
      actor: 'staff:wang',
      at: db.clock.now(),
      subjects: { debt: '42' },
      payload: { a: '债', b: 1 },
    });
    expect(await verify(tenantId)).toEqual({ intact: true, sealed: 5, unsealed: 0 });
  });

  it('stays one chain when many seal at once', async () => {
    const tenantId = await newTenant();
    for (let round = 0; round < 6; round += 1) await append(tenantId, 'a', 'b', 'c', 'd', 'e');
    const sealed = await Promise.all(Array.from({ length: 6 }, () => seal(tenantId, 7)));
    expect(sealed.reduce((sum, some) => sum + some, 0)).toBe(30);
    expect(await verify(tenantId)).toEqual({ intact: true, sealed: 30, unsealed: 0 });
  });

  it('gives an event that a slow transaction commits late a later number', async () => {
    const tenantId = await newTenant();
    let sealNow: Promise<number> = Promise.resolve(0);
    const slow = within(tenantId, async () => {
      await db.eventLog.append([{ type: 'slow', subjects: {} }]);
      await sleep(60);
    });
    await sleep(15);
    const quick = append(tenantId, 'quick').then(() => (sealNow = seal(tenantId)));
    await Promise.all([slow, quick]);
    await sealNow;
    await seal(tenantId);
    const types = (await within(tenantId, () => db.eventLog.after(0, 10))).map(({ type }) => type);
    expect(types).toEqual(place.dialect === 'mysql' ? ['quick', 'slow'] : ['slow', 'quick']);
    expect(await verify(tenantId)).toEqual({ intact: true, sealed: 2, unsealed: 0 });
  });

  it.each([
    ['a changed payload', `UPDATE events SET payload = '{"b":2}' WHERE tenant_id = ? AND sequence = 3`, 3],
    ['a changed actor', `UPDATE events SET actor = 'staff:li' WHERE tenant_id = ? AND sequence = 1`, 1],
    ['a removed event', 'DELETE FROM events WHERE tenant_id = ? AND sequence = 2', 2],
    ['a removed end', 'DELETE FROM events WHERE tenant_id = ? AND sequence = 4', 4],
    ['two numbers changed over', 'UPDATE events SET sequence = 5 - sequence WHERE tenant_id = ?', 1],
  ])('finds %s', async (_, sql, brokenAt) => {
    const tenantId = await newTenant();
    await append(tenantId, 'a', 'b', 'c', 'd');
    await seal(tenantId);
    await spoil(sql, tenantId);
    expect(await verify(tenantId)).toEqual({ intact: false, brokenAt });
  });

  it('says where it stands, without waiting for a lock', async () => {
    const tenantId = await newTenant();
    const position = () => within(tenantId, () => db.eventLog.position());
    expect(await position()).toEqual({ sealed: 0, waiting: false });
    await append(tenantId, 'a', 'b');
    expect(await position()).toEqual({ sealed: 0, waiting: true });
    await seal(tenantId);
    expect(await position()).toEqual({ sealed: 2, waiting: false });
  });

  it('finds what is asked for, newest first, within bounds', async () => {
    const tenantId = await newTenant();
    const start = db.clock.now();
    await append(tenantId, 'a', 'b', 'a', 'b');
    await within(tenantId, () => db.eventLog.append([{ type: 'a', subjects: { debt: '7' } }]));
    await seal(tenantId);
    const found = async (...[query, above, upTo, limit]: Parameters<typeof db.eventLog.newest>) =>
      (await within(tenantId, () => db.eventLog.newest(query, above, upTo, limit))).map(
        ({ sequence }) => sequence,
      );
    expect(await found({}, 0, 5, 3)).toEqual([5, 4, 3]);
    expect(await found({ type: 'a' }, 0, 5, 9)).toEqual([5, 3, 1]);
    expect(await found({ type: 'a' }, 1, 4, 9)).toEqual([3]);
    expect(await found({ subject: '7' }, 0, 5, 9)).toEqual([5]);
    expect(await found({ subject: 'debt' }, 0, 5, 9)).toEqual([]);
    expect(await found({ actor: 'staff:li' }, 0, 5, 9)).toEqual([]);
    expect(await found({ from: start, until: start }, 0, 5, 9)).toEqual([]);
    expect(await found({ from: start, actor: 'staff:wang' }, 0, 5, 1)).toEqual([5]);
  });

  it('calls back for commits, not for what was rolled back', async () => {
    const tenantId = await newTenant();
    const heard: string[] = [];
    db.eventLog.onAppended((whose) => heard.push(whose));
    await within(tenantId, async () => {
      await db.eventLog.append([{ type: 'a', subjects: {} }]);
      throw new Error('stop');
    }).catch(() => undefined);
    expect(heard).toEqual([]);
    await append(tenantId, 'a');
    expect(heard).toEqual([tenantId]);
  });

  it('keeps tenants apart', async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    await append(one, 'a', 'b');
    await append(other, 'c');
    expect(await seal(other)).toBe(1);
    expect(await within(other, () => db.eventLog.after(0, 10))).toHaveLength(1);
    expect(await verify(one)).toEqual({ intact: true, sealed: 0, unsealed: 2 });
  });
});
