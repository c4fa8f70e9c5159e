import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/all.js';
import { ByteCipher } from '../../application/ports/byte-cipher.js';
import { EventLog } from '../../application/ports/event-log.js';
import { JobStore } from '../../application/ports/job-store.js';
import { Jobs } from '../../application/ports/jobs.js';
import { RecurringJobStore } from '../../application/ports/recurring-job-store.js';
import { Tenants } from '../../application/ports/tenants.js';
import { UnitOfWork } from '../../application/ports/unit-of-work.js';
import { Env } from '../../config/env.js';
import { BlindIndex } from './blind-index.js';
import { dataSourceOptions, ParleyDataSource } from './data-source.js';
import { ENTITIES } from './entities.js';
import { FieldCipher } from './field-cipher.js';
import { storageKeys } from './key-file.js';
import { KeyedByteCipher } from './keyed-byte-cipher.js';
import { TypeormEventLog } from './typeorm-event-log.js';
import { TypeormJobStore } from './typeorm-job-store.js';
import { TypeormJobs } from './typeorm-jobs.js';
import { TypeormRecurringJobStore } from './typeorm-recurring-job-store.js';
import { TypeormTenants } from './typeorm-tenants.js';
import { TypeormUnitOfWork } from './unit-of-work.js';

/** A refusal to start is told at once: retrying would only delay the sentence that says why. */
const NO_RETRY = { retryAttempts: 1, retryDelay: 0, toRetry: () => false };

const openMigrated = async (options?: DataSourceOptions): Promise<ParleyDataSource> => {
  if (options === undefined) throw new Error('The data source needs options.');
  return new ParleyDataSource(options).initialize();
};

/**
 * Owns the data source, migrated at boot, and what everything stored rests on. Needs `Env`, `Clock` and `Ids`
 * from global modules.
 */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Env],
      useFactory: (env: Env) => ({
        ...dataSourceOptions(env.databaseUrl, ENTITIES, MIGRATIONS),
        migrationsRun: true,
        ...NO_RETRY,
      }),
      dataSourceFactory: openMigrated,
    }),
  ],
  providers: [
    TypeormUnitOfWork,
    { provide: UnitOfWork, useExisting: TypeormUnitOfWork },
    {
      provide: FieldCipher,
      inject: [Env],
      useFactory: (env: Env) => new FieldCipher(storageKeys(env).fieldKeys),
    },
    {
      provide: ByteCipher,
      inject: [Env],
      useFactory: (env: Env) => new KeyedByteCipher(storageKeys(env).fieldKeys),
    },
    {
      provide: BlindIndex,
      inject: [Env],
      useFactory: (env: Env) => new BlindIndex(storageKeys(env).indexKey),
    },
    { provide: Tenants, useClass: TypeormTenants },
    { provide: EventLog, useClass: TypeormEventLog },
    TypeormJobStore,
    { provide: JobStore, useExisting: TypeormJobStore },
    { provide: RecurringJobStore, useClass: TypeormRecurringJobStore },
    { provide: Jobs, useClass: TypeormJobs },
  ],
  exports: [
    TypeormUnitOfWork,
    UnitOfWork,
    FieldCipher,
    ByteCipher,
    BlindIndex,
    Tenants,
    EventLog,
    Jobs,
    JobStore,
    RecurringJobStore,
  ],
})
export class PersistenceCoreModule {}
