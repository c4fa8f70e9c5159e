import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DeliveryEvent } from './advance-message.js';
import { advanceMessage } from './advance-message.js';
import type { MessageState } from './message.js';

const EVENTS: DeliveryEvent[] = [
  'accepted',
  'accepted-unconfirmed',
  'retry',
  'refused',
  'unknown',
  'delivered',
  'read',
  'failed',
];
const LATE_EVENTS = EVENTS.filter((event) => event !== 'retry');
const HANDED_OVER: MessageState[] = ['sent', 'sent-unconfirmed', 'unknown'];
const NEVER_LEFT: MessageState[] = ['queued', 'deferred', 'cancelled', 'suppressed', 'too-old'];

describe('advancing a message', () => {
  it('follows the outcome of the hand-over', () => {
    expect(LATE_EVENTS.map((event) => advanceMessage('checking', event))).toEqual([
      'sent',
      'sent-unconfirmed',
      'failed',
      'unknown',
      'delivered',
      'read',
      'failed',
    ]);
    expect(advanceMessage('checking', 'retry')).toBe('queued');
  });

  it.each(HANDED_OVER)('takes every receipt when %s', (state) => {
    expect(advanceMessage(state, 'delivered')).toBe('delivered');
    expect(advanceMessage(state, 'read')).toBe('read');
    expect(advanceMessage(state, 'failed')).toBe('failed');
    expect(advanceMessage(state, 'retry')).toBe(state);
  });

  it('never goes back', () => {
    for (const event of ['failed', 'refused', 'accepted', 'unknown', 'retry'] as const) {
      expect(advanceMessage('delivered', event)).toBe('delivered');
    }
    for (const event of EVENTS) expect(advanceMessage('read', event)).toBe('read');
    expect(advanceMessage('failed', 'accepted')).toBe('failed');
    expect(advanceMessage('sent', 'unknown')).toBe('sent');
    expect(advanceMessage('unknown', 'accepted')).toBe('sent');
  });

  it('leaves a message that never left where it is', () => {
    for (const state of NEVER_LEFT) {
      for (const event of EVENTS) expect(advanceMessage(state, event)).toBe(state);
    }
  });

  it('ends in the same state whatever the order and the number of the events', () => {
    const events = fc.array(fc.constantFrom(...LATE_EVENTS), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.constantFrom(...HANDED_OVER),
        events,
        fc.infiniteStream(fc.nat()),
        (start, told, random) => {
          const end = (list: readonly DeliveryEvent[]): MessageState => list.reduce(advanceMessage, start);
          const shuffled = [...told, ...told.slice(0, 2)]
            .map((event) => ({ event, key: random.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ event }) => event);
          expect(end(shuffled)).toBe(end(told));
        },
      ),
    );
  });
});
