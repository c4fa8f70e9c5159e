import { describe, expect, it } from '@jest/globals';
import { MINUTE, SECOND, instant, plus } from '../../../domain/calendar/instant.js';
import { RecentDeliveries } from './recent-deliveries.js';

const NOW = instant(Date.UTC(2026, 2, 2, 2));
const later = (milliseconds: number) => plus(NOW, milliseconds);

describe('the id of an incoming message', () => {
  it('is another one for the same words in the same connection', () => {
    const recent = new RecentDeliveries();
    const first = recent.idOf('one', 1, NOW);
    recent.answered(first, false, NOW);
    expect(recent.idOf('one', 1, later(SECOND))).not.toBe(first);
  });

  it('is the same when the connection went soon after our answer, once', () => {
    const recent = new RecentDeliveries();
    const first = recent.idOf('one', 1, NOW);
    recent.answered(first, false, NOW);
    recent.sessionEnded(1, later(30 * SECOND));
    recent.sessionBegan(later(20 * MINUTE));
    expect(recent.idOf('two', 2, later(20 * MINUTE))).not.toBe(first);
    expect(recent.idOf('one', 2, later(21 * MINUTE))).toBe(first);
    expect(recent.idOf('one', 2, later(21 * MINUTE))).not.toBe(first);
  });

  it('is another one when our answer surely arrived', () => {
    const recent = new RecentDeliveries();
    const first = recent.idOf('one', 1, NOW);
    recent.answered(first, false, NOW);
    recent.sessionEnded(1, later(2 * MINUTE));
    recent.sessionBegan(later(2 * MINUTE));
    expect(recent.idOf('one', 2, later(2 * MINUTE))).not.toBe(first);
  });

  it('is another one long after the next bind', () => {
    const recent = new RecentDeliveries();
    const first = recent.idOf('one', 1, NOW);
    recent.sessionEnded(1, later(SECOND));
    recent.sessionBegan(later(SECOND));
    expect(recent.idOf('one', 2, later(3 * MINUTE))).not.toBe(first);
  });

  it('is the same after we asked for another delivery', () => {
    const recent = new RecentDeliveries();
    const first = recent.idOf('one', 1, NOW);
    recent.answered(first, true, NOW);
    expect(recent.idOf('one', 1, later(5 * MINUTE))).toBe(first);
  });

  it('is the same for a process that comes after this one', () => {
    const before = new RecentDeliveries();
    const ids = Array.from({ length: 30 }, (_, at) => before.idOf(`print${at}`, 1, later(at)));
    expect(before.written().length).toBeLessThanOrEqual(500);
    const after = new RecentDeliveries();
    after.restore(before.written());
    after.sessionBegan(later(MINUTE));
    expect(after.idOf('print29', 1, later(MINUTE))).toBe(ids[29]);
    expect(after.idOf('print0', 1, later(MINUTE))).not.toBe(ids[0]);
    expect(after.idOf('print29', 1, later(MINUTE))).not.toBe(ids[29]);
  });

  it('begins anew where nothing was written', () => {
    const recent = new RecentDeliveries();
    recent.restore('');
    expect(recent.idOf('one', 1, NOW)).toMatch(/^one-[\da-z]+-1$/u);
  });
});
