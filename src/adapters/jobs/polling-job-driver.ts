import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Clock } from '../../application/ports/clock.js';
import { JobDriver } from '../../application/ports/job-driver.js';
import type { ClaimedJob, JobStore } from '../../application/ports/job-store.js';
import type { JobQueue } from '../../application/ports/jobs.js';
import { MINUTE, plus, SECOND } from '../../domain/calendar/instant.js';
import { failureText } from './failure-text.js';
import type { JobHandlers } from './job-handlers.js';

/** Most urgent first. */
const QUEUES: readonly JobQueue[] = ['inbound', 'outbound', 'webhooks', 'bulk'];
const WORKERS: Readonly<Record<JobQueue, number>> = {
  inbound: 4,
  outbound: 1,
  webhooks: 2,
  bulk: 1,
};
const DRAIN_BATCH = 20;
const MAXIMUM_ATTEMPTS = 8;
const FIRST_RETRY = 5 * SECOND;
const LONGEST_RETRY = 10 * MINUTE;

export interface PollingSettings {
  /** How long a claim lasts without being renewed. */
  readonly leaseMs: number;
  /** How often waiting jobs are looked for where no commit of this process announces them. */
  readonly pollMs: number;
}

/** When a job that failed `attempts` times is tried again: 5 s, 10 s, 20 s … at most 10 minutes. */
export const retryPause = (attempts: number): number =>
  Math.min(FIRST_RETRY * 2 ** Math.max(0, attempts - 1), LONGEST_RETRY);

/** Wakes a sleeper early; rung while nobody sleeps, it is heard by the next one. */
class Bell {
  private sleeper: AbortController | null = null;
  private rung = false;

  async wait(milliseconds: number): Promise<void> {
    if (!this.rung) {
      this.sleeper = new AbortController();
      await sleep(milliseconds, undefined, { signal: this.sleeper.signal }).catch(() => undefined);
      this.sleeper = null;
    }
    this.rung = false;
  }

  wake(): void {
    this.rung = true;
    this.sleeper?.abort();
  }
}

/**
 * Picks up committed job rows by asking the store: at once after a commit of this process, else every
 * `pollMs`. Each queue has workers of its own, so bulk work never holds up a reply.
 */
export class PollingJobDriver extends JobDriver {
  private readonly logger = new Logger('Jobs');
  private readonly bells = new Map<JobQueue, Bell[]>(QUEUES.map((queue) => [queue, []]));
  private readonly recovery = new Bell();
  private workers: Promise<void>[] = [];
  private running = false;

  constructor(
    private readonly store: JobStore,
    private readonly handlers: JobHandlers,
    private readonly clock: Clock,
    private readonly settings: PollingSettings,
  ) {
    super();
    store.onEnqueued((queue) => this.bells.get(queue)?.forEach((bell) => bell.wake()));
  }

  async drain(): Promise<number> {
    await this.store.releaseAbandoned(this.clock.now());
    let runs = 0;
    for (let ran = await this.round(); ran > 0; ran = await this.round()) runs += ran;
    return runs;
  }

  async start(): Promise<void> {
    if (this.running) return;
    this.running = true;
    await this.store.releaseAbandoned(this.clock.now());
    this.workers = QUEUES.flatMap((queue) =>
      Array.from({ length: WORKERS[queue] }, () => {
        const bell = new Bell();
        this.bells.get(queue)?.push(bell);
        return this.work(queue, bell);
      }),
    );
    this.workers.push(this.recover());
  }

  async stop(): Promise<void> {
    this.running = false;
    for (const bells of this.bells.values()) bells.splice(0).forEach((bell) => bell.wake());
    this.recovery.wake();
    await Promise.all(this.workers.splice(0));
  }

  /** One batch of the most urgent queue that has anything due. */
  private async round(): Promise<number> {
    for (const queue of QUEUES) {
      const jobs = await this.claim(queue, DRAIN_BATCH);
      if (jobs.length === 0) continue;
      const done: ClaimedJob[] = [];
      for (const job of jobs) if (await this.execute(job)) done.push(job);
      await this.store.finish(done);
      return jobs.length;
    }
    return 0;
  }

  private async work(queue: JobQueue, bell: Bell): Promise<void> {
    while (this.running) {
      try {
        const [job] = await this.claim(queue, 1);
        if (job === undefined) await bell.wait(this.settings.pollMs);
        else if (await this.execute(job)) await this.store.finish([job]);
      } catch (error) {
        this.logger.error(`queue ${queue}: ${failureText(error)}`);
        await bell.wait(this.settings.pollMs);
      }
    }
  }

  private async recover(): Promise<void> {
    while (this.running) {
      await this.recovery.wait(this.settings.leaseMs / 2);
      if (!this.running) return;
      try {
        const released = await this.store.releaseAbandoned(this.clock.now());
        if (released > 0) this.logger.warn(`${released} jobs of a process that stopped wait again`);
      } catch (error) {
        this.logger.error(`releasing abandoned jobs: ${failureText(error)}`);
      }
    }
  }

  private claim(queue: JobQueue, limit: number): Promise<ClaimedJob[]> {
    const now = this.clock.now();
    return this.store.claim(queue, limit, now, plus(now, this.settings.leaseMs));
  }

  /** Whether the job is done; one that failed is already noted for another try. */
  private async execute(job: ClaimedJob): Promise<boolean> {
    const renewal = setInterval(() => {
      this.store.renew(job, plus(this.clock.now(), this.settings.leaseMs)).catch(() => undefined);
    }, this.settings.leaseMs / 3);
    try {
      await this.handlers.run(job);
    } catch (error) {
      clearInterval(renewal);
      await this.afterFailure(job, failureText(error));
      return false;
    } finally {
      clearInterval(renewal);
    }
    return true;
  }

  private async afterFailure(job: ClaimedJob, failure: string): Promise<void> {
    const given = `job ${job.name} ${job.id}, attempt ${job.attempts}: ${failure}`;
    if (job.attempts >= MAXIMUM_ATTEMPTS) {
      this.logger.error(`${given}; given up`);
      await this.store.fail(job, failure);
      return;
    }
    this.logger.warn(given);
    await this.store.retry(job, plus(this.clock.now(), retryPause(job.attempts)), failure);
  }
}
