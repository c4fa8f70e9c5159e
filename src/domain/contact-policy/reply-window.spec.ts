import { describe, expect, it } from '@jest/globals';
import { HOUR, instant, plus } from '../calendar/instant.js';
import { outsideReplyWindow } from './reply-window.js';

const NOW = instant(Date.UTC(2026, 2, 2, 2));
const WINDOW = { opensConversations: false, replyWindow: { hours: 48, messages: 5 } };
const FIRST_MOVE = { opensConversations: false, replyWindow: null };
const ANY = { opensConversations: true, replyWindow: null };
const consent = (source: string) => ({ at: NOW, source });

describe('outsideReplyWindow', () => {
  it('closes so many hours after the last message', () => {
    const at = (hours: number) =>
      outsideReplyWindow(WINDOW, { lastInboundAt: plus(NOW, -hours * HOUR), consent: null }, [], NOW);
    expect(at(47)).toBeNull();
    expect(at(48)).toMatchObject({
      decision: 'BLOCK',
      ruleId: 'channel.reply-window',
      inputs: { hours: 48 },
    });
  });

  it('closes after so many texts, and opens with the next message', () => {
    const lastInboundAt = plus(NOW, -HOUR);
    const sent = (count: number) => Array.from({ length: count }, () => plus(NOW, -60_000));
    const with_ = (count: number) =>
      outsideReplyWindow(WINDOW, { lastInboundAt, consent: null }, sent(count), NOW);
    expect(with_(4)).toBeNull();
    expect(with_(5)).toMatchObject({ inputs: { messages: 5, used: 5 } });
    expect(outsideReplyWindow(WINDOW, { lastInboundAt: NOW, consent: null }, sent(5), NOW)).toBeNull();
  });

  it('is closed for who never wrote, whatever they agreed to', () => {
    expect(
      outsideReplyWindow(WINDOW, { lastInboundAt: null, consent: consent('binding') }, [], NOW),
    ).not.toBeNull();
  });

  it('lets us write to who came to us where we may not write first', () => {
    expect(
      outsideReplyWindow(FIRST_MOVE, { lastInboundAt: null, consent: consent('contract') }, [], NOW),
    ).toMatchObject({ ruleId: 'channel.reply-window' });
    expect(
      outsideReplyWindow(FIRST_MOVE, { lastInboundAt: null, consent: consent('start') }, [], NOW),
    ).toBeNull();
    expect(outsideReplyWindow(FIRST_MOVE, { lastInboundAt: NOW, consent: null }, [], NOW)).toBeNull();
    expect(outsideReplyWindow(ANY, { lastInboundAt: null, consent: null }, [], NOW)).toBeNull();
  });
});
