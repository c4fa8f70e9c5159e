import { Logger } from '@nestjs/common';
import { schedule, type ScheduledTask } from 'node-cron';
import type { Clock } from '../../application/ports/clock.js';
import type { Ids } from '../../application/ports/ids.js';
import type { RecurringJobRow, RecurringJobStore } from '../../application/ports/recurring-job-store.js';
import { RecurringJobs, type RecurringJobState } from '../../application/ports/recurring-jobs.js';
import type { Tenants } from '../../application/ports/tenants.js';
import { earliest, plus, type Instant } from '../../domain/calendar/instant.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { TenantId } from '../../domain/shared/ids.js';
import { CronTimes } from './cron-times.js';
import { failureText } from './failure-text.js';

/** A use case that comes back by the clock, run for every tenant. */
export interface RecurringJob {
  readonly name: string;
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** UTC unless given. */
  readonly zone?: string;
  /** Returns a short result without personal data. */
  run(tenantId: TenantId): Promise<string>;
}

interface Registered {
  readonly job: RecurringJob;
  readonly zone: string;
  readonly times: CronTimes;
}

/** How often requested runs, and firings that a stopped process missed, are looked for. */
const CATCH_UP_CRON = '*/10 * * * * *';

/**
 * node-cron says when to look; the row decides. A firing is taken by a compare-and-set on the row, so several
 * processes may look at the same second and exactly one runs the job. A firing that nobody was there for is
 * made up for once, at the next look.
 */
export class CronRecurringJobs extends RecurringJobs {
  private readonly logger = new Logger('RecurringJobs');
  private readonly registered: ReadonlyMap<string, Registered>;
  private readonly owner: string;
  private readonly underWay = new Map<string, Promise<unknown>>();
  private tasks: ScheduledTask[] = [];
  private known: Promise<void> | null = null;

  /** Throws `JOB.TWO_HANDLERS`, `JOB.BAD_CRON`, `CALENDAR.UNKNOWN_ZONE`. */
  constructor(
    jobs: readonly RecurringJob[],
    private readonly store: RecurringJobStore,
    private readonly tenants: Tenants,
    private readonly clock: Clock,
    private readonly leaseMs: number,
    ids: Ids,
  ) {
    super();
    this.owner = ids.next();
    this.registered = new Map(
      jobs.map((job) => {
        const zone = job.zone ?? 'UTC';
        return [job.name, { job, zone, times: new CronTimes(job.cron, zone) }];
      }),
    );
    if (this.registered.size < jobs.length) {
      throw new DomainError('JOB.TWO_HANDLERS', 'Two recurring jobs have the same name.');
    }
  }

  async list(): Promise<RecurringJobState[]> {
    return (await this.rows()).map(({ row, next }) => ({
      name: row.name,
      cron: row.cron,
      zone: row.zone,
      lastStartedAt: row.lastStartedAt,
      lastFinishedAt: row.lastFinishedAt,
      lastResult: row.lastResult,
      pausedAt: row.pausedAt,
      runRequestedAt: row.runRequestedAt,
      nextRunAt: next,
    }));
  }

  async runNow(name: string): Promise<string | null> {
    await this.ensureKnown(name);
    await this.store.request(name, this.clock.now());
    return this.runRequested(name);
  }

  async pause(name: string): Promise<void> {
    await this.ensureKnown(name);
    await this.store.setPaused(name, this.clock.now());
  }

  async resume(name: string): Promise<void> {
    await this.ensureKnown(name);
    await this.store.setPaused(name, null);
  }

  async runDue(): Promise<string[]> {
    const due = (await this.rows())
      .filter(({ row, next }) => row.pausedAt === null && next <= this.clock.now())
      .sort((a, b) => a.next - b.next);
    const ran: string[] = [];
    for (const { row } of due) if (await this.fire(row)) ran.push(row.name);
    return ran;
  }

