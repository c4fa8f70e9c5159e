import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, instant, plus } from '../../../domain/calendar/instant.js';
import { after, canSay, newSession, pauseBeforeStart } from './session-state.js';
import type { Session, Signal } from './session-state.js';

const NOW = instant(1_800_000_000_000);
const through = (...signals: Signal[]): Session =>
  signals.reduce((session, signal) => after(session, signal, NOW), newSession(NOW));

describe('the session of a WeChat login', () => {
  it.each<[string, Signal[]]>([
    ['starting', [{ kind: 'starting' }]],
    ['waiting-for-scan', [{ kind: 'starting' }, { kind: 'scan', status: 2, code: 'c' }]],
    ['up', [{ kind: 'login' }]],
    ['deaf', [{ kind: 'login' }, { kind: 'link-lost' }]],
    ['up', [{ kind: 'login' }, { kind: 'link-lost' }, { kind: 'login' }]],
    ['down', [{ kind: 'login' }, { kind: 'left', hopeless: false }]],
    ['logged-out', [{ kind: 'login' }, { kind: 'logout' }]],
    ['logged-out', [{ kind: 'login' }, { kind: 'logout' }, { kind: 'left', hopeless: false }]],
    ['logged-out', [{ kind: 'no-login' }]],
    ['down', [{ kind: 'unreachable' }]],
    ['down', [{ kind: 'not-served' }]],
    ['blocked', [{ kind: 'bad-token' }, { kind: 'left', hopeless: true }, { kind: 'starting' }]],
    ['blocked', [{ kind: 'no-package', name: 'wechaty' }]],
    ['blocked', [{ kind: 'puppet-failed' }]],
    ['blocked', [{ kind: 'login' }, { kind: 'restricted' }]],
    ['slowed', [{ kind: 'login' }, { kind: 'too-fast' }]],
    ['slowed', [{ kind: 'login' }, { kind: 'too-fast-notice' }, { kind: 'link-lost' }, { kind: 'login' }]],
    ['slowed', [{ kind: 'login' }, { kind: 'too-fast' }, { kind: 'well' }]],
  ])('is %s after %j', (state, signals) => {
    const session = through(...signals);
    expect(session.state).toBe(state);
    expect(session.detail).toMatch(/\.$/u);
  });

  it('shows a code only where it can be scanned', () => {
    const codes = [0, 1, 2, 3, 4, 5].map(
      (status) => through({ kind: 'scan', status, code: 'https://login/1' }).signInCode,
    );
    expect(codes).toEqual([null, null, 'https://login/1', null, null, 'https://login/1']);
    expect(through({ kind: 'scan', status: 2, code: 'c' }, { kind: 'login' }).signInCode).toBeNull();
  });

  it('is fast again an hour after the sign', () => {
    const slowed = through({ kind: 'login' }, { kind: 'too-fast' });
    expect(slowed.slowUntil).toBe(plus(NOW, HOUR));
    expect(after(slowed, { kind: 'well' }, plus(NOW, HOUR))).toMatchObject({ state: 'up', slowUntil: null });
  });

  it('hands texts over only where they can go and an answer can be heard', () => {
    const sendable = (['up', 'slowed', 'deaf', 'down', 'starting', 'logged-out', 'blocked'] as const).filter(
      (state) => canSay({ ...newSession(NOW), state }),
    );
    expect(sendable).toEqual(['up', 'slowed']);
  });

  it('says since when it is so', () => {
    const up = through({ kind: 'login' });
    const later = plus(NOW, MINUTE);
    expect(after(up, { kind: 'login' }, later).since).toBe(NOW);
    expect(after(up, { kind: 'link-lost' }, later).since).toBe(later);
  });

  it('waits longer with each client that came to nothing, and starts afresh after a login that lasted', () => {
    let session = newSession(NOW);
    const pauses = [pauseBeforeStart(session, 60_000)];
    for (let failures = 0; failures < 10; failures += 1) {
      session = after(session, { kind: 'left', hopeless: false }, NOW);
      pauses.push(pauseBeforeStart(session, 60_000));
    }
    expect(pauses).toEqual([0, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 60_000]);
    const up = after(session, { kind: 'login' }, NOW);
    expect(after(up, { kind: 'left', hopeless: false }, NOW).failures).toBe(11);
    expect(after(up, { kind: 'left', hopeless: false }, plus(NOW, MINUTE)).failures).toBe(1);
  });

  it('does not hurry where only a person can help', () => {
    const blocked = through({ kind: 'bad-token' }, { kind: 'left', hopeless: true });
    expect(pauseBeforeStart(blocked, 60_000)).toBe(60_000);
  });
});
