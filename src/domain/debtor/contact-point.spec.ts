import { describe, expect, it } from '@jest/globals';
import { instant } from '../calendar/instant.js';
import { rightPartyState } from './contact-point.js';

describe('the state of a right party', () => {
  const confirmed = {
    state: 'confirmed',
    method: 'two-facts',
    at: instant(1_000),
    expiresAt: instant(2_000),
  } as const;

  it('is confirmed until it expires, to the millisecond', () => {
    expect(rightPartyState(confirmed, instant(1_999))).toBe('confirmed');
    expect(rightPartyState(confirmed, instant(2_000))).toBe('unconfirmed');
  });

  it('stays wrong for good', () => {
    expect(rightPartyState({ state: 'wrong', at: instant(1_000) }, instant(9_000))).toBe('wrong');
  });
});
