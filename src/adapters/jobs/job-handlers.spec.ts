import { describe, expect, it } from '@jest/globals';
import { JobHandlers, type AnyJobHandler } from './job-handlers.js';
import { retryPause } from './polling-job-driver.js';

const done = (): Promise<void> => Promise.resolve();
const inbound: AnyJobHandler = { name: 'process-inbound', run: done };
const dispatch: AnyJobHandler = { name: 'dispatch-messages', run: done };
const rest: readonly AnyJobHandler[] = [
  { name: 'run-import', run: done },
  { name: 'deliver-webhooks', run: done },
];

describe('job handlers', () => {
  it('must be exactly one per job', () => {
    expect(() => new JobHandlers([inbound, dispatch, ...rest])).not.toThrow();
    expect(() => new JobHandlers([inbound, ...rest])).toThrow(
      expect.objectContaining({
        code: 'JOB.NO_HANDLER',
        message: expect.stringContaining('dispatch-messages'),
      }),
    );
    expect(() => new JobHandlers([inbound, dispatch, inbound, ...rest])).toThrow(
      expect.objectContaining({
        code: 'JOB.TWO_HANDLERS',
        message: expect.stringContaining('process-inbound'),
      }),
    );
  });

  it('are tried again after ever longer pauses, up to ten minutes', () => {
    expect([1, 2, 3, 7, 8, 20].map(retryPause)).toEqual([5_000, 10_000, 20_000, 320_000, 600_000, 600_000]);
  });
});
