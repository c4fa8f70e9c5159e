import { describe, expect, it } from '@jest/globals';
import { instant } from '../../../domain/calendar/instant.js';
import { heardPage } from './translate.js';
import type { Heard } from './translate.js';

const KF = 'wkAJ2GCAAASSm4';
const CUSTOMER = 'wmAJ2GCAAAme1XQ';
const at = instant(1_615_478_585_000);
const base = { msgid: 'm1', open_kfid: KF, external_userid: CUSTOMER, send_time: 1_615_478_585, origin: 3 };

const heard = (...items: unknown[]): readonly Heard[] =>
  heardPage({ errcode: 0, next_cursor: 'n', has_more: 0, msg_list: items }, KF)?.heard ?? [];
const content = (item: object) => {
  const [one] = heard({ ...base, ...item });
  return one?.kind === 'event' && one.event.kind === 'message' ? one.event.content : one;
};

describe('what a customer sends', () => {
  it('is known by its id, its writer and its time', () => {
    expect(heard({ ...base, msgtype: 'text', text: { content: '你好' } })).toEqual([
      {
        kind: 'event',
        event: {
          kind: 'message',
          providerMessageId: 'm1',
          address: CUSTOMER,
          content: { kind: 'text', text: '你好' },
          media: null,
          sentAt: at,
        },
      },
    ]);
  });

  it('is the text of the entry where a menu was pressed', () => {
    expect(content({ msgtype: 'text', text: { content: '1', menu_id: '101' } })).toEqual({
      kind: 'text',
      text: '1',
    });
  });

  it.each([
    ['image', 'picture', 'image/jpeg'],
    ['voice', 'voice', 'audio/amr'],
    ['video', 'file', 'video/mp4'],
    ['file', 'file', 'application/octet-stream'],
  ])('%s is kept as a %s', (msgtype, kind, mediaType) => {
    expect(heard({ ...base, msgtype, [msgtype]: { media_id: '2iSLeVyqzk4' } })).toMatchObject([
      { kind: 'with-media', mediaId: '2iSLeVyqzk4', message: { content: { kind, mediaType, name: null } } },
    ]);
    expect(content({ msgtype })).toEqual({ kind, mediaType, name: null });
  });

  it('a place is a place', () => {
    const location = { latitude: 23.1, longitude: 113.3, name: 'x', address: 'y' };
    expect(content({ msgtype: 'location', location })).toEqual({ kind: 'location' });
  });

  it.each([
    'link',
    'business_card',
    'miniprogram',
    'msgmenu',
    'channels_shop_product',
    'channels_shop_order',
    'merged_msg',
    'channels',
    'meeting',
    'schedule',
    'note',
    'hologram',
    '',
  ])('%p is stored as something that cannot be read, never lost', (msgtype) => {
    expect(content({ msgtype, [msgtype]: { anything: 1 } })).toEqual({ kind: 'unsupported' });
  });

  it('in a shape that is not documented is stored, too', () => {
    expect(content({ msgtype: 'text', text: 'no object' })).toEqual({ kind: 'unsupported' });
    expect(content({ origin: 77, msgtype: 'new' })).toEqual({ kind: 'unsupported' });
    expect(content({ send_time: 'soon', msgtype: 'location' })).toEqual({ kind: 'location' });
  });
});

describe('what a servicer types in WeCom', () => {
  const typed = { ...base, origin: 5, servicer_userid: 'lisi' };

  it('is a person writing', () => {
    expect(heard({ ...typed, msgtype: 'text', text: { content: '您好' } })).toEqual([
      {
        kind: 'event',
        event: {
          kind: 'own-message',
          providerMessageId: 'm1',
          address: CUSTOMER,
          text: '您好',
          sentAt: at,
          author: 'person',
        },
      },
    ]);
    expect(heard({ ...typed, msgtype: 'image', image: { media_id: 'x' } })).toMatchObject([
      { event: { kind: 'own-message', text: null, author: 'person' } },
    ]);
  });
});

describe('what the platform tells', () => {
  const happens = (event: object) =>
    heard({
      msgid: 'e1',
      send_time: base.send_time,
      origin: 4,
      msgtype: 'event',
      event: { open_kfid: KF, external_userid: CUSTOMER, ...event },
    });

  it('entering by a link with a code binds', () => {
    const event = { event_type: 'enter_session', scene: '123', scene_param: ' K7-42 ', welcome_code: 'aaa' };
    expect(happens(event)).toEqual([
      {
        kind: 'event',
        event: { kind: 'binding', providerMessageId: 'e1', address: CUSTOMER, code: 'K7-42', sentAt: at },
      },
    ]);
    expect(happens({ event_type: 'enter_session', scene: '123' })).toEqual([]);
  });

  it('taking a message back is a message of its own', () => {
    expect(happens({ event_type: 'user_recall_msg', recall_msgid: 'm0' })).toMatchObject([
      {
        event: {
          kind: 'message',
          providerMessageId: 'e1',
          address: CUSTOMER,
          content: { kind: 'recalled', recalledProviderMessageId: 'm0' },
        },
      },
    ]);
  });

  const fails = (type: number) =>
    happens({ event_type: 'msg_send_fail', fail_msgid: 'ours', fail_type: type });
  const receipt = {
    kind: 'event',
    event: { kind: 'receipt', receipt: { providerMessageId: 'ours', status: 'failed' } },
  };

  it.each([0, 4, 5, 6, 99])('a late failure of type %i is a receipt', (type) => {
    expect(fails(type)).toMatchObject([receipt]);
    expect(fails(type)).toHaveLength(1);
  });

  it('a refusal by the customer says so about the person', () => {
    expect(fails(10)).toMatchObject([
      receipt,
      { event: { kind: 'reachability', address: CUSTOMER, state: 'blocked' } },
    ]);
  });

  it.each([1, 2, 7, 8, 9])('a failure of type %i says so about the account, not about the person', (type) => {
    expect(fails(type)).toMatchObject([receipt, { kind: 'account-trouble' }]);
    expect(fails(type)).toHaveLength(2);
  });

  it.each(['session_status_change', 'servicer_status_change', 'servicer_recall_msg', 'a_new_one', ''])(
    '%p is nothing that a debtor said',
    (event_type) => {
      expect(happens({ event_type })).toEqual([]);
    },
  );
});

describe('a page', () => {
  it('leaves out what belongs to another customer service account or has no id', () => {
    const other = { ...base, open_kfid: 'wk-other', msgtype: 'location' };
    expect(heard(other, { ...base, msgid: '' }, null, 7, { ...base, msgtype: 'location' })).toHaveLength(1);
  });

  it('tells where it ends and whether there is more', () => {
    expect(heardPage({ next_cursor: 'c2', has_more: 1, msg_list: [] }, KF)).toEqual({
      cursor: 'c2',
      hasMore: true,
      heard: [],
    });
    expect(heardPage({ errcode: 0 }, KF)).toEqual({ cursor: null, hasMore: false, heard: [] });
    expect(heardPage('busy', KF)).toBeNull();
  });
});
