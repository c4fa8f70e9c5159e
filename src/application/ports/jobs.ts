import type { Instant } from '../../domain/calendar/instant.js';

/** Queues by urgency. */
export type JobQueue = 'inbound' | 'outbound' | 'webhooks' | 'bulk';

/** Every job of Parley and what it carries: ids only. */
export interface JobPayloads {
  'process-inbound': { readonly contactPointId: string };
  'dispatch-messages': Record<string, never>;
  'run-import': { readonly importId: string };
  'deliver-webhooks': Record<string, never>;
}
export type JobName = keyof JobPayloads;

/** The queue of every job; a name that is missing here does not compile. */
export const JOB_QUEUES: Readonly<Record<JobName, JobQueue>> = {
  'process-inbound': 'inbound',
  'dispatch-messages': 'outbound',
  'run-import': 'bulk',
  'deliver-webhooks': 'webhooks',
};

export interface EnqueueOptions {
  readonly runAt?: Instant;
  /** While a job of this name and key waits, enqueuing another is the same job. */
  readonly key?: string;
}

/** Writes a job row in the caller's transaction; a driver picks it up once that has committed. At least once. */
export abstract class Jobs {
  abstract enqueue<Name extends JobName>(
    name: Name,
    payload: JobPayloads[Name],
    options?: EnqueueOptions,
  ): Promise<void>;
}
