import type { Instant } from '../../domain/calendar/instant.js';

export interface RecurringJobState {
  readonly name: string;
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string;
  readonly zone: string;
  readonly lastStartedAt: Instant | null;
  readonly lastFinishedAt: Instant | null;
  readonly lastResult: string | null;
  readonly pausedAt: Instant | null;
  readonly runRequestedAt: Instant | null;
  readonly nextRunAt: Instant;
}

/** Work that comes back by the clock. With several processes exactly one runs each firing. */
export abstract class RecurringJobs {
  abstract list(): Promise<RecurringJobState[]>;
  /**
   * Runs it at once, also when paused; returns its result. When another process is running it, asks for one more
   * run afterwards and returns null. Throws `JOB.UNKNOWN`.
   */
  abstract runNow(name: string): Promise<string | null>;
  abstract pause(name: string): Promise<void>;
  abstract resume(name: string): Promise<void>;
  /** Runs, once each and in the order of their times, the jobs whose next time has come; returns their names. */
  abstract runDue(): Promise<string[]>;
  /** The next time of any job that is not paused. */
  abstract nextDue(): Promise<Instant | null>;
  /** Begins to fire by the wall clock, until `stop`. */
  abstract start(): Promise<void>;
  /** Waits for the jobs under way. */
  abstract stop(): Promise<void>;
}
