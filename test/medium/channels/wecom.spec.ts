import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TakeChannelEvents } from '../../../src/application/channel/take-channel-events.js';
import { AccountLog } from '../../../src/application/ports/account-log.js';
import { ChannelCursors } from '../../../src/application/ports/channel-cursors.js';
import type { ChannelEvent } from '../../../src/domain/channel/channel-event.js';
import { idOf } from '../../../src/domain/shared/ids.js';
import type { SendAttemptId } from '../../../src/domain/shared/ids.js';
import { describeChannel } from '../../support/channel-contract.js';
import { ChannelHouse } from '../../support/channel-house.js';
import { eventually } from '../../support/eventually.js';
import { SILENT_WECOM, WECOM, WecomPeer } from '../../support/peers/wecom.js';

let people = 1_000;
const peerOf = (house: ChannelHouse): WecomPeer => {
  if (!(house.peer instanceof WecomPeer)) throw new Error('another peer');
  return house.peer;
};
const somebody = (house: ChannelHouse): string => house.peer.addressOf((people += 1));
const texts = async (house: ChannelHouse, address: string): Promise<string[]> =>
  (await house.heardFrom(address)).map(({ content }) =>
    content.kind === 'text' ? content.text : content.kind,
  );
const state = async (house: ChannelHouse) => {
  const { id } = await house.account();
  return house.service.within(() => house.service.get(AccountLog).latest(id));
};
const cursor = async (house: ChannelHouse): Promise<string | null> => {
  const { id } = await house.account();
  return house.service.within(() => house.service.get(ChannelCursors).read(id, 'sync_msg'));
};
/** Everything that is handed over from now on. */
const handedOver = (house: ChannelHouse): ChannelEvent[] => {
  const taking = house.service.get(TakeChannelEvents);
  const real = taking.run.bind(taking);
  const events: ChannelEvent[] = [];
  jest.spyOn(taking, 'run').mockImplementation((account, some, place) => {
    events.push(...some);
    return real(account, some, place);
  });
  return events;
};
const count = (all: readonly string[], path: string): number => all.filter((one) => one === path).length;

