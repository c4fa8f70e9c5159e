import { beforeAll, expect, it } from '@jest/globals';
import { CronRecurringJobs, type RecurringJob } from '../../src/adapters/jobs/cron-recurring-jobs.js';
import { TypeormRecurringJobStore } from '../../src/adapters/persistence/typeorm-recurring-job-store.js';
import { HOUR, instant, MINUTE, plus } from '../../src/domain/calendar/instant.js';
import { eachDatabase, type OpenDatabase } from '../support/databases.js';
import { until } from '../support/job-driver-contract.js';

eachDatabase('recurring jobs', (place) => {
  let db: OpenDatabase;
  let store: TypeormRecurringJobStore;
  const driver = (...jobs: RecurringJob[]): CronRecurringJobs =>
    new CronRecurringJobs(jobs, store, db.tenants, db.clock, MINUTE, db.ids);
  const counting = (name: string, cron: string, runs: string[], wait = Promise.resolve()): RecurringJob => ({
    name,
    cron,
    zone: 'Asia/Shanghai',
    run: async () => {
      runs.push(name);
      await wait;
      return `run ${runs.length}`;
    },
  });

  beforeAll(async () => {
    db = await place.open();
    store = new TypeormRecurringJobStore(db.unitOfWork);
  });

  it('runs each job whose time has come once, in the order of the times, and keeps the result', async () => {
    const runs: string[] = [];
    const jobs = driver(counting('hourly', '0 * * * *', runs), counting('half', '30 * * * *', runs));
    const start = db.clock.now();
    expect(await jobs.nextDue()).toBe(plus(start, 30 * MINUTE));
    expect(await jobs.runDue()).toEqual([]);
    db.clock.advanceTo(plus(start, 3 * HOUR));
    expect(await jobs.runDue()).toEqual(['half', 'hourly']);
    expect(await jobs.runDue()).toEqual([]);
    const [half, hourly] = await jobs.list();
    expect(hourly).toMatchObject({
      name: 'hourly',
      lastStartedAt: plus(start, 3 * HOUR),
      lastFinishedAt: plus(start, 3 * HOUR),
      lastResult: 'test-lender: run 2',
      nextRunAt: plus(start, 4 * HOUR),
    });
    expect(half?.lastResult).toBe('test-lender: run 1');
  });

  it('fires once when many processes look at the same time', async () => {
    const runs: string[] = [];
    const processes = Array.from({ length: 5 }, () => driver(counting('shared', '*/5 * * * *', runs)));
    for (const process of processes) await process.list();
    db.clock.advanceTo(plus(db.clock.now(), HOUR));
    const fired = await Promise.all(processes.map((process) => process.runDue()));
    expect(fired.flat()).toEqual(['shared']);
    expect(runs).toEqual(['shared']);
  });

  it('does not fire again for a process that read the row before another one fired and finished', async () => {
    const jobs = driver(counting('raced', '0 * * * *', []));
    await jobs.list();
    db.clock.advanceTo(plus(db.clock.now(), HOUR));
    const row = (await store.all()).find(({ name }) => name === 'raced')!;
    const begin = (owner: string): Promise<boolean> =>
      store.beginFiring(row, owner, db.clock.now(), plus(db.clock.now(), MINUTE));
    expect(await begin('first')).toBe(true);
    await store.end('raced', 'first', db.clock.now(), 'done');
    expect(await begin('second')).toBe(false);
  });

  it('does not fire while paused, but runs when asked', async () => {
    const runs: string[] = [];
    const jobs = driver(counting('pausable', '* * * * *', runs));
    await jobs.pause('pausable');
    db.clock.advanceTo(plus(db.clock.now(), HOUR));
    expect(await jobs.runDue()).toEqual([]);
    expect(await jobs.nextDue()).toBeNull();
    expect(await jobs.runNow('pausable')).toBe('test-lender: run 1');
    await jobs.resume('pausable');
    expect(await jobs.runDue()).toEqual(['pausable']);
    await expect(jobs.runNow('nope')).rejects.toMatchObject({ code: 'JOB.UNKNOWN' });
  });

  it('keeps a run that is asked for while another process runs the job', async () => {
    const runs: string[] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const first = driver(counting('busy', '0 0 1 1 *', runs, gate));
    const second = driver(counting('busy', '0 0 1 1 *', runs));
    await second.list();
    const running = first.runNow('busy');
    await until(() => runs.length === 1);
    expect(await second.runNow('busy')).toBeNull();
    release();
    await running;
    const state = (await second.list()).find(({ name }) => name === 'busy');
    expect(state?.runRequestedAt).not.toBeNull();
    expect(await second.runNow('busy')).toBe('test-lender: run 2');
  });

  it('is free again after a process died while running, once its lock is over', async () => {
    const runs: string[] = [];
    const jobs = driver(counting('locked', '0 * * * *', runs));
    await jobs.list();
    db.clock.advanceTo(plus(db.clock.now(), HOUR));
    const row = (await store.all()).find(({ name }) => name === 'locked')!;
    const now = db.clock.now();
    expect(await store.beginFiring(row, 'dead', now, plus(now, 10 * MINUTE))).toBe(true);
    db.clock.advanceTo(plus(now, 9 * MINUTE));
    expect(await jobs.runNow('locked')).toBeNull();
    db.clock.advanceTo(plus(now, 10 * MINUTE));
    expect(await jobs.runNow('locked')).toBe('test-lender: run 1');
  });

  it('runs for every tenant, and a failure for one leaves the others alone', async () => {
    const { id } = await db.tenants.ensure('second-lender', 'Second');
    const jobs = driver({
      name: 'split',
      cron: '0 * * * *',
      run: (tenantId) => (tenantId === id ? Promise.resolve('ok') : Promise.reject(new Error('13800000000'))),
    });
    expect(await jobs.runNow('split')).toBe('second-lender: ok; test-lender: failed: Error');
  });

  it('once started, makes up for what nobody was there for, and runs what was asked for', async () => {
    const runs: string[] = [];
    const jobs = driver(counting('missed', '0 * * * *', runs), counting('asked', '0 0 1 1 *', runs));
    await jobs.list();
    db.clock.advanceTo(plus(db.clock.now(), 2 * HOUR));
    await store.request('asked', instant(db.clock.now()));
    await jobs.start();
    try {
      await until(() => new Set(runs).size === 2);
    } finally {
      await jobs.stop();
    }
    const tenants = (await db.tenants.all()).length;
    expect(runs.sort()).toEqual([...Array(tenants).fill('asked'), ...Array(tenants).fill('missed')]);
  });
});
