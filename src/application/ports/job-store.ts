import type { Instant } from '../../domain/calendar/instant.js';
import type { TenantId } from '../../domain/shared/ids.js';
import type { JobName, JobQueue } from './jobs.js';

/** A job that this process holds until its lease ends. */
export interface ClaimedJob {
  readonly id: string;
  readonly token: string;
  readonly tenantId: TenantId;
  readonly name: JobName;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Runs begun, this one included. */
  readonly attempts: number;
}

/** The jobs as a driver sees them: across tenants, outside any unit of work. Sandboxes' jobs are claimed by `claimOf` only. */
export abstract class JobStore {
  /** Due jobs of the queue, earliest first. No job is ever given to two claims. */
  abstract claim(queue: JobQueue, limit: number, now: Instant, leaseUntil: Instant): Promise<ClaimedJob[]>;
  /** The same for one tenant, of all queues; the way to a sandbox's jobs. */
  abstract claimOf(
    tenantId: TenantId,
    limit: number,
    now: Instant,
    leaseUntil: Instant,
  ): Promise<ClaimedJob[]>;
  abstract renew(job: ClaimedJob, leaseUntil: Instant): Promise<void>;
  /** The jobs are done. Like `retry` and `fail`, without effect on one that another claim holds by now. */
  abstract finish(jobs: readonly ClaimedJob[]): Promise<void>;
  abstract retry(job: ClaimedJob, runAt: Instant, error: string): Promise<void>;
  /** Keeps the job for people to look at; it does not run again by itself. */
  abstract fail(job: ClaimedJob, error: string): Promise<void>;
  /** Jobs whose lease is over wait again; on a database of one process, all that an earlier process left. */
  abstract releaseAbandoned(now: Instant): Promise<number>;
  /** When the next waiting job becomes due. */
  abstract nextRunAt(): Promise<Instant | null>;
  /** Calls back after a transaction that enqueued into the queue has committed in this process. */
  abstract onEnqueued(listener: (queue: JobQueue) => void): void;
}
