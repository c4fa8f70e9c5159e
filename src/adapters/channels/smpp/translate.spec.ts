import { describe, expect, it } from '@jest/globals';
import { instant } from '../../../domain/calendar/instant.js';
import { outcomeOfStatus, refusalOfBind } from './translate.js';

const NOW = instant(Date.UTC(2026, 2, 2, 2));
const outcome = (status: number): Record<string, unknown> => {
  const { kind, reason } = outcomeOfStatus(status, new Set([0x441]), NOW);
  return { kind, reason };
};

describe('the status of a submit', () => {
  it.each([
    [0x58, { kind: 'retry', reason: 'throttled' }],
    [0x14, { kind: 'retry', reason: 'throttled' }],
    [0x45, { kind: 'retry', reason: 'smpp-status-0x45' }],
    [0x64, { kind: 'retry', reason: 'smpp-status-0x64' }],
    [0x04, { kind: 'retry', reason: 'smpp-status-0x04' }],
    [0x08, { kind: 'unknown', reason: 'smpp-status-0x08' }],
    [0xff, { kind: 'unknown', reason: 'smpp-status-0xff' }],
    [0x0b, { kind: 'refused', reason: 'unreachable-address' }],
    [0x0a, { kind: 'refused', reason: 'account-rejected' }],
    [0x48, { kind: 'refused', reason: 'account-rejected' }],
    [0x01, { kind: 'refused', reason: 'content-rejected' }],
    [0x104, { kind: 'refused', reason: 'content-rejected' }],
    [0x441, { kind: 'refused', reason: 'blocked-by-recipient' }],
    [0x442, { kind: 'refused', reason: 'other' }],
    [0x03, { kind: 'refused', reason: 'other' }],
  ])('0x%s', (status, expected) => expect(outcome(status)).toEqual(expected));

  it('throttling is waited out', () => {
    expect(outcomeOfStatus(0x58, new Set(), NOW)).toMatchObject({ after: NOW + 5_000 });
  });
});

describe('the status of a bind', () => {
  it.each([
    [0x0e, 'blocked', 'password'],
    [0x0f, 'blocked', 'systemId'],
    [0x53, 'blocked', 'systemType'],
    [0x05, 'down', 'bound already'],
    [0x0d, 'down', '0x0d'],
    [0x08, 'down', '0x08'],
  ])('0x%s', (status, state, names) => {
    const refusal = refusalOfBind(status);
    expect(refusal).toEqual({ state, detail: expect.stringContaining(names) });
    expect(refusal.detail).toMatch(/\.$/u);
  });
});
