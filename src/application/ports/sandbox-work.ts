import type { Instant } from '../../domain/calendar/instant.js';
import type { TenantId } from '../../domain/shared/ids.js';

/** One recurring job that ran in a sandbox. */
export interface SandboxRun {
  readonly at: Instant;
  readonly job: string;
  readonly result: string;
}

/** The jobs of a sandbox, which run only when somebody lets them. Inside a `SandboxClock`. */
export abstract class SandboxWork {
  /** Runs the jobs that are due until none is left. */
  abstract settle(tenantId: TenantId): Promise<void>;
  /** The next time after `moment` at which a job comes that is no mere housekeeping. */
  abstract nextAfter(moment: Instant): Instant;
  /** Housekeeping, and the jobs whose time lies after `from` and not after the present. */
  abstract runDue(tenantId: TenantId, from: Instant): Promise<SandboxRun[]>;
}
