import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TenantEntity } from '../../src/adapters/persistence/entities/tenant.entity.js';
import { readRows, updateRows } from '../../src/adapters/persistence/rows.js';
import { idOf, type TenantId } from '../../src/domain/shared/ids.js';
import { eachDatabase, onDatabase, openDatabase, type OpenDatabase } from '../support/databases.js';

const actor = { kind: 'system', name: 'test' } as const;

eachDatabase('unit of work', (place) => {
  let db: OpenDatabase;
  const tenantNamed = (slug: string): Promise<TenantEntity> =>
    db.unitOfWork
      .runAcrossTenants((manager) => readRows(manager, TenantEntity, 'WHERE slug = ?', [slug]))
      .then(([row]) => row!);
  const rename = (name: string): Promise<unknown> =>
    updateRows(db.unitOfWork.currentManager(), TenantEntity, [{ id: db.tenantId, name }], ['name']);
  const nameNow = async (): Promise<string> => (await tenantNamed('test-lender')).name;

  beforeAll(async () => {
    db = await place.open();
  });

  it('commits what succeeded and keeps nothing of what failed', async () => {
    await db.within(() => rename('committed'));
    await expect(
      db.within(async () => {
        await rename('lost');
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await nameNow()).toBe('committed');
  });

  it('loses nothing when runs overlap and one of them fails', async () => {
    const slugs = Array.from({ length: 12 }, (_, at) => `overlap-${at}`);
    const runs = await Promise.allSettled(
      slugs.map((slug, at) =>
        db.within(async () => {
          await sleep(at % 3);
          await db.tenants.ensure(slug, slug);
          await sleep(2);
          if (at % 4 === 0) throw new Error('stop');
        }),
      ),
    );
    expect(runs.filter((run) => run.status === 'fulfilled')).toHaveLength(9);
    const stored = (await db.tenants.all()).map((tenant) => tenant.slug);
    expect(stored.filter((slug) => slug.startsWith('overlap-')).sort()).toEqual(
      slugs.filter((_, at) => at % 4 !== 0).sort(),
    );
  });

  it('joins nested runs, and a nested failure that was caught still rolls everything back', async () => {
    await db.within(async () => {
      await rename('outer');
      await db.within(() => rename('inner'));
    });
    expect(await nameNow()).toBe('inner');
    const caught = db.within(async () => {
      await rename('half');
      await db
        .within(async () => {
          await rename('broken');
          throw new Error('nested');
        })
        .catch(() => undefined);
    });
    await expect(caught).rejects.toThrow('nested');
    expect(await nameNow()).toBe('inner');
  });

  it('refuses another tenant inside a run, and work outside of one', async () => {
    const nested = db.within(() =>
      db.unitOfWork.run({ tenantId: idOf<TenantId>('other'), actor }, () => Promise.resolve()),
    );
    await expect(nested).rejects.toMatchObject({ code: 'TENANT.MISMATCH' });
    expect(() => db.unitOfWork.currentManager()).toThrow(expect.objectContaining({ code: 'TENANT.MISSING' }));
    expect(() => db.unitOfWork.scope()).toThrow(expect.objectContaining({ code: 'TENANT.MISSING' }));
  });

  it('is closed for what outlives it: a late call does not write into a finished transaction', async () => {
    let late: Promise<unknown> = Promise.resolve();
    await db.within(() => {
      late = sleep(20).then(() => rename('late'));
      late.catch(() => undefined);
      return Promise.resolve();
    });
    await expect(late).rejects.toMatchObject({ code: 'TENANT.MISSING' });
  });

  it('runs effects after the commit only', async () => {
    const effects: string[] = [];
    await db.within(async () => {
      db.unitOfWork.afterCommit(() => effects.push('committed'));
      await db.within(() => Promise.resolve(db.unitOfWork.afterCommit(() => effects.push('nested'))));
      expect(effects).toEqual([]);
    });
    await db
      .within(() => {
        db.unitOfWork.afterCommit(() => effects.push('rolled back'));
        return Promise.reject(new Error('stop'));
      })
      .catch(() => undefined);
    expect(effects).toEqual(['committed', 'nested']);
  });

  it('counts exactly under parallel read-modify-write, with versions deciding', async () => {
    await db.within(() => rename('0'));
    const increase = (): Promise<void> =>
      db.within(async () => {
        const manager = db.unitOfWork.currentManager();
        const lock = place.dialect === 'mysql' ? ' FOR UPDATE' : '';
        const [row] = await readRows(manager, TenantEntity, `WHERE id = ?${lock}`, [db.tenantId]);
        await sleep(1);
        await rename(String(Number(row!.name) + 1));
      });
    await Promise.all(Array.from({ length: 20 }, increase));
    expect(await nameNow()).toBe('20');
  });
});

onDatabase('mysql', 'unit of work under conflict', (place) => {
  it('runs the work again after a deadlock', async () => {
    const db = await place.open();
    const [a, b] = [await db.tenants.ensure('a', 'a'), await db.tenants.ensure('b', 'b')];
    let runs = 0;
    const touch = (first: string, second: string): Promise<void> =>
      db.within(async () => {
        runs += 1;
        const manager = db.unitOfWork.currentManager();
        await manager.query('UPDATE tenants SET sealed_sequence = sealed_sequence + 1 WHERE id = ?', [first]);
        await sleep(100);
        await manager.query('UPDATE tenants SET sealed_sequence = sealed_sequence + 1 WHERE id = ?', [
          second,
        ]);
      });
    await Promise.all([touch(a.id, b.id), touch(b.id, a.id)]);
    expect(runs).toBeGreaterThan(2);
    const rows = await db.unitOfWork.runAcrossTenants((manager) =>
      readRows(manager, TenantEntity, 'WHERE id IN (?, ?)', [a.id, b.id]),
    );
    expect(rows.map((row) => row.sealedSequence)).toEqual([2, 2]);
  });

  it('says in one sentence that the server is gone, and works again when it is back', async () => {
    const target = new URL(await place.url());
    const [host, serverPort] = [target.hostname, Number(target.port || 3306)];
    const sockets = new Set<Socket>();
    const listen = async (port: number): Promise<Server> => {
      const server = createServer((client) => {
        const upstream = connect(serverPort, host);
        client.pipe(upstream).pipe(client);
        for (const socket of [client, upstream]) {
          sockets.add(socket);
          socket.on('error', () => undefined);
        }
      }).listen(port, '127.0.0.1');
      await once(server, 'listening');
      return server;
    };
    const stop = (server: Server): void => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    };
    const first = await listen(0);
    const { port } = first.address() as { port: number };
    target.host = `127.0.0.1:${port}`;
    const db = await openDatabase(target.href);
    const work = db.within(async () => {
      await db.eventLog.append([{ type: 'test.lost', subjects: {} }]);
      stop(first);
      await sleep(50);
      await db.eventLog.append([{ type: 'test.lost', subjects: {} }]);
    });
    await expect(work).rejects.toMatchObject({ code: 'DATABASE.UNAVAILABLE' });
    await expect(db.within(() => Promise.resolve())).rejects.toMatchObject({ code: 'DATABASE.UNAVAILABLE' });
    const second = await listen(port);
    const check = await db.within(() => db.eventLog.verify());
    expect(check).toMatchObject({ intact: true, unsealed: 0 });
    await db.close();
    stop(second);
  });
});

onDatabase('sqlite', 'one process per file', (place) => {
  let db: OpenDatabase | null = null;
  afterEach(async () => {
    if (db?.dataSource.isInitialized === true) await db.close();
  });

  it('refuses a second opener and lets it in once the first has closed', async () => {
    db = await place.open();
    const url = await place.url();
    await expect(openDatabase(url)).rejects.toMatchObject({ code: 'DATABASE.IN_USE' });
    await db.close();
    db = await openDatabase(url);
    expect(await db.tenants.all()).toHaveLength(1);
  });

  it('is free again after the holder was killed', async () => {
    const url = await place.url();
    const file = url.slice('sqlite:'.length);
    const hold = `const lock = new (require('better-sqlite3'))(${JSON.stringify(`${file}.lock`)});
      lock.pragma('locking_mode = EXCLUSIVE'); lock.exec('BEGIN EXCLUSIVE; COMMIT');
      process.stdout.write('held'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['-e', hold], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    await expect(openDatabase(url)).rejects.toMatchObject({ code: 'DATABASE.IN_USE' });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    db = await openDatabase(url);
    expect(db.dataSource.isInitialized).toBe(true);
  });
});

describe('a database that cannot be reached', () => {
  it('is named in one sentence, without the password', async () => {
    await expect(openDatabase('mysql://root:secret@127.0.0.1:1/parley')).rejects.toMatchObject({
      code: 'DATABASE.UNAVAILABLE',
      message: expect.stringMatching(/^(?!.*secret).*127\.0\.0\.1:1/),
    });
    await expect(openDatabase('postgres://x')).rejects.toMatchObject({ code: 'DATABASE.BAD_URL' });
  });
});
