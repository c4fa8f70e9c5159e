import { describe, expect, it } from '@jest/globals';
import { instant } from '../../domain/calendar/instant.js';
import type { ConversationId, HandOffId, LenderId } from '../../domain/shared/ids.js';
import { idOf } from '../../domain/shared/ids.js';
import type { SealedEvent } from '../ports/event-log.js';
import type { EventPlace } from '../ports/event-places.js';
import { liveEventsOf, STREAMED_EVENTS } from './live-events-of.js';

const at = instant(Date.UTC(2026, 2, 2, 2));
const lender = idOf<LenderId>('lender-1');
const conversation = { id: idOf<ConversationId>('conversation-1'), lenderId: lender };

const event = (type: string, more: Partial<SealedEvent> = {}): SealedEvent => ({
  id: 'event',
  type,
  subjects: {},
  sequence: 41,
  actor: 'staff:li',
  at,
  hash: '',
  ...more,
});

const place = (more: Partial<EventPlace> = {}): EventPlace => ({
  lenderIds: new Set([lender]),
  conversations: [conversation],
  queueRows: [],
  ...more,
});

describe('what is told live of an event', () => {
  it('is nothing where the event is on no list', () => {
    expect(liveEventsOf(event('touch.planned'), place())).toEqual([]);
    expect(liveEventsOf(event('case.revealed'), place())).toEqual([]);
  });

  it('is numbered by the event and in parts', () => {
    const told = liveEventsOf(event('payment.recorded'), place());
    expect(told.map(({ name, sequence, part, last }) => [name, sequence, part, last])).toEqual([
      ['conversation.event', 41, 1, false],
      ['brief.changed', 41, 2, true],
    ]);
  });

  it('goes to who reaches the lender of each conversation', () => {
    const other = idOf<LenderId>('lender-2');
    const both = [conversation, { id: idOf<ConversationId>('conversation-2'), lenderId: other }];
    const told = liveEventsOf(
      event('contact-point.opted-out'),
      place({ lenderIds: new Set([lender, other]), conversations: both }),
    );
    expect(told.map(({ name, lenderIds }) => [name, ...(lenderIds ?? [])])).toEqual([
      ['conversation.event', lender],
      ['conversation.event', other],
      ['brief.changed', lender],
      ['brief.changed', other],
    ]);
  });

  it('tells of a channel account what people want of it, or how it does', () => {
    const subjects = { channelAccount: 'account-1' };
    const told = [
      event('channel.paused', { subjects, payload: { version: 3 } }),
      event('channel.logged-out', { subjects, payload: { state: 'logged-out', detail: 'Scan again.' } }),
    ].flatMap((one) => liveEventsOf(one, place({ conversations: [] })));
    expect(told.map(({ name, needs, content }) => ({ name, needs, content }))).toEqual([
      {
        name: 'channel.health',
        needs: ['channels.read'],
        content: { channelAccountId: 'account-1', state: 'paused', version: 3 },
      },
      {
        name: 'channel.health',
        needs: ['channels.read'],
        content: { channelAccountId: 'account-1', condition: 'logged-out', version: null },
      },
    ]);
  });

  it('tells a row of the queue as it is now', () => {
    const row = {
      handOffId: idOf<HandOffId>('item'),
      conversationId: conversation.id,
      lenderId: lender,
      state: 'closed',
      priority: 'normal',
      dueAt: at,
      heldBy: 'li',
      version: 7,
    };
    const [told] = liveEventsOf(event('conversation.closed'), place({ queueRows: [row] }));
    expect(told).toMatchObject({ name: 'queue.row', needs: ['desk.read'] });
    expect(told?.content).toMatchObject({ handOffId: 'item', version: 7, removed: true, heldBy: 'li' });
  });

  it('names the place of an entry in its conversation', () => {
    const subjects = { message: '0190163d-8694-739b-aea5-966c26f8ad91', debtor: 'd' };
    const [told] = liveEventsOf(event('message.sent', { subjects }), place());
    expect(told?.content['seq']).toEqual(expect.any(Number));
    expect(told?.content).toMatchObject({ messageId: subjects.message, conversationId: conversation.id });
    expect(told?.content).not.toHaveProperty('debtorId');
  });

  it('needs the permission of what a revision is of', () => {
    const needs = (kind: string) =>
      liveEventsOf(event('revision.published', { payload: { kind, number: 8 } }), place())[0]?.needs;
    expect([needs('template'), needs('treatment'), needs('limits')]).toEqual([
      ['templates.read'],
      ['treatments.read'],
      ['limits.read'],
    ]);
  });

  it('never carries a reason, which a person may have typed', () => {
    for (const type of Object.keys(STREAMED_EVENTS)) {
      const told = liveEventsOf(event(type, { reason: '张伟 called' }), place());
      expect(told).not.toEqual([]);
      expect(JSON.stringify(told)).not.toContain('张伟');
    }
  });
});
