import { describe, expect, it } from '@jest/globals';
import { instant } from '../calendar/instant.js';
import { localDate } from '../calendar/local-date.js';
import { idOf } from '../shared/ids.js';
import { money } from '../shared/money.js';
import type { PromiseToPay } from './promise-to-pay.js';
import { settlePromise } from './settle-promise.js';

const promise: PromiseToPay = {
  id: idOf('p'),
  debtId: idOf('d'),
  conversationId: idOf('c'),
  amount: money(500, 'CNY'),
  dueOn: localDate('2026-11-27'),
  state: 'open',
  paidBeforeMinor: 100,
  madeAt: instant(0),
  remindedAt: null,
  settledAt: null,
  version: 1,
};

describe('settling a promise', () => {
  it.each([
    [100, '2026-11-27', 'open'],
    [599, '2026-11-27', 'open'],
    [600, '2026-11-22', 'kept'],
    [700, '2026-11-28', 'kept'],
    [599, '2026-11-28', 'partly-kept'],
    [101, '2026-11-28', 'partly-kept'],
    [100, '2026-11-28', 'broken'],
    [50, '2026-12-28', 'broken'],
  ])('with %i paid on the debt by %s is %s', (paid, today, state) => {
    expect(settlePromise(promise, paid, localDate(today))).toBe(state);
  });

  it('is done once', () => {
    expect(settlePromise({ ...promise, state: 'broken' }, 10_000, localDate('2026-11-28'))).toBe('broken');
    expect(settlePromise({ ...promise, state: 'cancelled' }, 100, localDate('2026-11-28'))).toBe('cancelled');
  });
});
