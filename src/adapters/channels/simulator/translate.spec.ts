import { describe, it, expect } from '@jest/globals';
import { SECOND, instant, plus } from '../../../domain/calendar/instant.js';
import { eventPage, lookedUp, outcomeOf } from './translate.js';

const now = instant(1_000_000);
const reply = (status: number, body: unknown = {}, retryAfter?: string) => ({
  status,
  retryAfter,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('what an answer to a hand-over means', () => {
  it.each([
    [reply(200, { id: 'x' }), { kind: 'accepted', providerMessageId: 'x' }],
    [reply(202, {}), { kind: 'accepted-unconfirmed' }],
    [reply(200, 'not json'), { kind: 'accepted-unconfirmed' }],
    [reply(429, {}, '5'), { kind: 'retry', after: plus(now, 5 * SECOND), reason: 'throttled' }],
    [reply(429, {}, 'soon'), { kind: 'retry', after: plus(now, 30 * SECOND), reason: 'throttled' }],
    [
      reply(422, { reason: 'unreachable-address', detail: 'gone' }),
      { kind: 'refused', reason: 'unreachable-address', detail: 'gone' },
    ],
    [reply(400, 'no json'), { kind: 'refused', reason: 'other', detail: '' }],
    [reply(422, { reason: 'a new one' }), { kind: 'refused', reason: 'other', detail: '' }],
    [reply(500, { id: 'x' }), { kind: 'unknown', reason: 'status-500' }],
    [reply(503), { kind: 'unknown', reason: 'status-503' }],
    [reply(302), { kind: 'unknown', reason: 'status-302' }],
  ])('%j', (given, outcome) => {
    expect(outcomeOf(given, now)).toEqual(outcome);
  });

  it('is asked for again only when the provider says that it has not got it', () => {
    expect(lookedUp(reply(404), now)).toMatchObject({ kind: 'retry' });
    expect(lookedUp(reply(200, { id: 'x' }), now)).toMatchObject({ kind: 'accepted' });
    expect(lookedUp(reply(500), now)).toBeNull();
    expect(lookedUp(reply(429, {}, '1'), now)).toBeNull();
  });
});

describe('a page of events', () => {
  const message = {
    kind: 'message',
    sequence: 7,
    providerMessageId: 'in-1',
    from: 'sim-1',
    content: { kind: 'text', text: 'hi' },
    media: null,
    sentAt: 5,
  };

  it('becomes events in their order', () => {
    const receipt = { ...message, kind: 'receipt', status: 'read', at: 4, detail: null, sequence: 8 };
    const page = eventPage(JSON.stringify({ events: [message, receipt] }));
    expect(page.through).toBe(8);
    expect(page.events).toMatchObject([
      { kind: 'message', address: 'sim-1', content: { kind: 'text', text: 'hi' } },
      { kind: 'receipt', receipt: { providerMessageId: 'in-1', status: 'read', at: 4, detail: null } },
    ]);
  });

  it('takes content it does not know as unsupported, so that it is answered and not stuck', () => {
    const strange = { ...message, content: { kind: 'hologram' } };
    const page = eventPage(JSON.stringify({ events: [strange] }));
    expect(page.events).toMatchObject([{ kind: 'message', content: { kind: 'unsupported' } }]);
  });

  it('may be empty', () => {
    expect(eventPage('{"events":[]}')).toEqual({
      events: [],
      through: null,
    });
  });
});
