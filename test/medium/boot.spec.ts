import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { JobsModule, type JobsSetup } from '../../src/adapters/jobs/jobs.module.js';
import { PersistenceCoreModule } from '../../src/adapters/persistence/persistence-core.module.js';
import { Jobs } from '../../src/application/ports/jobs.js';
import { RecurringJobs } from '../../src/application/ports/recurring-jobs.js';
import { Tenants } from '../../src/application/ports/tenants.js';
import { UnitOfWork } from '../../src/application/ports/unit-of-work.js';
import { readEnv } from '../../src/config/env.js';
import { RuntimeModule } from '../../src/runtime.module.js';
import { eachDatabase } from '../support/databases.js';
import { until } from '../support/job-driver-contract.js';

const KEY = Buffer.alloc(32, 5).toString('base64');

eachDatabase('booting the foundations', (place) => {
  let before: NodeJS.ProcessEnv;
  const opened: INestApplicationContext[] = [];

  beforeEach(async () => {
    before = { ...process.env };
    Object.assign(process.env, {
      DATABASE_URL: await place.url(),
      PARLEY_MODE: 'test',
      FIELD_KEYS: `test:${KEY}`,
      INDEX_KEY: KEY,
    });
  });

  afterEach(async () => {
    process.env = before;
    for (const app of opened.splice(0)) await app.close();
  });

  const boot = async (setup: JobsSetup): Promise<INestApplicationContext> => {
    class Application {}
    Module({
      imports: [
        RuntimeModule.with({ env: readEnv(), autostart: setup.autostart }),
        PersistenceCoreModule,
        JobsModule.forRootAsync({ inject: [], useFactory: () => setup }),
      ],
    })(Application);
    const app = await NestFactory.createApplicationContext(Application, {
      logger: false,
      abortOnError: false,
    });
    opened.push(app);
    return app;
  };
  const setUp = (ran: string[], autostart: boolean): JobsSetup => ({
    handlers: [
      {
        name: 'process-inbound',
        run: ({ contactPointId }) => {
          ran.push(contactPointId);
          return Promise.resolve();
        },
      },
      { name: 'dispatch-messages', run: () => Promise.resolve() },
      { name: 'run-import', run: () => Promise.resolve() },
      { name: 'deliver-webhooks', run: () => Promise.resolve() },
    ],
    recurring: [{ name: 'seal-events', cron: '* * * * *', run: () => Promise.resolve('0 sealed') }],
    autostart,
  });

  it('migrates, runs enqueued jobs by itself, and stops cleanly', async () => {
    const ran: string[] = [];
    const app = await boot(setUp(ran, true));
    const { id: tenantId } = await app.get(Tenants).ensure('lender', 'Lender');
    await app
      .get(UnitOfWork)
      .run({ tenantId, actor: { kind: 'system', name: 'test' } }, () =>
        app.get(Jobs).enqueue('process-inbound', { contactPointId: 'a' }),
      );
    await until(() => ran.length === 1);
    expect(await app.get(RecurringJobs).runNow('seal-events')).toBe('lender: 0 sealed');
  });

  it('lets several processes boot together on a server, and only one on a file', async () => {
    const boots = await Promise.allSettled([1, 2, 3].map(() => boot(setUp([], false))));
    const refused = boots
      .filter((one) => one.status === 'rejected')
      .map((one) => one.reason as { code: string });
    expect(refused.map(({ code }) => code)).toEqual(
      place.dialect === 'mysql' ? [] : ['DATABASE.IN_USE', 'DATABASE.IN_USE'],
    );
  });
});
