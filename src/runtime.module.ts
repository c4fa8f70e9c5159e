import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { ContextualClock } from './adapters/system/contextual-clock.js';
import { SystemClock } from './adapters/system/system-clock.js';
import { UuidIds } from './adapters/system/uuid-ids.js';
import { Clock } from './application/ports/clock.js';
import { Ids } from './application/ports/ids.js';
import { SandboxClock } from './application/ports/sandbox-clock.js';
import { Env } from './config/env.js';

/** What a process is made of: its settings, its clock, and whether jobs run by themselves. */
export interface Runtime {
  readonly env: Env;
  /** The wall clock unless given; a demo or a test gives a movable one. */
  readonly clock?: Clock;
  /** Whether jobs run from boot to shutdown; else somebody calls `DueWork` and `RecurringJobs.runDue`. */
  readonly autostart: boolean;
}

/** Settings, clock and ids, for every module. */
@Module({})
export class RuntimeModule {
  static with({ env, clock = new SystemClock() }: Runtime): DynamicModule {
    const contextual = new ContextualClock(clock);
    return {
      module: RuntimeModule,
      global: true,
      providers: [
        { provide: Env, useValue: env },
        { provide: Clock, useValue: contextual },
        { provide: SandboxClock, useValue: contextual },
        { provide: Ids, useClass: UuidIds },
      ],
      exports: [Env, Clock, SandboxClock, Ids],
    };
  }
}
