import { describe, expect, it } from '@jest/globals';
import { MINUTE, SECOND, instant, plus } from '../../../domain/calendar/instant.js';
import { idOf } from '../../../domain/shared/ids.js';
import { accountReport, attemptIdOf, loginReport, messageIdOf, outcomeOf } from './outcome-of.js';

const now = instant(1_000_000);
const after = (code: number) => outcomeOf({ kind: 'answered', code, body: {} }, 'our-id', now);

describe('what became of a text', () => {
  it('is known by the id of the attempt, which fits into 32 characters', () => {
    const id = messageIdOf(idOf('01890a5d-ac96-774b-bcce-b302099a8057'));
    expect(id).toBe('01890a5dac96774bbcceb302099a8057');
    expect(id).toMatch(/^[0-9a-zA-Z_-]{32}$/);
    expect(attemptIdOf(id)).toBe('01890a5d-ac96-774b-bcce-b302099a8057');
    expect(attemptIdOf('typed-elsewhere')).toBe('typed-elsewhere');
  });

  it.each([
    [0, { kind: 'accepted', providerMessageId: 'our-id' }],
    [-1, { kind: 'unknown', reason: 'provider-busy' }],
    [40096, { kind: 'refused', reason: 'unreachable-address' }],
    [40058, { kind: 'refused', reason: 'content-rejected' }],
    [45002, { kind: 'refused', reason: 'content-rejected' }],
    [95001, { kind: 'refused', reason: 'other' }],
    [95002, { kind: 'refused', reason: 'other' }],
    [95013, { kind: 'refused', reason: 'other' }],
    [12345, { kind: 'refused', reason: 'other' }],
    [45009, { kind: 'retry', after: plus(now, 60 * SECOND), reason: 'throttled' }],
    [45033, { kind: 'retry', after: plus(now, 60 * SECOND), reason: 'throttled' }],
    [95018, { kind: 'retry', after: plus(now, 30 * MINUTE) }],
    [95017, { kind: 'retry', after: plus(now, 10 * MINUTE) }],
    [95000, { kind: 'retry', after: plus(now, 10 * MINUTE) }],
    [60020, { kind: 'retry', after: plus(now, 10 * MINUTE) }],
    [42001, { kind: 'retry', after: plus(now, 10 * MINUTE) }],
    [40014, { kind: 'retry', after: plus(now, 10 * MINUTE) }],
  ])('after code %i', (code, outcome) => {
    expect(after(code)).toMatchObject(outcome);
  });

  it('is unknown where the request may have arrived, and nothing where it cannot have', () => {
    const lost = outcomeOf({ kind: 'lost', reason: 'timeout' }, 'our-id', now);
    expect(lost).toEqual({ kind: 'unknown', reason: 'timeout' });
    expect(outcomeOf({ kind: 'not-asked' }, 'our-id', now)).toMatchObject({ kind: 'retry' });
    const login = outcomeOf({ kind: 'refused-login', code: 40001 }, 'our-id', now);
    expect(login).toMatchObject({ kind: 'retry', after: plus(now, 10 * MINUTE) });
  });
});

describe('what a code says about the account', () => {
  it.each([0, -1, 40096, 95001, 95002, 95018])('%i: nothing', (code) => {
    expect(accountReport(code, now)).toBeNull();
  });

  it.each([40001, 40013, 60020, 95000, 95017])('%i: a person has to look', (code) => {
    const report = accountReport(code, now);
    expect(report).toMatchObject({ state: 'blocked' });
    expect(report?.detail).toMatch(/[.]$/);
  });

  it.each([45009, 45033])('%i: slower for a while', (code) => {
    expect(accountReport(code, now)).toMatchObject({ state: 'slowed', slowUntil: plus(now, 60 * SECOND) });
  });

  it('a login that is refused for a reason that is not known still needs a person', () => {
    expect(loginReport(40001).detail).toContain('secret');
    expect(loginReport(49999)).toMatchObject({ state: 'blocked', detail: expect.stringContaining('49999') });
  });
});
