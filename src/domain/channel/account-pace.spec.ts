import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY, HOUR, MINUTE, SECOND, instant, plus } from '../calendar/instant.js';
import type { Instant } from '../calendar/instant.js';
import { idOf } from '../shared/ids.js';
import type { ContactPointId } from '../shared/ids.js';
import { UNLIMITED } from './account-limits.js';
import type { AccountLimits } from './account-limits.js';
import type { AccountLoad, Leaving, PacedAccount } from './account-pace.js';
import { AccountPace, dailyLimit, isPaced, longestPause, startOfDay } from './account-pace.js';

const NOW = instant(Date.UTC(2026, 2, 2, 2));
const IDLE: AccountLoad = { usedToday: 0, lastTo: new Map(), lastSlot: null };
const PAUSE = 10;
const CAREFUL: AccountLimits = { ...UNLIMITED, secondsBetweenPeople: PAUSE, secondsBetweenTexts: 2 };

const account = (limits: AccountLimits, change: Partial<PacedAccount> = {}): PacedAccount => ({
  limits,
  createdAt: plus(NOW, -100 * DAY),
  state: 'up',
  slowUntil: null,
  ...change,
});
let count = 0;
const leaving = (person: string, change: Partial<Leaving> = {}): Leaving => {
  count += 1;
  return {
    id: idOf(`message-${count}`),
    person: idOf(person),
    isReply: false,
    hasSlot: false,
    expiresAt: plus(NOW, 3 * DAY),
    ...change,
  };
};
const momentOf = (pace: AccountPace, message: Leaving): Instant => {
  const leave = pace.leave(message);
  return leave.kind === 'now' ? NOW : leave.until;
};

