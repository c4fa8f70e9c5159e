/** Runs enqueued jobs. */
export abstract class JobDriver {
  /** Runs everything that is due at the clock's present moment, urgent queues first; returns how many runs. */
  abstract drain(): Promise<number>;
  /** Begins to run jobs as they become due, until `stop`. */
  abstract start(): Promise<void>;
  /** Waits for the jobs under way. */
  abstract stop(): Promise<void>;
}
