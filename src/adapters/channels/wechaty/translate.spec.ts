import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, instant, plus } from '../../../domain/calendar/instant.js';
import type { HeardMessage } from './link.js';
import {
  TYPE,
  aliasOf,
  codeInGreeting,
  eventOf,
  isGroup,
  isOurAlias,
  isTooFastNotice,
  meaningOf,
  outcomeOf,
  provesNotTaken,
} from './translate.js';

const NOW = instant(1_800_000_000_000);
const message = (more: Partial<HeardMessage>): HeardMessage => ({
  kind: 'message',
  id: 'm1',
  type: TYPE.text,
  talkerId: 'wxid_a',
  listenerId: 'wxid_us',
  text: '',
  filename: '',
  timestamp: NOW,
  self: false,
  media: null,
  ...more,
});
const failed = (code: number | null, text: string) => outcomeOf({ kind: 'failed', code, text }, NOW);
const stack = '\n    at MessageSend (content.js:1:1) rate limit';

describe('what an answer of the puppet means', () => {
  it('taken with and without an id, and no answer', () => {
    expect(outcomeOf({ kind: 'taken', id: 'x' }, NOW)).toEqual({ kind: 'accepted', providerMessageId: 'x' });
    expect(outcomeOf({ kind: 'taken', id: null }, NOW)).toEqual({ kind: 'accepted-unconfirmed' });
    expect(outcomeOf({ kind: 'lost' }, NOW)).toEqual({ kind: 'unknown', reason: 'no-answer' });
  });

  it.each<[number | null, string, object]>([
    [16, '16 UNAUTHENTICATED: Invalid Wechaty TOKEN', { kind: 'retry', after: plus(NOW, 5 * MINUTE) }],
    [14, '14 UNAVAILABLE: No connection established. Last error: connect ECONNREFUSED', { kind: 'retry' }],
    [14, '14 UNAVAILABLE: Connection dropped', { kind: 'unknown' }],
    [14, '14 UNAVAILABLE: read ECONNRESET', { kind: 'unknown' }],
    [null, 'NO CLIENT', { kind: 'retry', reason: 'provider-unreachable' }],
    [null, 'something else', { kind: 'unknown' }],
    [2, '2 UNKNOWN: Error: connect ECONNREFUSED', { kind: 'unknown' }],
    [2, '2 UNKNOWN: Error: 操作过于频繁，请稍后再试', { kind: 'retry', after: plus(NOW, HOUR) }],
    [2, '2 UNKNOWN: Error: not logged in', { kind: 'retry', reason: 'not-logged-in' }],
    [2, '2 UNKNOWN: Error: 该账号被限制登录', { kind: 'retry', reason: 'login-restricted' }],
    [2, '2 UNKNOWN: Error: 被对方拒收', { kind: 'refused', reason: 'blocked-by-recipient' }],
    [
      2,
      '2 UNKNOWN: Error: MockContact.load(): x not exist.',
      { kind: 'refused', reason: 'unreachable-address' },
    ],
    [2, '2 UNKNOWN: Error: 内容违规', { kind: 'refused', reason: 'content-rejected' }],
    [2, '2 UNKNOWN: Error: internal error', { kind: 'unknown' }],
    [4, '4 DEADLINE_EXCEEDED: Deadline exceeded', { kind: 'unknown' }],
    [13, '13 INTERNAL: Received RST_STREAM with code 2', { kind: 'unknown' }],
  ])('%s %s', (code, text, outcome) => {
    expect(failed(code, text)).toMatchObject(outcome);
    expect(provesNotTaken(code, text)).toBe(failed(code, text).kind !== 'unknown');
  });

  it('the stack of the gateway means nothing, and nothing of the text is told on', () => {
    expect(failed(2, `2 UNKNOWN: Error: internal${stack}`)).toEqual({
      kind: 'unknown',
      reason: 'error-of-puppet',
    });
    expect(meaningOf(`2 UNKNOWN: Error: internal${stack}`)).toBeNull();
  });
});

