import { describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE, instant, plus } from '../calendar/instant.js';
import { idOf } from '../shared/ids.js';
import type { WebhookDelivery } from './webhook-delivery.js';
import { afterTry, MOST_TRIES, replayed } from './webhook-delivery.js';

const now = instant(Date.UTC(2026, 2, 2, 2));
const fresh = (id: string): WebhookDelivery => ({
  id: idOf(id),
  endpointId: idOf('endpoint'),
  sequence: 7,
  eventId: 'event',
  eventType: 'message.sent',
  state: 'waiting',
  tries: 0,
  lastTriedAt: null,
  lastStatus: null,
  lastFault: null,
  queuedAt: now,
});

/** Failing tries in a row: the pauses between them, and what it is in the end. */
const failing = (id: string) => {
  let delivery = fresh(id);
  let at = now;
  const pauses: number[] = [];
  while (delivery.state === 'waiting') {
    const tried = afterTry(delivery, { kind: 'answered', status: 500 }, at);
    delivery = tried.delivery;
    const next = tried.restsUntil ?? at;
    if (delivery.state === 'waiting') pauses.push(next - at);
    at = next;
  }
  return { delivery, pauses };
};

describe('a delivery', () => {
  it.each([200, 201, 204, 299])('is taken by %i', (status) => {
    const { delivery, restsUntil } = afterTry(fresh('a'), { kind: 'answered', status }, now);
    expect(delivery).toMatchObject({ state: 'delivered', tries: 1, lastStatus: status });
    expect(restsUntil).toBeNull();
  });

  it.each([301, 302, 400, 404, 410, 500, 503])('waits for another try after %i', (status) => {
    const { delivery, restsUntil } = afterTry(fresh('a'), { kind: 'answered', status }, now);
    expect(delivery).toMatchObject({ state: 'waiting', tries: 1, lastStatus: status, lastFault: null });
    expect(restsUntil).toBeGreaterThanOrEqual(plus(now, MINUTE));
  });

  it('is given up after ten tries over about two days, each pause longer than the one before', () => {
    const { delivery, pauses } = failing('a');
    expect(delivery).toMatchObject({ state: 'failed', tries: MOST_TRIES });
    expect(pauses).toHaveLength(9);
    expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
    const whole = pauses.reduce((sum, pause) => sum + pause, 0);
    expect(whole).toBeGreaterThan(46 * HOUR);
    expect(whole).toBeLessThan(2 * DAY + 6 * HOUR);
  });

  it('does not come at the same moment as others that failed with it', () => {
    const firsts = Array.from({ length: 20 }, (_, at) => failing(`delivery-${at}`).pauses[4] ?? 0);
    expect(new Set(firsts).size).toBeGreaterThan(15);
    expect(Math.min(...firsts)).toBeGreaterThanOrEqual(HOUR);
    expect(Math.max(...firsts)).toBeLessThanOrEqual(1.1 * HOUR);
  });

  it('begins anew when it is replayed, as the same event', () => {
    const { delivery } = failing('a');
    expect(replayed(delivery)).toMatchObject({ state: 'waiting', tries: 0, eventId: 'event', id: 'a' });
  });
});
