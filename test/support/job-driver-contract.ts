import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { JobHandlers, type JobHandler } from '../../src/adapters/jobs/job-handlers.js';
import { TypeormJobStore } from '../../src/adapters/persistence/typeorm-job-store.js';
import { TypeormJobs } from '../../src/adapters/persistence/typeorm-jobs.js';
import type { JobDriver } from '../../src/application/ports/job-driver.js';
import type { JobStore } from '../../src/application/ports/job-store.js';
import type { Clock } from '../../src/application/ports/clock.js';
import { instant, MINUTE, plus, SECOND } from '../../src/domain/calendar/instant.js';
import { DomainError } from '../../src/domain/shared/domain-error.js';
import type { OpenDatabase } from './databases.js';

export type MakeDriver = (store: JobStore, handlers: JobHandlers, clock: Clock, leaseMs: number) => JobDriver;

/** Waits until `condition` holds; fails after ten seconds. */
export const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 1_000; tries += 1) {
    if (await condition()) return;
    await sleep(10);
  }
  throw new Error('The condition did not come true.');
};

/** What every driver promises, whatever carries its jobs. */
export const jobDriverContract = (open: () => Promise<OpenDatabase>, make: MakeDriver): void => {
  type Inbound = JobHandler<'process-inbound'>['run'];
  const setUp = async (inbound: Inbound, leaseMs = MINUTE) => {
    const db = await open();
    const store = new TypeormJobStore(db.unitOfWork, db.ids);
    const jobs = new TypeormJobs(db.unitOfWork, store, db.clock, db.ids);
    const dispatched: string[] = [];
    const handlers = new JobHandlers([
      { name: 'process-inbound', run: inbound },
      {
        name: 'dispatch-messages',
        run: (_, { tenantId }) => {
          dispatched.push(tenantId);
          return Promise.resolve();
        },
      },
      { name: 'run-import', run: () => Promise.resolve() },
      { name: 'deliver-webhooks', run: () => Promise.resolve() },
    ]);
    await db.unitOfWork.runAcrossTenants((manager) => manager.query('DELETE FROM jobs'));
    const rows = (): Promise<{ state: string; attempts: number; last_error: string | null }[]> =>
      db.unitOfWork.runAcrossTenants((manager) =>
        manager.query('SELECT state, attempts, last_error FROM jobs ORDER BY id'),
      );
    const driver = make(store, handlers, db.clock, leaseMs);
    return { db, store, jobs, driver, dispatched, rows };
  };
  const nothing: Inbound = () => Promise.resolve();
  const closing = async (db: OpenDatabase): Promise<void> => db.close();

  describe('the driver', () => {
    it('runs a job of a committed transaction, for its tenant, and none of one that was rolled back', async () => {
      const seen: string[] = [];
      const { db, jobs, driver, dispatched, rows } = await setUp(({ contactPointId }) => {
        seen.push(contactPointId);
        return Promise.resolve();
      });
      await db.within(async () => {
        await jobs.enqueue('process-inbound', { contactPointId: 'a' });
        await jobs.enqueue('dispatch-messages', {});
      });
      await db
        .within(async () => {
          await jobs.enqueue('process-inbound', { contactPointId: 'lost' });
          throw new Error('stop');
        })
        .catch(() => undefined);
      await db.within(() => jobs.enqueue('process-inbound', { contactPointId: 'b' }));
      expect(await driver.drain()).toBe(3);
      expect(seen).toEqual(['a', 'b']);
      expect(dispatched).toEqual([db.tenantId]);
      expect(await rows()).toEqual([]);
      await closing(db);
    });

    it('runs urgent queues first and waits for the time of a job', async () => {
      const order: string[] = [];
      const { db, jobs, driver, dispatched, store } = await setUp(({ contactPointId }) => {
        order.push(`${contactPointId} after ${dispatched.length}`);
        return Promise.resolve();
      });
      const later = plus(db.clock.now(), MINUTE);
      await db.within(async () => {
        await jobs.enqueue('dispatch-messages', {});
        await jobs.enqueue('process-inbound', { contactPointId: 'now' });
        await jobs.enqueue('process-inbound', { contactPointId: 'later' }, { runAt: later });
      });
      await driver.drain();
      expect(order).toEqual(['now after 0']);
      expect(await store.nextRunAt()).toBe(later);
      db.clock.advanceTo(later);
      await driver.drain();
      expect(order).toEqual(['now after 0', 'later after 1']);
      expect(await store.nextRunAt()).toBeNull();
      await closing(db);
    });

    it('joins jobs of one key while they wait, at the earliest time, and not once it has begun', async () => {
      let enqueueAgain = (): Promise<void> => Promise.resolve();
      let runs = 0;
      const { db, jobs, driver, rows } = await setUp(async () => {
        runs += 1;
        if (runs === 1) await enqueueAgain();
      });
      const enqueue = (runAt = db.clock.now()): Promise<void> =>
        db.within(() => jobs.enqueue('process-inbound', { contactPointId: 'a' }, { key: 'a', runAt }));
      enqueueAgain = enqueue;
      await enqueue(plus(db.clock.now(), MINUTE));
      await Promise.all([enqueue(), enqueue(), enqueue()]);
      expect(await rows()).toHaveLength(1);
      expect(await driver.drain()).toBe(2);
      expect(runs).toBe(2);
      await closing(db);
    });

    it('tries a failed job again later, and in the end keeps it with a reason that repeats no value', async () => {
      let attempts = 0;
      const { db, jobs, driver, rows } = await setUp(() => {
        attempts += 1;
        return Promise.reject(
          attempts < 8 ? new Error('Zhang San 13800000000') : new DomainError('X.Y', 'Kept.'),
        );
      });
      await db.within(() => jobs.enqueue('process-inbound', { contactPointId: 'a' }));
      await driver.drain();
      expect(await driver.drain()).toBe(0);
      expect(await rows()).toEqual([{ state: 'waiting', attempts: 1, last_error: 'Error' }]);
      for (let tries = 1; tries < 8; tries += 1) {
        db.clock.advanceTo(plus(db.clock.now(), 10 * MINUTE));
        await driver.drain();
      }
      db.clock.advanceTo(plus(db.clock.now(), 60 * MINUTE));
      expect(await driver.drain()).toBe(0);
      expect(await rows()).toEqual([{ state: 'failed', attempts: 8, last_error: 'X.Y: Kept.' }]);
      await closing(db);
    });

    it('takes up the jobs of a process that died, and the dead one can no longer finish them', async () => {
      let runs = 0;
      const { db, jobs, driver, store, rows } = await setUp(() => {
        runs += 1;
        return Promise.resolve();
      });
      await db.within(() => jobs.enqueue('process-inbound', { contactPointId: 'a' }));
      const now = db.clock.now();
      const [held] = await store.claim('inbound', 1, now, plus(now, 30 * SECOND));
      await store.releaseAbandoned(instant(0));
      if (db.dialect === 'mysql') expect(await driver.drain()).toBe(0);
      db.clock.advanceTo(plus(now, 30 * SECOND));
      await store.releaseAbandoned(db.clock.now());
      await store.finish([held!]);
      expect(await rows()).toHaveLength(1);
      expect(await driver.drain()).toBe(1);
      expect(runs).toBe(1);
      await closing(db);
    });

    it('gives no job to two claims, however many ask at once', async () => {
      const { db, jobs, store } = await setUp(nothing);
      await db.within(async () => {
        for (let at = 0; at < 60; at += 1) await jobs.enqueue('process-inbound', { contactPointId: `${at}` });
      });
      const now = db.clock.now();
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => store.claim('inbound', 20, now, plus(now, MINUTE))),
      );
      const claimed = claims.flat().map((job) => job.id);
      expect(new Set(claimed).size).toBe(claimed.length);
      expect(claimed.length).toBeGreaterThanOrEqual(20);
      await closing(db);
    });

    it('once started, runs what is committed without being asked, and stops when told', async () => {
      let runs = 0;
      const { db, jobs, driver } = await setUp(() => {
        runs += 1;
        return Promise.resolve();
      });
      await driver.start();
      for (let at = 0; at < 5; at += 1) {
        await db.within(() => jobs.enqueue('process-inbound', { contactPointId: `${at}` }));
      }
      await until(() => runs === 5);
      await driver.stop();
      await db.within(() => jobs.enqueue('process-inbound', { contactPointId: 'after' }));
      await sleep(50);
      expect(runs).toBe(5);
      await closing(db);
    });
  });
};
