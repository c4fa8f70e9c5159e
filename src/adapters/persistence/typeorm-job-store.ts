import { Injectable } from '@nestjs/common';
import { Ids } from '../../application/ports/ids.js';
import { JobStore, type ClaimedJob } from '../../application/ports/job-store.js';
import type { JobQueue } from '../../application/ports/jobs.js';
import { instant, type Instant } from '../../domain/calendar/instant.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { dialectOf, matchedRows } from './dialect.js';
import { JobEntity } from './entities/job.entity.js';
import { sqlInstant } from './column-codec.js';
import { marks, readRows } from './rows.js';
import { TypeormUnitOfWork } from './unit-of-work.js';

const MAXIMUM_ERROR = 500;
/** Jobs of a sandbox wait until somebody moves its clock. */
const NO_SANDBOX = 'tenant_id NOT IN (SELECT id FROM sandboxes)';

@Injectable()
export class TypeormJobStore extends JobStore {
  private readonly listeners: ((queue: JobQueue) => void)[] = [];
  private firstRelease = true;

  constructor(
    private readonly unitOfWork: TypeormUnitOfWork,
    private readonly ids: Ids,
  ) {
    super();
  }

  claim(queue: JobQueue, limit: number, now: Instant, leaseUntil: Instant): Promise<ClaimedJob[]> {
    return this.take(`queue = ? AND ${NO_SANDBOX}`, [queue], limit, now, leaseUntil);
  }

  claimOf(tenantId: TenantId, limit: number, now: Instant, leaseUntil: Instant): Promise<ClaimedJob[]> {
    return this.take('tenant_id = ?', [tenantId], limit, now, leaseUntil);
  }

  private take(
    which: string,
    parameters: readonly unknown[],
    limit: number,
    now: Instant,
    leaseUntil: Instant,
  ): Promise<ClaimedJob[]> {
    return this.unitOfWork.runAcrossTenants(async (manager) => {
      const due = await manager.query<{ id: string }[]>(
        `SELECT id FROM jobs WHERE ${which} AND state = 'waiting' AND run_at <= ? ORDER BY run_at, id LIMIT ?`,
        [...parameters, sqlInstant(now), limit],
      );
      if (due.length === 0) return [];
      const token: string = this.ids.next();
      await manager.query(
        `UPDATE jobs SET state = 'running', waiting_key = NULL, attempts = attempts + 1, claim_token = ?,
           lease_until_at = ? WHERE id IN (${marks(due)}) AND state = 'waiting'`,
        [token, sqlInstant(leaseUntil), ...due.map(({ id }) => id)],
      );
      const rows = await readRows(manager, JobEntity, 'WHERE claim_token = ? ORDER BY run_at, id', [token]);
      return rows.map(({ id, tenantId, name, payload, attempts }) => ({
        id,
        token,
        tenantId,
        name,
        payload,
        attempts,
      }));
    });
  }

  async renew(job: ClaimedJob, leaseUntil: Instant): Promise<void> {
    await this.write('UPDATE jobs SET lease_until_at = ? WHERE id = ? AND claim_token = ?', [
      sqlInstant(leaseUntil),
      job.id,
      job.token,
    ]);
  }

  async finish(jobs: readonly ClaimedJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const held = jobs.map(() => '(id = ? AND claim_token = ?)').join(' OR ');
    await this.write(
      `DELETE FROM jobs WHERE ${held}`,
      jobs.flatMap((job) => [job.id, job.token]),
    );
  }

  async retry(job: ClaimedJob, runAt: Instant, error: string): Promise<void> {
    await this.write(
      `UPDATE jobs SET state = 'waiting', run_at = ?, last_error = ?, claim_token = NULL, lease_until_at = NULL
       WHERE id = ? AND claim_token = ?`,
      [sqlInstant(runAt), error.slice(0, MAXIMUM_ERROR), job.id, job.token],
    );
  }

  async fail(job: ClaimedJob, error: string): Promise<void> {
    await this.write(
      `UPDATE jobs SET state = 'failed', last_error = ?, claim_token = NULL, lease_until_at = NULL
       WHERE id = ? AND claim_token = ?`,
      [error.slice(0, MAXIMUM_ERROR), job.id, job.token],
    );
  }

  async releaseAbandoned(now: Instant): Promise<number> {
    const left = this.firstRelease;
    this.firstRelease = false;
    return this.unitOfWork.runAcrossTenants(async (manager) => {
      const everything = left && dialectOf(manager) === 'sqlite';
      const answer: unknown = await manager.query(
        `UPDATE jobs SET state = 'waiting', claim_token = NULL, lease_until_at = NULL
         WHERE state = 'running'${everything ? '' : ' AND lease_until_at <= ?'}`,
        everything ? [] : [sqlInstant(now)],
      );
      return matchedRows(manager, answer);
    });
  }

  async nextRunAt(): Promise<Instant | null> {
    const [earliest] = await this.unitOfWork.runAcrossTenants((manager) =>
      readRows(manager, JobEntity, `WHERE state = 'waiting' AND ${NO_SANDBOX} ORDER BY run_at LIMIT 1`, []),
    );
    return earliest === undefined ? null : instant(earliest.runAt);
  }

  onEnqueued(listener: (queue: JobQueue) => void): void {
    this.listeners.push(listener);
  }

  announce(queue: JobQueue): void {
    for (const listener of this.listeners) listener(queue);
  }

  private async write(sql: string, parameters: unknown[]): Promise<void> {
    await this.unitOfWork.runAcrossTenants((manager) => manager.query(sql, parameters));
  }
}
