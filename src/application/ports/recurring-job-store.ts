import type { Instant } from '../../domain/calendar/instant.js';
import type { RecurringJobState } from './recurring-jobs.js';

export interface RecurringJobRow extends Omit<RecurringJobState, 'nextRunAt'> {
  /** The moment of the last firing by the clock; at first, when the job was registered. */
  readonly firedAt: Instant;
}

/** The rows of recurring jobs: across tenants, outside any unit of work. */
export abstract class RecurringJobStore {
  /** Adds new jobs and updates cron and zone of known ones. */
  abstract register(
    jobs: readonly Pick<RecurringJobRow, 'name' | 'cron' | 'zone'>[],
    now: Instant,
  ): Promise<void>;
  abstract all(): Promise<RecurringJobRow[]>;
  /**
   * Takes the lock for a firing by the clock, if nobody holds it, the job is not paused, and nobody fired it
   * since `row` was read.
   */
  abstract beginFiring(
    row: RecurringJobRow,
    owner: string,
    now: Instant,
    lockUntil: Instant,
  ): Promise<boolean>;
  /** Takes the lock for a requested run and withdraws the request, if nobody holds it. */
  abstract beginRequested(name: string, owner: string, now: Instant, lockUntil: Instant): Promise<boolean>;
  abstract renew(name: string, owner: string, lockUntil: Instant): Promise<void>;
  abstract end(name: string, owner: string, now: Instant, result: string): Promise<void>;
  abstract request(name: string, now: Instant): Promise<void>;
  abstract setPaused(name: string, since: Instant | null): Promise<void>;
}