describe('what is heard', () => {
  it.each([
    [1, { kind: 'file', mediaType: 'application/octet-stream', name: null }],
    [2, { kind: 'voice', mediaType: 'audio/silk', name: null }],
    [3, { kind: 'unsupported' }],
    [4, { kind: 'unsupported' }],
    [5, { kind: 'sticker' }],
    [6, { kind: 'picture', mediaType: 'image/jpeg', name: null }],
    [7, { kind: 'text', text: '' }],
    [8, { kind: 'location' }],
    [9, { kind: 'unsupported' }],
    [10, { kind: 'unsupported' }],
    [11, { kind: 'transfer' }],
    [12, { kind: 'transfer' }],
    [13, { kind: 'recalled', recalledProviderMessageId: '' }],
    [14, { kind: 'unsupported' }],
    [15, { kind: 'file', mediaType: 'video/mp4', name: null }],
    [16, { kind: 'unsupported' }],
    [99, { kind: 'unsupported' }],
  ])('type %s', (type, content) => {
    expect(eventOf(message({ type }), NOW)).toMatchObject({ kind: 'message', content });
  });

  it('the id of a recalled message is found in the XML of the pad protocol too', () => {
    const text = '<sysmsg type="revokemsg"><revokemsg><newmsgid>8123</newmsgid></revokemsg></sysmsg>';
    expect(eventOf(message({ type: TYPE.recalled, text }), NOW)).toMatchObject({
      content: { recalledProviderMessageId: '8123' },
    });
  });

  it('nothing is written in the future, and seconds are not milliseconds', () => {
    const sentAt = (timestamp: number) => eventOf(message({ timestamp }), NOW);
    expect(sentAt(NOW + 5_000)).toMatchObject({ sentAt: NOW });
    expect(sentAt(NOW / 1_000 - 60)).toMatchObject({ sentAt: NOW - 60_000 });
    expect(sentAt(Number.NaN)).toMatchObject({ sentAt: NOW });
    expect(sentAt(0)).toMatchObject({ sentAt: NOW });
  });

  it('groups are not heard, whatever they write', () => {
    for (const talkerId of ['@@web', '7@chatroom', 'R:1']) {
      expect(isGroup(talkerId)).toBe(true);
      expect(eventOf(message({ talkerId, text: 'x' }), NOW)).toBeNull();
    }
    expect(isGroup('@web')).toBe(false);
  });

  it('own messages are told with their text, or as something else; own recalls are not', () => {
    const own = (type: number) =>
      eventOf(message({ self: true, listenerId: 'wxid_a', type, text: '好' }), NOW);
    expect(own(TYPE.text)).toMatchObject({ kind: 'own-message', address: 'wxid_a', text: '好' });
    expect(own(TYPE.picture)).toMatchObject({ kind: 'own-message', text: null });
    expect(own(TYPE.recalled)).toBeNull();
  });

  it('only the whole line of WeChat is a notice', () => {
    const state = (text: string, type = 0) => {
      const event = eventOf(message({ type, text }), NOW);
      return event?.kind === 'reachability' ? event.state : null;
    };
    expect(state('消息已发出，但被对方拒收了。')).toBe('blocked');
    expect(state('李四开启了朋友验证，你还不是他（她）朋友。请先发送朋友验证请求')).toBe('gone');
    expect(state('为什么说消息已发出，但被对方拒收了。', TYPE.text)).toBeNull();
    expect(state('消息已发出，但被对方拒收了。', TYPE.picture)).toBeNull();
  });

  it('a line about haste is one of WeChat, never of a debtor', () => {
    expect(isTooFastNotice(message({ type: 0, text: '操作过于频繁，请稍后再试' }))).toBe(true);
    expect(isTooFastNotice(message({ type: TYPE.text, text: '操作过于频繁' }))).toBe(false);
  });
});

describe('codes and names', () => {
  it.each([
    ['7KWM2PQ4RT', '7KWM2PQ4RT'],
    ['我是 7kwm2-pq4rt，谢谢', '7KWM2PQ4RT'],
    ['代码：７ＫＷＭ２ＰＱ４ＲＴ', '7KWM2PQ4RT'],
    ['你好，加一下', null],
    ['13800138000', null],
  ])('%s', (hello, code) => {
    expect(codeInGreeting(hello)).toBe(code);
    const friend = { kind: 'friend', id: 'f', contactId: 'wxid_a', hello, timestamp: NOW } as const;
    expect(eventOf(friend, NOW)).toEqual(
      code === null
        ? null
        : { kind: 'binding', providerMessageId: 'friend-f', address: 'wxid_a', code, sentAt: NOW },
    );
  });

  it('an alias is known again and shows no address', () => {
    expect(isOurAlias(aliasOf('wxid_a'))).toBe(true);
    expect(aliasOf('wxid_a')).toBe(aliasOf('wxid_a'));
    expect(aliasOf('wxid_a')).not.toBe(aliasOf('wxid_b'));
    expect(isOurAlias('PARLEY')).toBe(false);
  });
});
