import { describe, expect, it } from '@jest/globals';
import { Pace } from './pace.js';

/** Parts that leave within a second that begins at `from`. */
const within = (pace: Pace, from: number): number => {
  let now = from;
  let parts = 0;
  for (;;) {
    now += pace.take(now);
    if (now >= from + 1_000) return parts;
    parts += 1;
    now += 0.5;
  }
};

describe('the pace', () => {
  it('keeps what was agreed', () => {
    expect(within(new Pace(20), 0)).toBeLessThanOrEqual(20);
    expect(within(new Pace(20), 0)).toBeGreaterThanOrEqual(19);
  });

  it('without an agreement waits for nothing', () => {
    const pace = new Pace(0);
    for (let now = 0; now < 100; now += 1) expect(pace.take(now)).toBe(0);
  });

  it('is halved by each sign, not by each answer of one burst', () => {
    const pace = new Pace(40);
    pace.throttled(0);
    pace.throttled(1);
    pace.throttled(500);
    expect(pace.perSecond).toBe(20);
    pace.throttled(1_000);
    expect(pace.perSecond).toBe(10);
    expect(pace.isSlowed).toBe(true);
  });

  it('never stands still', () => {
    const pace = new Pace(2);
    for (let second = 0; second < 10; second += 1) pace.throttled(second * 1_000);
    expect(pace.perSecond).toBe(1);
  });

  it('begins from what was really sent when nothing was agreed', () => {
    const pace = new Pace(0);
    for (let now = 0; now < 1_000; now += 5) pace.take(now);
    pace.take(1_000);
    pace.throttled(1_001);
    expect(pace.perSecond).toBe(100);
  });

  it('begins from a guess when nothing was sent yet', () => {
    const pace = new Pace(0);
    pace.take(0);
    pace.throttled(1);
    expect(pace.perSecond).toBe(25);
  });

  it('grows back while nobody complains, up to what was agreed', () => {
    const pace = new Pace(40);
    pace.throttled(0);
    pace.take(1_000);
    expect(pace.perSecond).toBe(25);
    pace.take(10_000);
    expect([pace.perSecond, pace.isSlowed]).toEqual([40, false]);
  });
});
