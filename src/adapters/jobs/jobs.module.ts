import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type FactoryProvider,
  type ModuleMetadata,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock } from '../../application/ports/clock.js';
import { Ids } from '../../application/ports/ids.js';
import { JobDriver } from '../../application/ports/job-driver.js';
import { JobStore } from '../../application/ports/job-store.js';
import { RecurringJobStore } from '../../application/ports/recurring-job-store.js';
import { RecurringJobs } from '../../application/ports/recurring-jobs.js';
import { SandboxWork } from '../../application/ports/sandbox-work.js';
import { Tenants } from '../../application/ports/tenants.js';
import { Env } from '../../config/env.js';
import { CronRecurringJobs, type RecurringJob } from './cron-recurring-jobs.js';
import { CronSandboxWork } from './cron-sandbox-work.js';
import { JobHandlers, type AnyJobHandler } from './job-handlers.js';
import { PollingJobDriver } from './polling-job-driver.js';

/** What this installation runs. */
export interface JobsSetup {
  readonly handlers: readonly AnyJobHandler[];
  readonly recurring: readonly RecurringJob[];
  /** Whether jobs run by themselves from boot to shutdown; else somebody calls `drain` and `runDue`. */
  readonly autostart: boolean;
}

export interface JobsModuleOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject: NonNullable<FactoryProvider['inject']>;
  readonly useFactory: FactoryProvider<JobsSetup>['useFactory'];
}

const SETUP = Symbol('JobsSetup');
const POLL_MS = 1_000;

/** Runs jobs and recurring jobs. Needs `Env`, `Clock`, `Ids`, `Tenants`, `JobStore` and `RecurringJobStore`. */
@Module({})
export class JobsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(SETUP) private readonly setup: JobsSetup,
    private readonly driver: JobDriver,
    private readonly recurring: RecurringJobs,
  ) {}

  static forRootAsync({ imports = [], inject, useFactory }: JobsModuleOptions): DynamicModule {
    return {
      module: JobsModule,
      global: true,
      imports,
      providers: [
        { provide: SETUP, inject, useFactory },
        {
          provide: JobDriver,
          inject: [SETUP, JobStore, Clock, Env],
          useFactory: (setup: JobsSetup, store: JobStore, clock: Clock, env: Env) =>
            new PollingJobDriver(store, new JobHandlers(setup.handlers), clock, {
              leaseMs: env.claimLeaseSeconds * 1_000,
              pollMs: POLL_MS,
            }),
        },
        {
          provide: RecurringJobs,
          inject: [SETUP, RecurringJobStore, Tenants, Clock, Env, Ids],
          useFactory: (
            setup: JobsSetup,
            store: RecurringJobStore,
            tenants: Tenants,
            clock: Clock,
            env: Env,
            ids: Ids,
          ) =>
            new CronRecurringJobs(setup.recurring, store, tenants, clock, env.claimLeaseSeconds * 1_000, ids),
        },
        {
          provide: SandboxWork,
          inject: [SETUP, JobStore, Clock],
          useFactory: (setup: JobsSetup, store: JobStore, clock: Clock) =>
            new CronSandboxWork(setup.recurring, new JobHandlers(setup.handlers), store, clock),
        },
      ],
      exports: [JobDriver, RecurringJobs, SandboxWork],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.setup.autostart) return;
    await this.driver.start();
    await this.recurring.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.recurring.stop();
    await this.driver.stop();
  }
}
