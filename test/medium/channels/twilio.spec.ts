import { describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { InboundMessageEntity } from '../../../src/adapters/persistence/entities/inbound-message.entity.js';
import { PendingReceiptEntity } from '../../../src/adapters/persistence/entities/pending-receipt.entity.js';
import { TakeChannelEvents } from '../../../src/application/channel/take-channel-events.js';
import type { ChannelEvent } from '../../../src/domain/channel/channel-event.js';
import { SECOND, plus } from '../../../src/domain/calendar/instant.js';
import { idOf } from '../../../src/domain/shared/ids.js';
import { describeChannel } from '../../support/channel-contract.js';
import type { ChannelHouse } from '../../support/channel-house.js';
import { eventually } from '../../support/eventually.js';
import { TWILIO } from '../../support/peers/twilio.js';
import type { Fields, TwilioPeer } from '../../support/peers/twilio.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describeChannel(TWILIO, (house: () => ChannelHouse) => {
  const peer = (): TwilioPeer => house().peer as TwilioPeer;
  const written = (more: Fields = {}): Fields => ({
    MessageSid: `SM${randomUUID().replaceAll('-', '')}`,
    From: '+8613800009999',
    To: '+15005550006',
    Body: 'x',
    NumMedia: '0',
    ...more,
  });
  const stored = (): Promise<unknown[]> => house().service.rows(InboundMessageEntity, {});
  /** What came out of callbacks, in order. */
  const taken = (): (() => ChannelEvent[]) => {
    const spy = jest.spyOn(house().service.get(TakeChannelEvents), 'run');
    return () => spy.mock.calls.flatMap(([, events]) => [...events]);
  };

  describe('signatures', () => {
    it('are made over the fields as they came, with blanks, empty ones and those that nobody knows', async () => {
      const fields = written({ Body: '  还500 & more=+ ', Empty: '', NewParameter: 'ünïcödé' });
      expect(await peer().calls(peer().callback, fields)).toBe(200);
      const heard = await house().heardFrom('+8613800009999');
      expect(heard.at(-1)?.content).toEqual({ kind: 'text', text: '  还500 & more=+ ' });
    });
    it.each([
      ['a wrong one', (signature: string) => `A${signature.slice(1)}`.replace(/^AA/, 'BA')],
      ['none', () => ''],
      ['a short one', (signature: string) => signature.slice(0, 5)],
    ])('%s is turned away, and nothing is stored', async (_, spoils) => {
      const before = await stored();
      expect(await peer().calls(peer().callback, written(), spoils)).toBe(403);
      expect(await stored()).toHaveLength(before.length);
    });
    it('of another address or other fields are wrong', async () => {
      const before = await stored();
      const { callback } = peer();
      const form = new URLSearchParams(written()).toString();
      let signature = '';
      await peer().calls(
        callback,
        Object.fromEntries(new URLSearchParams(form)),
        (made) => (signature = made),
      );
      const after = await stored();
      for (const [url, body] of [
        [`${callback}?attempt=other`, form],
        [callback, `${form}&Body=more`],
        [callback, form.replace('Body=x', 'Body=y')],
      ] as const) {
        const headers = {
          'x-twilio-signature': signature,
          'content-type': 'application/x-www-form-urlencoded',
        };
        const answer = await fetch(url, { method: 'POST', headers, body });
        expect([body, answer.status]).toEqual([body, 403]);
      }
      expect([after.length, (await stored()).length]).toEqual([before.length + 1, before.length + 1]);
    });
    it('a body that is too large is not even read', async () => {
      const before = await stored();
      expect(await peer().calls(peer().callback, written({ Body: 'x'.repeat(2_000_000) }))).toBe(413);
      expect(await stored()).toHaveLength(before.length);
    });
    it('what is signed but not understood stores nothing', async () => {
      expect(await peer().calls(peer().callback, { Event: 'something new' })).toBe(400);
    });
  });

  it('answers with nothing to say', async () => {
    const { callback } = peer();
    let signature = '';
    const fields = written();
    await peer().calls(callback, fields, (made) => (signature = made));
    const answer = await fetch(callback, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature },
      body: new URLSearchParams(fields),
    });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      expect.stringMatching(/^text\/xml/),
      '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    ]);
  });

  it.each(['bad-credentials', null] as const)('the account tells how it does (%s)', async (fault) => {
    await peer().misbehaves('bad-credentials');
    await house().send('+8613811110003', 'x');
    expect((await house().account()).state).toBe('blocked');
    await peer().misbehaves(fault);
    await house().service.does('channel', 'test', (await house().account()).label);
    expect((await house().account()).state).toBe(fault === null ? 'up' : 'blocked');
  });

  it('waits as long as Twilio asks for', async () => {
    await peer().misbehaves('throttles');
    const before = house().service.now();
    expect(await house().send('+8613811110001', 'x')).toMatchObject({
      kind: 'retry',
      after: plus(before, 7 * SECOND),
    });
  });

  it('refuses what is too long for Twilio before it is sent', async () => {
    const before = peer().taken.length;
    for (const text of ['a'.repeat(1_601), 'pay\u0000now', ' ']) {
      const outcome = await house().send('+8613811110002', text);
      expect(outcome).toMatchObject({ kind: 'refused', reason: 'content-rejected' });
    }
    expect(peer().taken).toHaveLength(before);
  });

  describe('statuses', () => {
    const sent = async (address: string) => {
      peer().reports = false;
      const attemptId = randomUUID();
      await house().send(address, 'x', { attemptId: idOf(attemptId) });
      peer().reports = true;
      const text = peer().taken.at(-1);
      if (!text) throw new Error('nothing was taken');
      return { attemptId, text };
    };
    const kept = async (attemptId: string): Promise<string[]> =>
      (await house().service.rows(PendingReceiptEntity, { providerMessageId: attemptId }))
        .map(({ status }) => status)
        .sort();

    it('are kept under our id in any order, however often they come', async () => {
      const { attemptId, text } = await sent('+8613822220001');
      for (const status of ['delivered', 'sent', 'queued', 'delivered', 'sending']) {
        expect([status, await peer().tells(text, status)]).toEqual([status, 200]);
      }
      expect(await kept(attemptId)).toEqual(['delivered']);
    });
    it.each([
      ['30003', []],
      ['30005', ['gone']],
      ['30006', ['gone']],
      ['21610', ['blocked']],
    ])('error %s says about the person: %j', async (ErrorCode, states) => {
      const { attemptId, text } = await sent('+8613822220002');
      const events = taken();
      expect(await peer().tells(text, 'undelivered', { ErrorCode })).toBe(200);
      expect(events().flatMap((event) => (event.kind === 'reachability' ? [event.state] : []))).toEqual(
        states,
      );
      expect(events()[0]).toMatchObject({
        kind: 'receipt',
        receipt: {
          providerMessageId: attemptId,
          status: 'failed',
          detail: expect.stringContaining(ErrorCode),
        },
      });
    });
  });

  describe('media', () => {
    it('are fetched with the credentials and kept as evidence', async () => {
      const address = '+8613833330001';
      const events = taken();
      await peer().writes(address, { kind: 'picture', bytes: PNG, name: 'receipt.png' });
      await eventually(() => expect(events()).toHaveLength(1));
      expect(events()[0]).toMatchObject({
        kind: 'message',
        address,
        content: { kind: 'picture', mediaType: 'image/png' },
        media: PNG.toString('base64'),
      });
    });
    it.each([
      ['larger than we take', (base: string) => `${base}/large`],
      ['gone', (base: string) => `${base}/gone`],
      ['somewhere else', () => 'http://127.0.0.1:1/internal'],
      ['no address', () => 'file:///etc/passwd'],
    ])('%s: the message is kept without them', async (_, place) => {
      const base = String(peer().settings['apiUrl']);
      peer().media.set('/large', { type: 'image/png', bytes: Buffer.alloc(10 * 1_048_576 + 1) });
      const events = taken();
      const media = { NumMedia: '1', MediaUrl0: place(base), MediaContentType0: 'image/png' };
      expect(await peer().calls(peer().callback, written(media))).toBe(200);
      expect(events()).toMatchObject([
        { kind: 'message', content: { kind: 'text', text: 'x' } },
        { kind: 'message', content: { kind: 'picture' }, media: null },
      ]);
    });
  });
});
