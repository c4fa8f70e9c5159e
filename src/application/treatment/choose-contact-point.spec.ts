import { describe, expect, it } from '@jest/globals';
import { instant, plus } from '../../domain/calendar/instant.js';
import { localDate } from '../../domain/calendar/local-date.js';
import { instantAt, zoneId } from '../../domain/calendar/zone.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import { idOf } from '../../domain/shared/ids.js';
import { contactPointInTouch, firstInOrder } from './choose-contact-point.js';
import { nextSlot } from './local-slot.js';

const NOW = instant(Date.UTC(2026, 2, 2, 2));
const AVAILABLE = new Set(['sms', 'wechat'] as const);

const point = (name: string, change: Partial<ContactPoint> = {}): ContactPoint => ({
  id: idOf(name),
  debtorId: idOf('debtor'),
  channel: 'sms',
  address: name,
  position: 0,
  channelAccountId: null,
  provenance: 'contract',
  consent: null,
  rightParty: { state: 'unconfirmed', failedTries: 0 },
  optedOutAt: null,
  unreachableAt: null,
  lastInboundAt: null,
  version: 1,
  ...change,
});
const confirmedUntil = (milliseconds: number): ContactPoint['rightParty'] => ({
  state: 'confirmed',
  method: 'two-facts',
  at: plus(NOW, -1_000),
  expiresAt: plus(NOW, milliseconds),
});

describe('the contact point of a planned step', () => {
  it('follows the order of the channels, then the order in which they were given', () => {
    const points = [
      point('late', { position: 2 }),
      point('early', { position: 1 }),
      point('w', { channel: 'wechat' }),
    ];
    expect(firstInOrder(points, ['sms', 'wechat'], AVAILABLE)?.id).toBe('early');
    expect(firstInOrder(points, ['wechat', 'sms'], AVAILABLE)?.id).toBe('w');
    expect(firstInOrder(points, ['wechat', 'sms'], new Set(['sms']))?.id).toBe('early');
  });

  it('is never one that was opted out, is wrong or cannot be reached', () => {
    const points = [
      point('a', { optedOutAt: NOW }),
      point('b', { unreachableAt: NOW }),
      point('c', { rightParty: { state: 'wrong', at: NOW } }),
    ];
    expect(firstInOrder(points, ['sms'], AVAILABLE)).toBeNull();
    expect(contactPointInTouch(points, idOf('a'), AVAILABLE, NOW)).toBeNull();
  });
});

describe('the contact point for what was agreed', () => {
  it('is that of the conversation, else a confirmed one, else the one written from last', () => {
    const spoken = point('spoken', { lastInboundAt: NOW });
    const confirmed = point('confirmed', { rightParty: confirmedUntil(1_000) });
    const expired = point('expired', { rightParty: confirmedUntil(-1) });
    const silent = point('silent');
    expect(contactPointInTouch([spoken, confirmed, silent], idOf('silent'), AVAILABLE, NOW)?.id).toBe(
      'silent',
    );
    expect(contactPointInTouch([spoken, confirmed], null, AVAILABLE, NOW)?.id).toBe('confirmed');
    expect(contactPointInTouch([expired, spoken], null, AVAILABLE, NOW)?.id).toBe('spoken');
    expect(contactPointInTouch([silent], null, AVAILABLE, NOW)).toBeNull();
  });
});

describe('the slot of a message', () => {
  const zone = zoneId('America/New_York');
  const hours = { notBefore: 600, notAfter: 1_140 };
  const at = (day: string, minute: number) => instantAt(localDate(day), minute, zone);

  it('is today at the hour, now within the hours, and tomorrow after them, also when the clocks change', () => {
    expect(nextSlot(hours, at('2026-03-02', 480), zone)).toBe(at('2026-03-02', 600));
    expect(nextSlot(hours, at('2026-03-02', 700), zone)).toBe(at('2026-03-02', 700));
    expect(nextSlot(hours, at('2026-03-07', 1_140), zone)).toBe(at('2026-03-08', 600));
  });
});
