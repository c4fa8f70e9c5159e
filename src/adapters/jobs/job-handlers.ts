import { JOB_QUEUES, type JobName, type JobPayloads } from '../../application/ports/jobs.js';
import type { ClaimedJob } from '../../application/ports/job-store.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { TenantId } from '../../domain/shared/ids.js';

export interface JobContext {
  readonly tenantId: TenantId;
}

export interface JobHandler<Name extends JobName> {
  readonly name: Name;
  /** May run more than once for one job: it must find out what is still to be done. */
  run(payload: JobPayloads[Name], context: JobContext): Promise<void>;
}

export type AnyJobHandler = { [Name in JobName]: JobHandler<Name> }[JobName];

/** Which use case runs a job. Every job has exactly one: else `JOB.NO_HANDLER`, `JOB.TWO_HANDLERS` at boot. */
export class JobHandlers {
  private readonly byName = new Map<JobName, AnyJobHandler>();

  constructor(handlers: readonly AnyJobHandler[]) {
    for (const handler of handlers) {
      if (this.byName.has(handler.name)) {
        throw new DomainError('JOB.TWO_HANDLERS', `The job "${handler.name}" has two handlers.`);
      }
      this.byName.set(handler.name, handler);
    }
    for (const name of Object.keys(JOB_QUEUES) as JobName[]) {
      if (!this.byName.has(name)) throw noHandler(name);
    }
  }

  async run(job: ClaimedJob): Promise<void> {
    const handler = this.byName.get(job.name);
    if (handler === undefined) throw noHandler(job.name);
    await (handler as JobHandler<JobName>).run(job.payload as JobPayloads[JobName], {
      tenantId: job.tenantId,
    });
  }
}

const noHandler = (name: string): DomainError =>
  new DomainError('JOB.NO_HANDLER', `The job "${name}" has no handler.`);