describeChannel(WECOM, (house) => {
  describe('sending', () => {
    it('goes on with a new token when the old one is over, and sends once', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      await house().send(address, 'one');
      const logins = peer.logins.length;
      peer.forgetsTokens();
      expect((await house().send(address, 'two')).kind).toBe('accepted');
      expect(await peer.shown(address)).toEqual(['one', 'two']);
      expect(peer.logins.length).toBe(logins + 1);
    });

    it('asks for one token however many texts leave at once, and for another when its time is over', async () => {
      const peer = peerOf(house());
      peer.forgetsTokens();
      await house().send(somebody(house()), 'renews');
      const logins = peer.logins.length;
      await Promise.all([1, 2, 3, 4].map(() => house().send(somebody(house()), 'at once')));
      expect(peer.logins.length).toBe(logins);
      house().service.clock.advanceTo((house().service.now() + 2 * 3_600_000) as never);
      await Promise.all([1, 2, 3, 4].map(() => house().send(somebody(house()), 'later')));
      expect(peer.logins.length).toBe(logins + 1);
    });

    it('is refused after five texts, and goes on when the customer wrote', async () => {
      const address = somebody(house());
      for (const text of ['1', '2', '3', '4', '5']) await house().send(address, text);
      expect(await house().send(address, '6')).toMatchObject({ kind: 'refused', reason: 'other' });
      await house().peer.writes(address, { kind: 'text', text: '好' });
      expect((await house().send(address, '7')).kind).toBe('accepted');
      expect(await house().peer.shown(address)).toEqual(['1', '2', '3', '4', '5', '7']);
    });

    it('is refused 48 hours after the customer wrote', async () => {
      const address = somebody(house());
      peerOf(house()).passes(49);
      expect(await house().send(address, 'late')).toMatchObject({ kind: 'refused', reason: 'other' });
      expect(await house().peer.shown(address)).toEqual([]);
    });

    it('is not tried with a text that is too long in bytes', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      expect((await house().send(address, '元'.repeat(682))).kind).toBe('accepted');
      const asked = count(peer.asked, 'kf/send_msg');
      expect(await house().send(address, '元'.repeat(683))).toMatchObject({
        kind: 'refused',
        reason: 'content-rejected',
      });
      expect(count(peer.asked, 'kf/send_msg')).toBe(asked);
    });

    it('is unknown when the platform says that it is busy, and asked once', async () => {
      const peer = peerOf(house());
      peer.codes.push({ path: 'kf/send_msg', code: -1 });
      const asked = count(peer.asked, 'kf/send_msg');
      expect(await house().send(somebody(house()), 'x')).toMatchObject({ kind: 'unknown' });
      expect(count(peer.asked, 'kf/send_msg')).toBe(asked + 1);
    });

    it('tells that the account is to be used more slowly, or that a person has to look', async () => {
      const peer = peerOf(house());
      peer.codes.push({ path: 'kf/send_msg', code: 45009 });
      await house().send(somebody(house()), 'x');
      expect(await state(house())).toMatchObject({ state: 'slowed', slowUntil: expect.any(Number) });
      peer.codes.push({ path: 'kf/send_msg', code: 60020 });
      await house().send(somebody(house()), 'x');
      expect(await state(house())).toMatchObject({
        state: 'blocked',
        detail: expect.stringContaining('trusted'),
      });
      await peer.misbehaves('bad-credentials');
      await house().send(somebody(house()), 'x');
      const detail = expect.stringContaining('secret is wrong');
      expect(await state(house())).toMatchObject({ state: 'blocked', detail });
    });
  });

  it('never throws, even with settings that cannot be read', async () => {
    const { gateway, listener } = house().registration;
    const account = { ...(await house().account()), settings: { corpId: 'ww1' }, version: 99 };
    const text = {
      attemptId: idOf<SendAttemptId>('a-1'),
      address: 'x',
      text: 'x',
      validUntil: house().service.now(),
    };
    expect(await gateway.send(account, text)).toMatchObject({ kind: 'retry' });
    expect(await gateway.check(account)).toMatchObject({ state: 'blocked' });
    await expect(listener?.open(account)).rejects.toThrow('secret is missing');
  });

  describe('fetching', () => {
    it('stores page after page, each with its place', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      peer.pageSize = 2;
      peer.isSilent = true;
      for (const text of ['a', 'b', 'c', 'd', 'e']) await peer.writes(address, { kind: 'text', text });
      const before = count(peer.asked, 'kf/sync_msg');
      peer.isSilent = false;
      await peer.knocks();
      expect(await texts(house(), address)).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(count(peer.asked, 'kf/sync_msg') - before).toBe(3);
      expect(await cursor(house())).toBe(peer.end);
      peer.pageSize = 1_000;
    });

    it('goes on at the page that was not stored', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      peer.pageSize = 2;
      peer.isSilent = true;
      for (const text of ['a', 'b', 'c']) await peer.writes(address, { kind: 'text', text });
      peer.isSilent = false;
      const taking = house().service.get(TakeChannelEvents);
      const real = taking.run.bind(taking);
      jest
        .spyOn(taking, 'run')
        .mockImplementationOnce(real)
        .mockRejectedValueOnce(new Error('the database is away'));
      expect((await peer.knocksOnce({})).status).toBe(503);
      expect(await texts(house(), address)).toEqual(['a', 'b']);
      expect(await cursor(house())).not.toBe(peer.end);
      await peer.knocks();
      expect(await texts(house(), address)).toEqual(['a', 'b', 'c']);
      expect(await cursor(house())).toBe(peer.end);
      peer.pageSize = 1_000;
    });

    it('shares one fetch between knocks that come together', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      peer.isSilent = true;
      await peer.writes(address, { kind: 'text', text: 'once' });
      peer.isSilent = false;
      const before = count(peer.asked, 'kf/sync_msg');
      const answers = await Promise.all(Array.from({ length: 20 }, () => peer.knocksOnce({})));
      expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['success']));
      expect(count(peer.asked, 'kf/sync_msg') - before).toBeLessThanOrEqual(10);
      expect(peer.fetchesAtOnce).toBe(1);
      expect(await texts(house(), address)).toEqual(['once']);
    });

    it('uses the token of the knock, and does without when it is over', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      const used = peer.tokensOfKnocks.length;
      await peer.writes(address, { kind: 'text', text: 'with' });
      expect(peer.tokensOfKnocks.length).toBeGreaterThan(used);
      peer.isSilent = true;
      await peer.writes(address, { kind: 'text', text: 'without' });
      peer.isSilent = false;
      expect(await peer.knocksOnce({ token: 'ENC-long-over' })).toEqual({ status: 200, body: 'success' });
      expect(await texts(house(), address)).toEqual(['with', 'without']);
    });

    it('takes no forged, foreign or broken knock', async () => {
      const peer = peerOf(house());
      const before = count(peer.asked, 'kf/sync_msg');
      expect((await peer.knocksOnce({ signature: '0'.repeat(40) })).status).toBe(403);
      expect((await peer.knocksOnce({ corpId: 'ww-somebody-else' })).status).toBe(403);
      expect((await peer.knocksOnce({ body: '<xml><Encrypt>&a;</Encrypt></xml>' })).status).toBe(400);
      expect((await peer.knocksOnce({ openKfId: 'wk-not-ours' })).status).toBe(200);
      expect(count(peer.asked, 'kf/sync_msg')).toBe(before);
    });

    it('passes a knock on to the sibling that it is for', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      const settings = { ...peer.settings, openKfId: peer.siblingKfId };
      const given = Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`]);
      const sibling = ['--channel', 'wechat', '--provider', 'wecom', '--label', 'the sibling'];
      await house().service.does('channel', 'add', ...sibling, ...given);
      peer.isSilent = true;
      await peer.hears(address, {
        open_kfid: peer.siblingKfId,
        msgtype: 'text',
        text: { content: '找另一个' },
      });
      peer.isSilent = false;
      const knock = { openKfId: peer.siblingKfId };
      expect(await peer.knocksOnce(knock)).toEqual({ status: 200, body: 'success' });
      const [message] = await house().heardFrom(address);
      expect(message).toMatchObject({ content: { kind: 'text', text: '找另一个' } });
      expect(message?.channelAccountId).not.toBe((await house().account()).id);
    });

    it('finds everything after twenty minutes in which nobody could be reached', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      await peer.misbehaves('unreachable');
      for (const text of ['a', 'b']) await peer.writes(address, { kind: 'text', text });
      house().service.clock.advanceTo((house().service.now() + 20 * 60_000) as never);
      await peer.misbehaves(null);
      await peer.knocks();
      expect(await texts(house(), address)).toEqual(['a', 'b']);
    });
  });

  describe('what comes', () => {
    it('pictures, voices and files come with their bytes', async () => {
      const address = somebody(house());
      const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
      await house().peer.writes(address, { kind: 'picture', bytes, name: 'p.png' });
      await house().peer.writes(address, { kind: 'voice', bytes: Buffer.from('#!AMR\n12'), name: 'v.amr' });
      const [picture, voice] = await house().heardFrom(address);
      expect(picture).toMatchObject({ content: { kind: 'picture' }, media: bytes.toString('base64') });
      expect(voice).toMatchObject({ content: { kind: 'voice', mediaType: 'audio/amr' } });
    });

    it('what is too large or gone is told, and what is behind it comes through', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      await peer.writes(address, { kind: 'file', bytes: Buffer.alloc(11 * 1024 * 1024), name: 'f' });
      await peer.hears(address, { msgtype: 'image', image: { media_id: 'gone' } });
      await peer.writes(address, { kind: 'text', text: 'behind' });
      const heard = await house().heardFrom(address);
      expect(heard.map(({ content, media }) => [content.kind, media])).toEqual([
        ['unsupported', null],
        ['picture', null],
        ['text', null],
      ]);
    });

    it('bytes that do not come are asked for three times, and hold nothing up for ever', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      for (let times = 0; times < 3; times += 1) peer.codes.push({ path: 'media/get', code: -1 });
      await peer.hears(address, { msgtype: 'voice', voice: { media_id: 'stuck' } });
      await peer.knocks();
      const [voice] = await house().heardFrom(address);
      expect(voice).toMatchObject({ content: { kind: 'voice' }, media: null });
    });

    it('a late failure is a receipt of our id; a refusal is told of the person', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      const outcome = await house().send(address, 'taken first');
      const id = peer.messageIds.at(-1);
      if (outcome.kind !== 'accepted') throw new Error(outcome.kind);
      const { providerMessageId } = outcome;
      expect(providerMessageId.replaceAll('-', '')).toBe(id);
      const events = handedOver(house());
      await peer.happens({
        event_type: 'msg_send_fail',
        external_userid: address,
        fail_msgid: id,
        fail_type: 10,
      });
      expect(events).toMatchObject([
        { kind: 'receipt', receipt: { providerMessageId, status: 'failed' } },
        { kind: 'reachability', address, state: 'blocked' },
      ]);
    });

    it('a person typing in WeCom, a recalled message, and the code of a link are told', async () => {
      const peer = peerOf(house());
      const address = somebody(house());
      const events = handedOver(house());
      await peer.happens({
        event_type: 'enter_session',
        external_userid: address,
        scene_param: 'ABCDE23456',
      });
      await peer.types(address, '您好，我是小李');
      await peer.happens({ event_type: 'user_recall_msg', external_userid: address, recall_msgid: 'm1' });
      expect(events).toMatchObject([
        { kind: 'binding', address, code: 'ABCDE23456' },
        { kind: 'own-message', address, text: '您好，我是小李', author: 'person' },
        { kind: 'message', address, content: { kind: 'recalled', recalledProviderMessageId: 'm1' } },
      ]);
    });

    it('an account that was deleted at the platform needs a person', async () => {
      const failure = { event_type: 'msg_send_fail', external_userid: 'x', fail_msgid: 'f', fail_type: 1 };
      await peerOf(house()).happens(failure);
      expect(await state(house())).toMatchObject({
        state: 'blocked',
        detail: expect.stringContaining('deleted'),
      });
    });
  });
});

describe('a platform whose notices never arrive', () => {
  let house: ChannelHouse;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parley-wecom-'));
    house = await ChannelHouse.open(SILENT_WECOM, `sqlite:${join(folder, 'parley.db')}`);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is looked at by itself, and how it does is told', async () => {
    const address = somebody(house);
    await house.peer.writes(address, { kind: 'text', text: '有人吗' });
    await eventually(async () => expect(await texts(house, address)).toEqual(['有人吗']));
    await eventually(async () => expect(await state(house)).toMatchObject({ state: 'up' }));
    await house.peer.misbehaves('bad-credentials');
    await eventually(async () => expect(await state(house)).toMatchObject({ state: 'blocked' }));
    await house.peer.misbehaves(null);
    await eventually(async () => expect(await state(house)).toMatchObject({ state: 'up' }));
  });

  it('is not looked at any more once the account is closed, and again when it is opened anew', async () => {
    const address = somebody(house);
    const account = await house.account();
    await house.registration.listener?.close(account.id);
    await house.peer.writes(address, { kind: 'text', text: '还在吗' });
    const asked = peerOf(house).asked.length;
    await house.send(somebody(house), 'another request');
    expect(count(peerOf(house).asked.slice(asked), 'kf/sync_msg')).toBe(0);
    await house.registration.listener?.open(account);
    await eventually(async () => expect(await texts(house, address)).toEqual(['还在吗']));
  });
});