describe('AccountPace', () => {
  it('lets everything go where nothing is limited', () => {
    const pace = new AccountPace(account(UNLIMITED), IDLE, NOW);
    expect(isPaced(UNLIMITED)).toBe(false);
    expect(Array.from({ length: 50 }, (_, n) => momentOf(pace, leaving(`p${n}`)))).toEqual(
      Array<Instant>(50).fill(NOW),
    );
  });

  it('gives each message to another person a slot of its own, one uneven pause after the last', () => {
    const pace = new AccountPace(account(CAREFUL), IDLE, NOW);
    const moments = Array.from({ length: 40 }, (_, n) => momentOf(pace, leaving(`p${n}`)));
    const pauses = moments.slice(1).map((moment, at) => (moment - (moments[at] ?? 0)) / SECOND);
    expect(moments[0]).toBe(NOW);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(PAUSE);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(PAUSE * 1.5);
    expect(new Set(pauses).size).toBeGreaterThan(30);
    expect(pace.lastSlot).toBe(moments.at(-1));
  });

  it('counts what left before, to the same person less', () => {
    const lastTo = new Map<ContactPointId, Instant>([[idOf('p'), plus(NOW, -SECOND)]]);
    const ask = (person: string) =>
      momentOf(new AccountPace(account(CAREFUL), { ...IDLE, lastTo }, NOW), leaving(person));
    expect(ask('p')).toBe(plus(NOW, SECOND));
    expect(ask('q')).toBeGreaterThanOrEqual(plus(NOW, (PAUSE - 1) * SECOND));
  });

  it('finds the slot of a message free when it comes back, and goes on after the slots already given', () => {
    const load = { ...IDLE, lastSlot: plus(NOW, HOUR) };
    const pace = new AccountPace(account(CAREFUL), load, NOW);
    expect(momentOf(pace, leaving('p', { hasSlot: true }))).toBe(NOW);
    expect(momentOf(pace, leaving('q'))).toBeGreaterThanOrEqual(plus(NOW, HOUR + PAUSE * SECOND));
  });

  it('puts an answer to a debtor before those who wait for a slot, but never closer than the pace', () => {
    const lastTo = new Map<ContactPointId, Instant>([[idOf('other'), NOW]]);
    const pace = new AccountPace(account(CAREFUL), { ...IDLE, lastTo, lastSlot: plus(NOW, HOUR) }, NOW);
    const answers = [
      momentOf(pace, leaving('p', { isReply: true })),
      momentOf(pace, leaving('q', { isReply: true })),
    ];
    expect(answers[0]).toBeGreaterThanOrEqual(plus(NOW, PAUSE * SECOND));
    expect(answers[0]).toBeLessThanOrEqual(plus(NOW, PAUSE * 1.5 * SECOND));
    expect(answers[1]).toBeGreaterThanOrEqual(plus(answers[0] ?? NOW, PAUSE * SECOND));
  });

  it('is four times slower after a bad sign, until then', () => {
    const lastTo = new Map<ContactPointId, Instant>([[idOf('p'), NOW]]);
    const ask = (change: Partial<PacedAccount>) =>
      momentOf(new AccountPace(account(CAREFUL, change), { ...IDLE, lastTo }, NOW), leaving('p')) - NOW;
    expect(ask({})).toBe(2 * SECOND);
    expect(ask({ state: 'slowed' })).toBe(8 * SECOND);
    expect(ask({ slowUntil: plus(NOW, MINUTE) })).toBe(8 * SECOND);
    expect(ask({ state: 'slowed', slowUntil: NOW })).toBe(2 * SECOND);
    expect(longestPause(CAREFUL)).toBe(60 * SECOND);
  });

  it('keeps no slot for a message that would be too old in it', () => {
    const pace = new AccountPace(account(CAREFUL), { ...IDLE, lastSlot: plus(NOW, HOUR) }, NOW);
    expect(pace.leave(leaving('p', { expiresAt: plus(NOW, MINUTE) })).kind).toBe('later');
    expect(pace.lastSlot).toBe(plus(NOW, HOUR));
  });

  it('ends the day at the limit; answers still go', () => {
    const pace = new AccountPace(account({ ...UNLIMITED, perDay: 2 }), { ...IDLE, usedToday: 1 }, NOW);
    expect(pace.leave(leaving('a'))).toEqual({ kind: 'now' });
    expect(pace.leave(leaving('b'))).toEqual({
      kind: 'later',
      until: plus(startOfDay(NOW), DAY),
      rule: 'channel.daily-limit',
      inputs: { used: 2, limit: 2 },
    });
    expect(pace.leave(leaving('c', { isReply: true }))).toEqual({ kind: 'now' });
  });

  it('counts slots of today against the limit of today', () => {
    const pace = new AccountPace(account({ ...CAREFUL, perDay: 3 }), IDLE, NOW);
    const rules = Array.from({ length: 5 }, (_, n) => {
      const leave = pace.leave(leaving(`p${n}`));
      return leave.kind === 'now' ? 'now' : leave.rule;
    });
    expect(rules).toEqual([
      'now',
      'channel.pace',
      'channel.pace',
      'channel.daily-limit',
      'channel.daily-limit',
    ]);
  });

  it('warms up evenly', () => {
    const limits = { ...UNLIMITED, perDay: 100, perDayAtFirst: 20, warmUpDays: 4 };
    const onDay = (age: number) => dailyLimit(limits, NOW, plus(NOW, age * DAY));
    expect([0, 1, 2, 3, 4, 400].map(onDay)).toEqual([20, 40, 60, 80, 100, 100]);
    expect(dailyLimit({ ...limits, perDay: null }, NOW, NOW)).toBe(20);
    expect(dailyLimit({ ...limits, perDay: 10 }, NOW, NOW)).toBe(10);
    expect(dailyLimit(UNLIMITED, NOW, NOW)).toBeNull();
  });

  it('keeps the pauses and the limit for every mixture of messages', () => {
    const someone = fc.record({
      person: fc.integer({ min: 0, max: 5 }),
      isReply: fc.boolean(),
      hasSlot: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(someone, { maxLength: 40 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (people, usedToday, perDay) => {
          const pace = new AccountPace(account({ ...CAREFUL, perDay }), { ...IDLE, usedToday }, NOW);
          let went = 0;
          const gone: { person: string; at: number }[] = [];
          for (const { person, ...rest } of people) {
            const leave = pace.leave(leaving(`p${person}`, rest));
            if (leave.kind === 'now') gone.push({ person: `p${person}`, at: NOW });
            if (leave.kind === 'now' && !rest.isReply) went += 1;
            if (leave.kind === 'later') expect(leave.until).toBeGreaterThan(NOW);
          }
          expect(gone.length).toBeLessThanOrEqual(1);
          expect(went).toBeLessThanOrEqual(Math.max(0, perDay - usedToday));
        },
      ),
    );
  });

  it('never grows the warm-up backwards nor beyond the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 80 }),
        (perDay, perDayAtFirst, warmUpDays, age) => {
          const limits = { ...UNLIMITED, perDay, perDayAtFirst, warmUpDays };
          const on = (day: number) => dailyLimit(limits, NOW, plus(NOW, day * DAY)) ?? 0;
          expect(on(age)).toBeLessThanOrEqual(perDay);
          expect(on(age + 1)).toBeGreaterThanOrEqual(on(age));
        },
      ),
    );
  });
});
