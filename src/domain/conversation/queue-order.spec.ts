import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, instant, plus } from '../calendar/instant.js';
import { zoneId } from '../calendar/zone.js';
import { closeOutcomesOf } from './close-outcomes.js';
import type { HandOff } from './hand-off.js';
import { HAND_OFF_REASONS, freed, holderOf, newHandOff, reopened } from './hand-off.js';
import { queueGroup, queueRank } from './queue-order.js';
import { idOf } from '../shared/ids.js';

/** Monday 2026-11-23, 16:00 in Shanghai. */
const NOW = instant(Date.parse('2026-11-23T08:00:00Z'));
const SHANGHAI = zoneId('Asia/Shanghai');

const item = (change: Partial<HandOff> = {}): HandOff => ({
  ...newHandOff({
    id: idOf('item'),
    conversationId: idOf('conversation'),
    debtorId: idOf('debtor'),
    lenderId: idOf('lender'),
    channel: 'sms',
    reason: 'requested',
    priority: 'normal',
    answerBy: plus(NOW, 2 * HOUR),
    openedAt: NOW,
    linkedTo: null,
  }),
  ...change,
});

describe('the place of an item', () => {
  it('is first for danger, last while the debtor has our answer, none once closed', () => {
    expect(queueRank(item({ reason: 'crisis', waitingSince: NOW }))).toBe(0);
    expect(queueRank(item({ priority: 'urgent' }))).toBe(1);
    expect(queueRank(item({ waitingSince: NOW }))).toBe(2);
    expect(queueRank(item({ state: 'closed', reason: 'crisis' }))).toBeNull();
  });

  it.each([
    [-1, 'late'],
    [0, 'late'],
    [1, 'within-hour'],
    [60, 'within-hour'],
    [61, 'today'],
    [8 * 60 - 1, 'today'],
    [8 * 60, 'later'],
  ] as const)('due in %d minutes: %s', (minutes, group) => {
    expect(queueGroup(item({ answerBy: plus(NOW, minutes * MINUTE) }), NOW, SHANGHAI)).toBe(group);
  });

  it('is under safety or waiting whenever it is due', () => {
    expect(queueGroup(item({ reason: 'crisis', answerBy: plus(NOW, -HOUR) }), NOW, SHANGHAI)).toBe('safety');
    expect(queueGroup(item({ waitingSince: NOW, answerBy: plus(NOW, -HOUR) }), NOW, SHANGHAI)).toBe(
      'waiting',
    );
  });
});

describe('who holds an item', () => {
  const held = item({ state: 'claimed', claimedBy: 'lin', claimedAt: NOW, leaseUntil: plus(NOW, MINUTE) });

  it('is nobody once the lease is over', () => {
    expect(holderOf(held, NOW)).toBe('lin');
    expect(holderOf(held, plus(NOW, MINUTE))).toBeNull();
    expect(holderOf(freed(held), NOW)).toBeNull();
  });

  it('is whoever it was given back to, with nothing left of the close', () => {
    const closed = item({
      state: 'closed',
      closedAt: NOW,
      closedBy: 'lin',
      outcome: 'answered',
      afterClose: 'closed',
    });
    const again = reopened(closed, 'lin', NOW, plus(NOW, MINUTE));
    expect(holderOf(again, NOW)).toBe('lin');
    expect(again).toMatchObject({ closedAt: null, closedBy: null, outcome: null, afterClose: null });
  });
});

describe('how an item may end', () => {
  it.each(HAND_OFF_REASONS)('%s: one to nine outcomes, none twice', (reason) => {
    const outcomes = closeOutcomesOf(reason);
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.length).toBeLessThanOrEqual(9);
    expect(new Set(outcomes).size).toBe(outcomes.length);
  });

  it('is never about money where somebody was in danger', () => {
    expect(closeOutcomesOf('crisis')).not.toEqual(expect.arrayContaining(['paid']));
    expect(
      closeOutcomesOf('crisis').filter((one) => ['paid', 'promised', 'plan-agreed'].includes(one)),
    ).toEqual([]);
  });
});
