import { PollingJobDriver } from '../../src/adapters/jobs/polling-job-driver.js';
import { eachDatabase } from '../support/databases.js';
import { jobDriverContract } from '../support/job-driver-contract.js';

eachDatabase('the polling job driver', (place) => {
  jobDriverContract(
    place.open,
    (store, handlers, clock, leaseMs) =>
      new PollingJobDriver(store, handlers, clock, { leaseMs, pollMs: 20_000 }),
  );
});
