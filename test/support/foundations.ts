import { BlindIndex } from '../../src/adapters/persistence/blind-index.js';
import { ParleyDataSource, dataSourceOptions } from '../../src/adapters/persistence/data-source.js';
import { ENTITIES } from '../../src/adapters/persistence/entities.js';
import { FieldCipher } from '../../src/adapters/persistence/field-cipher.js';
import { TypeormEventLog } from '../../src/adapters/persistence/typeorm-event-log.js';
import { TypeormTenants } from '../../src/adapters/persistence/typeorm-tenants.js';
import { TypeormUnitOfWork } from '../../src/adapters/persistence/unit-of-work.js';
import { MovableClock } from '../../src/adapters/system/movable-clock.js';
import { UuidIds } from '../../src/adapters/system/uuid-ids.js';
import type { Instant } from '../../src/domain/calendar/instant.js';
import { MIGRATIONS } from '../../migrations/all.js';

/** As `test/support/databases.ts`, so that two processes read each other's rows. */
const KEY = Buffer.alloc(32, 7);

/** A migrated database for programs that run outside Jest: benchmarks, and processes that a test kills. */
export async function openFoundations(url: string, now: Instant) {
  const dataSource = new ParleyDataSource(dataSourceOptions(url, ENTITIES, MIGRATIONS));
  await dataSource.initialize();
  await dataSource.runMigrations();
  const ids = new UuidIds();
  const clock = new MovableClock('test', now);
  const unitOfWork = new TypeormUnitOfWork(dataSource);
  const { id: tenantId } = await new TypeormTenants(unitOfWork, ids).ensure('test-lender', 'Test Lender');
  return {
    dataSource,
    ids,
    clock,
    unitOfWork,
    tenantId,
    cipher: new FieldCipher([{ id: 'test', key: KEY }]),
    blindIndex: new BlindIndex(KEY),
    eventLog: new TypeormEventLog(unitOfWork, clock, ids),
  };
}
