import { describe, expect, it } from '@jest/globals';
import { SECOND, instant } from '../../../domain/calendar/instant.js';
import { heardIn } from './translate.js';

const NOW = instant(1_772_416_800_000);
const LIMIT = 1_000;
const written = 1_772_416_700;

const message = (body: object) => ({
  message_id: 7,
  date: written,
  chat: { id: 42, type: 'private', first_name: 'X' },
  from: { id: 42, is_bot: false, first_name: 'X' },
  ...body,
});
const heard = (update: object) => heardIn({ update_id: 9, ...update }, NOW, LIMIT);
const event = (body: object) => heard({ message: message(body) }).events[0];

describe('what an update says', () => {
  it('a text', () => {
    expect(heard({ message: message({ text: '好' }) })).toEqual({
      updateId: 9,
      press: null,
      events: [
        {
          file: null,
          event: {
            kind: 'message',
            providerMessageId: '42:7',
            address: '42',
            content: { kind: 'text', text: '好' },
            media: null,
            sentAt: written * SECOND,
          },
        },
      ],
    });
  });

  it.each([
    ['/start Ab-9_x', 'Ab-9_x'],
    ['/start@parley_bot code7 ', 'code7'],
  ])('a link that binds: %s', (text, code) => {
    expect(event({ text })?.event).toMatchObject({ kind: 'binding', code, address: '42' });
  });

  it.each(['/start', '/startled code', 'please /start code', '/start two words'])(
    'a plain text: %s',
    (text) => {
      expect(event({ text })?.event).toMatchObject({ kind: 'message', content: { kind: 'text', text } });
    },
  );

  it('a changed message is one of its own, each time it is changed', () => {
    const change = { edited_message: message({ text: 'other', edit_date: written + 5 }) };
    expect(heard(change).events[0]?.event).toMatchObject({
      providerMessageId: '42:7:edit:9',
      content: { kind: 'text', text: 'other' },
      sentAt: (written + 5) * SECOND,
    });
    expect(heard({ edited_message: message({ text: '/start code' }) }).events[0]?.event.kind).toBe('message');
  });

  it('a position that moves is heard once', () => {
    const location = { latitude: 1, longitude: 2, live_period: 60 };
    expect(event({ location })?.event).toMatchObject({ content: { kind: 'location' } });
    expect(heard({ edited_message: message({ location }) }).events).toEqual([]);
  });

  it('a picture: the largest that may be fetched', () => {
    const photo = [
      { file_id: 'small', file_size: 10 },
      { file_id: 'best', file_size: 1_000 },
      { file_id: 'huge', file_size: 1_001 },
    ];
    expect(event({ photo })).toMatchObject({
      file: { fileId: 'best' },
      event: { content: { kind: 'picture', mediaType: 'image/jpeg', name: null } },
    });
  });

  it.each([
    ['voice', { mime_type: 'audio/ogg' }, { kind: 'voice', mediaType: 'audio/ogg', name: null }],
    ['audio', { file_name: 'a.mp3' }, { kind: 'file', mediaType: 'audio/mpeg', name: 'a.mp3' }],
    ['video', {}, { kind: 'file', mediaType: 'video/mp4', name: null }],
    ['video_note', {}, { kind: 'file', mediaType: 'video/mp4', name: null }],
    [
      'document',
      { mime_type: 'application/pdf', file_name: 'slip.pdf' },
      { kind: 'file', mediaType: 'application/pdf', name: 'slip.pdf' },
    ],
    [
      'document',
      { mime_type: 'image/png', file_name: 'slip.png' },
      { kind: 'picture', mediaType: 'image/png', name: 'slip.png' },
    ],
    ['document', {}, { kind: 'file', mediaType: 'application/octet-stream', name: null }],
  ])('a file: %s %j', (field, more, content) => {
    const found = event({ [field]: { file_id: 'f', file_size: 5, ...more } });
    expect([found?.event, found?.file]).toMatchObject([{ content }, { fileId: 'f' }]);
  });

  it('a file that is too large is not fetched', () => {
    const document = { file_id: 'f', file_size: 1_001, file_name: 'slip.pdf' };
    expect(event({ document })).toMatchObject({
      file: null,
      event: { content: { kind: 'unsupported', name: 'slip.pdf' } },
    });
  });

  it('the words below a picture are a message of their own', () => {
    const { events } = heard({ message: message({ photo: [{ file_id: 'f' }], caption: '已还款' }) });
    expect(events.map((one) => one.event)).toMatchObject([
      { providerMessageId: '42:7', content: { kind: 'picture' } },
      { providerMessageId: '42:7:caption', content: { kind: 'text', text: '已还款' } },
    ]);
  });

  it.each([
    [{ sticker: { file_id: 's' } }, 'sticker'],
    [{ location: {} }, 'location'],
    [{ venue: {}, location: {} }, 'location'],
    [{ contact: { phone_number: '+86138', user_id: 42 } }, 'unsupported'],
    [{ poll: {} }, 'unsupported'],
    [{ a_kind_of_tomorrow: {} }, 'unsupported'],
    [{ voice: 'broken' }, 'unsupported'],
  ])('%j is %s', (body, kind) => {
    expect(event(body)?.event).toMatchObject({ content: { kind } });
  });

  it('a pressed button says what it stands for', () => {
    const press = { id: 'p1', from: { is_bot: false }, message: message({ text: '?' }), data: '2' };
    const { press: id, events } = heard({ callback_query: press });
    expect([id, events[0]?.event]).toMatchObject([
      { id: 'p1', chat: 42, messageId: 7 },
      { kind: 'message', providerMessageId: 'cb:p1', address: '42', content: { kind: 'text', text: '2' } },
    ]);
  });

  it.each([
    ['kicked', 'blocked'],
    ['member', 'reachable'],
  ])('somebody for whom the bot is now %s', (status, state) => {
    const member = { chat: { id: 42, type: 'private' }, date: written, new_chat_member: { status } };
    expect(heard({ my_chat_member: member }).events[0]?.event).toMatchObject({
      kind: 'reachability',
      address: '42',
      state,
      at: written * SECOND,
    });
  });

  it('what claims to be from the future is from now', () => {
    expect(heard({ message: message({ text: 'x', date: written * 1_000 }) }).events[0]?.event).toMatchObject({
      sentAt: NOW,
    });
  });

  const group = { id: -100, type: 'supergroup' };
  it.each([
    ['a message in a group', { message: message({ text: 'x', chat: group }) }],
    ['a press in a group', { callback_query: { id: 'p', from: {}, message: { chat: group }, data: '1' } }],
    [
      'being added to a group',
      { my_chat_member: { chat: group, date: 1, new_chat_member: { status: 'member' } } },
    ],
    ['another bot', { message: message({ text: 'x', from: { id: 1, is_bot: true } }) }],
    ['a post in a channel', { channel_post: message({ text: 'x' }) }],
    ['what Telegram tells', { message: message({ pinned_message: {} }) }],
    ['an unknown kind of update', { a_kind_of_tomorrow: {} }],
    ['a message without a chat', { message: { message_id: 1, date: 1, text: 'x' } }],
  ])('nothing is heard in %s, but it is confirmed', (_name, update) => {
    expect(heard(update)).toEqual({ updateId: 9, events: [], press: null });
  });

  it.each([null, 'text', [], {}, { update_id: 'x' }])('%j is no update', (raw) => {
    expect(heardIn(raw, NOW, LIMIT)).toEqual({ updateId: null, events: [], press: null });
  });
});