  async nextDue(): Promise<Instant | null> {
    const times = (await this.rows()).filter(({ row }) => row.pausedAt === null).map(({ next }) => next);
    const [first, ...others] = times;
    return first === undefined ? null : earliest(first, ...others);
  }

  async start(): Promise<void> {
    await this.rows();
    for (const { job, zone } of this.registered.values()) {
      this.tasks.push(schedule(job.cron, () => this.look(), { timezone: zone, suppressMissedWarning: true }));
    }
    this.tasks.push(schedule(CATCH_UP_CRON, () => this.look(), { suppressMissedWarning: true }));
    await this.look();
  }

  async stop(): Promise<void> {
    for (const task of this.tasks.splice(0)) await task.destroy();
    await Promise.all(this.underWay.values());
  }

  /** Starts what is due or asked for, each job beside the others; waits for none of them. */
  private async look(): Promise<void> {
    try {
      for (const { row, next } of await this.rows()) {
        if (this.underWay.has(row.name)) continue;
        const due = row.pausedAt === null && next <= this.clock.now();
        if (due) this.follow(row.name, this.fire(row));
        else if (row.runRequestedAt !== null) this.follow(row.name, this.runRequested(row.name));
      }
    } catch (error) {
      this.logger.error(`looking for recurring jobs: ${failureText(error)}`);
    }
  }

  private follow(name: string, work: Promise<unknown>): void {
    const followed = work
      .catch((error: unknown) => this.logger.error(`recurring job ${name}: ${failureText(error)}`))
      .finally(() => this.underWay.delete(name));
    this.underWay.set(name, followed);
  }

  private async fire(row: RecurringJobRow): Promise<boolean> {
    const now = this.clock.now();
    if (!(await this.store.beginFiring(row, this.owner, now, plus(now, this.leaseMs)))) return false;
    await this.execute(row.name);
    return true;
  }

  private async runRequested(name: string): Promise<string | null> {
    const now = this.clock.now();
    if (!(await this.store.beginRequested(name, this.owner, now, plus(now, this.leaseMs)))) return null;
    return this.execute(name);
  }

  /** Runs the job, whose lock is held, for every tenant; a failure for one does not keep it from the others. */
  private async execute(name: string): Promise<string> {
    const renewal = setInterval(() => {
      this.store.renew(name, this.owner, plus(this.clock.now(), this.leaseMs)).catch(() => undefined);
    }, this.leaseMs / 3);
    const results: string[] = [];
    try {
      for (const tenant of await this.tenants.all()) {
        const result = await this.runFor(name, tenant.id);
        results.push(`${tenant.slug}: ${result}`);
      }
    } finally {
      clearInterval(renewal);
      await this.store.end(name, this.owner, this.clock.now(), results.join('; '));
    }
    return results.join('; ');
  }

  private async runFor(name: string, tenantId: TenantId): Promise<string> {
    try {
      return (await this.registered.get(name)?.job.run(tenantId)) ?? '';
    } catch (error) {
      const failure = failureText(error);
      this.logger.error(`recurring job ${name}: ${failure}`);
      return `failed: ${failure}`;
    }
  }

  private async rows(): Promise<{ row: RecurringJobRow; next: Instant }[]> {
    this.known ??= this.register();
    await this.known;
    return (await this.store.all()).flatMap((row) => {
      const times = this.registered.get(row.name)?.times;
      return times === undefined ? [] : [{ row, next: times.after(row.firedAt) }];
    });
  }

  private async register(): Promise<void> {
    const rows = [...this.registered.values()].map(({ job, zone }) => ({
      name: job.name,
      cron: job.cron,
      zone,
    }));
    try {
      await this.store.register(rows, this.clock.now());
    } catch (error) {
      this.known = null;
      throw error;
    }
  }

  private async ensureKnown(name: string): Promise<void> {
    if (!this.registered.has(name)) {
      const known = [...this.registered.keys()].join(', ');
      throw new DomainError('JOB.UNKNOWN', `There is no recurring job "${name}"; known ones: ${known}.`);
    }
    await this.rows();
  }
}
