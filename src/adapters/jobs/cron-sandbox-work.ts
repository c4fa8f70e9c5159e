import type { Clock } from '../../application/ports/clock.js';
import type { JobStore } from '../../application/ports/job-store.js';
import { SandboxWork } from '../../application/ports/sandbox-work.js';
import type { SandboxRun } from '../../application/ports/sandbox-work.js';
import { MINUTE, earliest, plus } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { TenantId } from '../../domain/shared/ids.js';
import type { RecurringJob } from './cron-recurring-jobs.js';
import { CronTimes } from './cron-times.js';
import { failureText } from './failure-text.js';
import type { JobHandlers } from './job-handlers.js';

const BATCH = 50;
const LEASE = 10 * MINUTE;
/** Jobs that come so often are housekeeping: they run at every stop of the clock and make none of their own. */
const HOUSEKEEPING_WITHIN = 10 * MINUTE;

interface TimedJob {
  readonly job: RecurringJob;
  readonly times: CronTimes;
  readonly housekeeping: boolean;
}

/** Runs the same jobs and recurring jobs as the service does, for one sandbox. */
export class CronSandboxWork extends SandboxWork {
  private readonly timed: readonly TimedJob[];

  constructor(
    recurring: readonly RecurringJob[],
    private readonly handlers: JobHandlers,
    private readonly store: JobStore,
    private readonly clock: Clock,
  ) {
    super();
    this.timed = recurring.map((job) => {
      const times = new CronTimes(job.cron, job.zone ?? 'UTC');
      const first = times.after(clock.now());
      return { job, times, housekeeping: times.after(first) - first <= HOUSEKEEPING_WITHIN };
    });
  }

  async settle(tenantId: TenantId): Promise<void> {
    for (;;) {
      const now = this.clock.now();
      const jobs = await this.store.claimOf(tenantId, BATCH, now, plus(now, LEASE));
      if (jobs.length === 0) return;
      for (const job of jobs) {
        try {
          await this.handlers.run(job);
          await this.store.finish([job]);
        } catch (error) {
          await this.store.fail(job, failureText(error));
        }
      }
    }
  }

  nextAfter(moment: Instant): Instant {
    const [first = plus(moment, MINUTE), ...others] = this.timed
      .filter(({ housekeeping }) => !housekeeping)
      .map(({ times }) => times.after(moment));
    return earliest(first, ...others);
  }

  async runDue(tenantId: TenantId, from: Instant): Promise<SandboxRun[]> {
    const runs: SandboxRun[] = [];
    const now = this.clock.now();
    for (const { job, times, housekeeping } of this.timed) {
      if (!housekeeping && times.after(from) > now) continue;
      const result = await job.run(tenantId);
      if (!housekeeping) runs.push({ at: now, job: job.name, result });
    }
    await this.settle(tenantId);
    return runs;
  }
}
