import { describe, expect, it } from '@jest/globals';
import { instant } from '../../domain/calendar/instant.js';
import { MovableClock } from './movable-clock.js';
import { UuidIds } from './uuid-ids.js';

describe('ids', () => {
  it('are version 7 UUIDs in strictly increasing order, also within a millisecond', () => {
    const ids = new UuidIds();
    const made = Array.from({ length: 20_000 }, () => ids.next<string>());
    expect(
      made.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true);
    expect(made.every((id, at) => at === 0 || id > (made[at - 1] ?? ''))).toBe(true);
    expect(new Set(made.map((id) => id.slice(19))).size).toBe(made.length);
  });
});

describe('the movable clock', () => {
  it('stands still until it is moved, and only forward', () => {
    const clock = new MovableClock('demo', instant(1_000));
    expect(clock.now()).toBe(1_000);
    clock.advanceTo(instant(2_000));
    expect(clock.now()).toBe(2_000);
    expect(() => clock.advanceTo(instant(1_999))).toThrow(
      expect.objectContaining({ code: 'CLOCK.BACKWARDS' }),
    );
  });

  it('does not exist in live mode', () => {
    expect(() => new MovableClock('live', instant(0))).toThrow(
      expect.objectContaining({ code: 'CLOCK.NOT_MOVABLE' }),
    );
  });
});
