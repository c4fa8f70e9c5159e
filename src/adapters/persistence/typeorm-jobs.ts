import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../application/ports/clock.js';
import { Ids } from '../../application/ports/ids.js';
import {
  JOB_QUEUES,
  Jobs,
  type EnqueueOptions,
  type JobName,
  type JobPayloads,
} from '../../application/ports/jobs.js';
import { keepingSmaller } from './dialect.js';
import { JobEntity } from './entities/job.entity.js';
import { insertRows } from './rows.js';
import { TypeormJobStore } from './typeorm-job-store.js';
import { TypeormUnitOfWork } from './unit-of-work.js';

/**
 * The rows of a transaction are written together, as its last step: a job that others wait to join is then
 * locked for the shortest time. A job that joins a waiting one makes it due at the earlier of both times.
 */
@Injectable()
export class TypeormJobs extends Jobs {
  private readonly collected = new WeakMap<EntityManager, Map<string, JobEntity>>();

  constructor(
    private readonly unitOfWork: TypeormUnitOfWork,
    private readonly store: TypeormJobStore,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super();
  }

  async enqueue<Name extends JobName>(
    name: Name,
    payload: JobPayloads[Name],
    options: EnqueueOptions = {},
  ): Promise<void> {
    const rows = this.rowsOf(this.unitOfWork.currentManager());
    const id = this.ids.next();
    const waitingKey = options.key === undefined ? null : `${name}:${options.key}`;
    const runAt = options.runAt ?? this.clock.now();
    const same = rows.get(waitingKey ?? id);
    if (same !== undefined) {
      if (runAt < same.runAt) same.runAt = runAt;
      return;
    }
    rows.set(waitingKey ?? id, {
      id,
      tenantId: this.unitOfWork.currentTenant(),
      queue: JOB_QUEUES[name],
      name,
      payload,
      state: 'waiting',
      waitingKey,
      runAt,
      attempts: 0,
      claimToken: null,
      leaseUntilAt: null,
      lastError: null,
    });
  }

  private rowsOf(manager: EntityManager): Map<string, JobEntity> {
    const known = this.collected.get(manager);
    if (known !== undefined) return known;
    const rows = new Map<string, JobEntity>();
    this.collected.set(manager, rows);
    this.unitOfWork.beforeCommit(async () => {
      this.collected.delete(manager);
      await this.write(manager, rows);
      const queues = new Set([...rows.values()].map((row) => row.queue));
      this.unitOfWork.afterCommit(() => queues.forEach((queue) => this.store.announce(queue)));
    });
    return rows;
  }

  /** In the order of their keys, so that two transactions cannot wait for each other. */
  private async write(manager: EntityManager, rows: ReadonlyMap<string, JobEntity>): Promise<void> {
    const ordered = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    await insertRows(manager, JobEntity, ordered, {
      onTaken: keepingSmaller(manager, ['tenant_id', 'waiting_key'], 'run_at'),
    });
  }
}
