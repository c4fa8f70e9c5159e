import { Injectable } from '@nestjs/common';
import { RecurringJobStore, type RecurringJobRow } from '../../application/ports/recurring-job-store.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { dialectOf, matchedRows } from './dialect.js';
import { RecurringJobEntity } from './entities/recurring-job.entity.js';
import { sqlInstant } from './column-codec.js';
import { insertRows, readRows, updateRows } from './rows.js';
import { TypeormUnitOfWork } from './unit-of-work.js';

const MAXIMUM_RESULT = 1_000;
const FREE = '(lock_until_at IS NULL OR lock_until_at <= ?)';

@Injectable()
export class TypeormRecurringJobStore extends RecurringJobStore {
  constructor(private readonly unitOfWork: TypeormUnitOfWork) {
    super();
  }

  async register(
    jobs: readonly Pick<RecurringJobRow, 'name' | 'cron' | 'zone'>[],
    now: Instant,
  ): Promise<void> {
    const rows = jobs.map(({ name, cron, zone }): RecurringJobEntity => ({
      name,
      cron,
      zone,
      firedAt: now,
      lockOwner: null,
      lockUntilAt: null,
      lastStartedAt: null,
      lastFinishedAt: null,
      lastResult: null,
      pausedAt: null,
      runRequestedAt: null,
    }));
    await this.unitOfWork.runAcrossTenants(async (manager) => {
      await insertRows(manager, RecurringJobEntity, rows, { unlessTaken: ['name'] });
      await updateRows(manager, RecurringJobEntity, rows, ['cron', 'zone']);
      if (dialectOf(manager) === 'sqlite') {
        await manager.query('UPDATE recurring_jobs SET lock_owner = NULL, lock_until_at = NULL');
      }
    });
  }

  all(): Promise<RecurringJobRow[]> {
    return this.unitOfWork.runAcrossTenants((manager) =>
      readRows(manager, RecurringJobEntity, 'ORDER BY name', []),
    );
  }

  beginFiring(row: RecurringJobRow, owner: string, now: Instant, lockUntil: Instant): Promise<boolean> {
    const [at, until] = [sqlInstant(now), sqlInstant(lockUntil)];
    return this.took(
      `UPDATE recurring_jobs SET lock_owner = ?, lock_until_at = ?, last_started_at = ?, fired_at = ?
       WHERE name = ? AND fired_at = ? AND paused_at IS NULL AND ${FREE}`,
      [owner, until, at, at, row.name, sqlInstant(row.firedAt), at],
    );
  }

  beginRequested(name: string, owner: string, now: Instant, lockUntil: Instant): Promise<boolean> {
    const [at, until] = [sqlInstant(now), sqlInstant(lockUntil)];
    return this.took(
      `UPDATE recurring_jobs SET lock_owner = ?, lock_until_at = ?, last_started_at = ?, run_requested_at = NULL
       WHERE name = ? AND run_requested_at IS NOT NULL AND ${FREE}`,
      [owner, until, at, name, at],
    );
  }

  async renew(name: string, owner: string, lockUntil: Instant): Promise<void> {
    await this.took('UPDATE recurring_jobs SET lock_until_at = ? WHERE name = ? AND lock_owner = ?', [
      sqlInstant(lockUntil),
      name,
      owner,
    ]);
  }

  async end(name: string, owner: string, now: Instant, result: string): Promise<void> {
    await this.took(
      `UPDATE recurring_jobs SET lock_owner = NULL, lock_until_at = NULL, last_finished_at = ?, last_result = ?
       WHERE name = ? AND lock_owner = ?`,
      [sqlInstant(now), result.slice(0, MAXIMUM_RESULT), name, owner],
    );
  }

  async request(name: string, now: Instant): Promise<void> {
    await this.took('UPDATE recurring_jobs SET run_requested_at = ? WHERE name = ?', [sqlInstant(now), name]);
  }

  async setPaused(name: string, since: Instant | null): Promise<void> {
    await this.took('UPDATE recurring_jobs SET paused_at = ? WHERE name = ?', [
      since === null ? null : sqlInstant(since),
      name,
    ]);
  }

  private took(sql: string, parameters: unknown[]): Promise<boolean> {
    return this.unitOfWork.runAcrossTenants(async (manager) => {
      const answer: unknown = await manager.query(sql, parameters);
      return (await matchedRows(manager, answer)) > 0;
    });
  }
}
