import { describe, expect, it } from '@jest/globals';
import { instant, MINUTE, plus, SECOND } from '../../domain/calendar/instant.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { ChannelDirectory } from '../ports/channel-directory.js';
import type { ChannelGateways } from '../ports/channel-gateway.js';
import { ClaimLease } from './claim-lease.js';
import type { Departure } from './record-judgements.js';
import { SendTexts } from './send-texts.js';

const START = instant(Date.UTC(2026, 2, 2, 2));

const departure = (id: string): Departure =>
  ({
    message: { id },
    contactPoint: { address: '+8613800000000' },
    attempt: { id: `attempt-${id}`, startedAt: START },
    ready: {
      account: { id: 'account', provider: 'slow' },
      text: 'text',
      choices: [],
      validUntil: plus(START, MINUTE),
    },
  }) as unknown as Departure;

/** A provider that takes 20 seconds for each text, one at a time. */
const slowProvider = () => {
  let now: Instant = START;
  const taken: string[] = [];
  const gateway = {
    send: (_: unknown, { attemptId }: { readonly attemptId: string }) => {
      now = plus(now, 20 * SECOND);
      taken.push(attemptId);
      return Promise.resolve({ kind: 'accepted', providerMessageId: attemptId });
    },
  };
  const sendTexts = new SendTexts(
    { of: () => gateway } as unknown as ChannelGateways,
    { capabilities: () => ({ concurrency: 1 }) } as unknown as ChannelDirectory,
    new ClaimLease(MINUTE),
    { now: () => now },
  );
  return { sendTexts, taken };
};

describe('SendTexts', () => {
  it('hands nothing over in the second half of the lease, when another process may have taken it up', async () => {
    const { sendTexts, taken } = slowProvider();
    const arrivals = await sendTexts.run(['a', 'b', 'c', 'd'].map(departure));
    expect(taken).toEqual(['attempt-a', 'attempt-b']);
    expect(arrivals.map(({ outcome }) => outcome.kind)).toEqual(['accepted', 'accepted', 'retry', 'retry']);
  });
});
