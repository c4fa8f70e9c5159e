import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { advanceMessage } from './advance-message.js';
import type { MessageState } from './message.js';
import { advancePart, receiptOfParts } from './part-receipts.js';
import type { Receipt } from './send-outcome.js';

type Status = Receipt['status'];

describe('receipts of parts', () => {
  it('say of the whole what the last and the worst part say', () => {
    expect(receiptOfParts([])).toBeNull();
    expect(receiptOfParts(['delivered', null])).toBeNull();
    expect(receiptOfParts(['delivered', 'delivered'])).toBe('delivered');
    expect(receiptOfParts(['delivered', 'read'])).toBe('delivered');
    expect(receiptOfParts(['read', 'read'])).toBe('read');
    expect(receiptOfParts([null, 'failed'])).toBe('failed');
    expect(advancePart('failed', 'delivered')).toBe('delivered');
    expect(advancePart('delivered', 'failed')).toBe('delivered');
  });

  it('leave the message in the same state in any order, however often each is told, once every part was heard of', () => {
    const told = fc.array(
      fc.record({
        part: fc.integer({ min: 0, max: 2 }),
        status: fc.constantFrom<Status>('delivered', 'read', 'failed'),
      }),
      { maxLength: 10 },
    );
    const end = (receipts: readonly { part: number; status: Status }[]): MessageState => {
      const parts: (Status | null)[] = [null, null, null];
      let state: MessageState = 'sent';
      for (const { part, status } of receipts) {
        parts[part] = advancePart(parts[part] ?? null, status);
        const whole = receiptOfParts(parts);
        if (whole !== null) state = advanceMessage(state, whole);
      }
      return state;
    };
    fc.assert(
      fc.property(told, (receipts) => {
        const heard = [0, 1, 2].flatMap((part) =>
          receipts.some((receipt) => receipt.part === part) ? [] : [{ part, status: 'delivered' as const }],
        );
        const all = [...receipts, ...heard];
        expect(end([...all, ...all.slice(0, 3)].reverse())).toBe(end(all));
      }),
    );
  });
});
