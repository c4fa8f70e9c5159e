import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import { BreakableProxy } from '../../support/breakable-proxy.js';
import { eventually } from '../../support/eventually.js';
import { OUR_NUMBER, SmscPeer, receiptText } from '../../support/peers/smsc-peer.js';
import { NpmSmscWire } from '../../support/peers/smsc.js';
import type { Delivered } from '../../support/peers/smsc-wire.js';
import { SmppRig } from '../../support/smpp-rig.js';

const ADDRESS = '+8613800000001';
const TEMPORARY = 0x64;

describe('receiving over SMPP', () => {
  let peer: SmscPeer;
  let rig: SmppRig;
  const opens = async (settings: Readonly<Record<string, string>> = {}): Promise<void> => {
    rig = new SmppRig({ ...peer.settings, ...settings });
    await rig.listen();
    await eventually(() => expect(rig.states).toContain('up'));
  };
  const writes = (text: string): Promise<void> => peer.writes(ADDRESS, { kind: 'text', text });
  const hears = (...texts: string[]): Promise<void> =>
    eventually(() => expect(rig.kept.texts).toEqual(texts));
  const isDone = (): Promise<void> => eventually(() => expect(peer.undelivered).toBe(0));
  const part = (sequence: number, text: string, change: Partial<Delivered> = {}): Delivered => ({
    from: '8613800000001',
    to: OUR_NUMBER,
    dataCoding: 8,
    text,
    part: { reference: 5, total: 3, sequence },
    ...change,
  });

  beforeEach(async () => {
    peer = await SmscPeer.start(new NpmSmscWire());
  });
  afterEach(async () => {
    await rig.close();
    await peer.stop();
  });

  describe('what debtors write', () => {
    it('is acknowledged only after it is stored', async () => {
      await opens();
      let store: () => void = () => undefined;
      rig.kept.before = new Promise((resolve) => (store = resolve));
      await writes('我下周五还500');
      await new Promise<void>((answered) => peer.connections[0]?.enquire(answered));
      expect([rig.kept.texts, peer.answers]).toEqual([[], []]);
      store();
      await hears('我下周五还500');
      await isDone();
      expect(peer.answers).toEqual([0]);
    });

    it('is asked for again when it could not be stored, and stored once', async () => {
      await opens();
      rig.kept.failures = 2;
      await writes('还在吗');
      await hears('还在吗');
      await isDone();
      expect(peer.answers).toEqual([TEMPORARY, TEMPORARY, 0]);
    });

    it('one message that cannot be stored does not hold up the others', async () => {
      await opens();
      let store: () => void = () => undefined;
      rig.kept.before = new Promise((resolve) => (store = resolve));
      await writes('first');
      await new Promise<void>((answered) => peer.connections[0]?.enquire(answered));
      for (const text of ['a', 'b', 'c']) await writes(text);
      await new Promise<void>((answered) => peer.connections[0]?.enquire(answered));
      rig.kept.failures = 3;
      store();
      await eventually(() => expect([...rig.kept.texts].sort()).toEqual(['a', 'b', 'c', 'first']));
      await isDone();
    });

    it('twice the same words are two messages, delivered twice it is one', async () => {
      await opens();
      await writes('1');
      await hears('1');
      await writes('1');
      await hears('1', '1');
      await isDone();
      await peer.repeats();
      await isDone();
      await hears('1', '1');
    });

    it('is known again by the process that comes after this one', async () => {
      await opens();
      await writes('once');
      await hears('once');
      await isDone();
      const { kept } = rig;
      await rig.close();
      rig = new SmppRig(peer.settings, kept);
      await peer.repeats();
      await rig.listen();
      await isDone();
      expect(kept.texts).toEqual(['once']);
    });

    it('a long text is put together, whatever the order and however often its parts come', async () => {
      await opens();
      for (const one of [part(3, '三👍'), part(1, '一'), part(1, '一'), part(2, '二')]) peer.delivers(one);
      await hears('一二三👍');
      await isDone();
      expect(rig.kept.events).toMatchObject([{ address: ADDRESS }]);
    });

    it('a long text that a phone cut in the middle of an emoji is whole', async () => {
      await opens();
      const text = `${'我'.repeat(66)}👍${'的'.repeat(80)}`;
      await writes(text);
      await hears(text);
      await isDone();
    });

    it('a long text with a part that never comes is handed on with a gap, and acknowledged then', async () => {
      await opens({ partsHoldMs: '0' });
      peer.delivers(part(1, '一'));
      peer.delivers(part(3, '三'));
      await eventually(() => expect(peer.answers).toContain(TEMPORARY));
      expect(rig.kept.texts).toEqual([]);
      await hears('一[…]三');
      await isDone();
    });

    it('an SMSC that waits for each answer gets a long text through, too', async () => {
      await opens({ partsSeconds: '5' });
      peer.delivers(part(1, '一'));
      await eventually(() => expect(peer.answers).toContain(TEMPORARY));
      peer.delivers(part(2, '二'));
      peer.delivers(part(3, '三'));
      await hears('一二三');
      await isDone();
      await hears('一二三');
    });

    it('a long text whose connection goes in the middle is stored once and whole', async () => {
      await opens({ partsSeconds: '5', partsHoldMs: '5000' });
      peer.delivers(part(1, '一'));
      peer.delivers(part(2, '二'));
      await new Promise<void>((answered) => peer.connections[0]?.enquire(answered));
      peer.connections[0]?.cut();
      await eventually(() => expect(peer.binds).toBe(2));
      peer.delivers(part(3, '三'));
      await hears('一二三');
      await isDone();
      await hears('一二三');
    });

    it('numbers are written as E.164, whatever the SMSC writes', async () => {
      await opens({ countryCode: '86' });
      const from = ['13800000001', '+8613800000001', '8613800000001', '008613800000001'];
      for (const one of from) {
        peer.delivers({ from: one, fromTon: 0, to: OUR_NUMBER, dataCoding: 0, text: one });
      }
      await eventually(() => expect(rig.kept.events).toHaveLength(4));
      expect(new Set(rig.kept.events.map((event) => 'address' in event && event.address))).toEqual(
        new Set([ADDRESS]),
      );
    });

    it('what is no text is unsupported', async () => {
      await opens();
      await peer.writes(ADDRESS, { kind: 'picture', bytes: Buffer.from([1, 2, 3]), name: 'x' });
      await hears('unsupported');
    });
  });

  describe('receipts', () => {
    const reports = (...expected: string[]): Promise<void> =>
      eventually(() => expect(rig.kept.receipts).toEqual(expected));

    it('may overtake the answer', async () => {
      await opens();
      peer.manners.receiptsFirst = true;
      expect(await rig.send(ADDRESS, 'x')).toMatchObject({ providerMessageId: 'M1' });
      await reports('M1 delivered');
      await isDone();
    });

    it('are passed on however often, and for ids that nobody knows', async () => {
      await opens();
      for (const id of ['M7', 'M7', 'nobody']) peer.reports(receiptText(id, 'DELIVRD'));
      await reports('M7 delivered', 'M7 delivered', 'nobody delivered');
      await isDone();
    });

    it('that are intermediate are acknowledged and change nothing, even after the final one', async () => {
      await opens();
      peer.reports(receiptText('M7', 'UNDELIV'));
      peer.reports(receiptText('M7', 'ENROUTE'));
      peer.reports(receiptText('M7', 'DELIVRD'), 0x20);
      await isDone();
      expect(rig.kept.receipts).toEqual(['M7 failed']);
    });

    it('are told for each part', async () => {
      await opens();
      const text = '请'.repeat(140);
      const outcome = await rig.send(ADDRESS, text);
      expect(outcome).toMatchObject({ parts: ['M1', 'M2', 'M3'] });
      await reports('M1 delivered', 'M2 delivered', 'M3 delivered');
    });

    it('match the answer when one is hexadecimal and the other decimal', async () => {
      await opens({ receiptIds: 'decimal-of-hex' });
      peer.manners.idOf = (serial) => `000${(0xabc000 + serial).toString(16)}`;
      peer.manners.receiptIdOf = (serial) => String(0xabc000 + serial);
      const outcome = await rig.send(ADDRESS, 'x');
      const id = outcome.kind === 'accepted' ? outcome.providerMessageId : '?';
      await reports(`${id} delivered`);
    });

    it('are asked for again when they could not be stored', async () => {
      await opens();
      rig.kept.failures = 1;
      peer.reports(receiptText('M7', 'DELIVRD'));
      await reports('M7 delivered');
      await eventually(() => expect(peer.answers).toEqual([TEMPORARY, 0]));
    });
  });

  describe('the connection', () => {
    const connection = () => {
      const [first] = peer.connections;
      if (!first) throw new Error('nobody is bound');
      return first;
    };
    const isBoundAnew = async (): Promise<void> => {
      await eventually(() => expect([peer.binds, peer.connections.length]).toEqual([2, 1]));
      await writes('still there');
      await hears('still there');
    };

    it('answers when the SMSC asks whether we are there', async () => {
      await opens();
      await new Promise<void>((answered) => connection().enquire(answered));
    });

    it('is made anew when the SMSC takes leave', async () => {
      await opens();
      connection().unbind();
      await isBoundAnew();
    });

    it.each([
      ['a length that cannot be', Buffer.from([0x00, 0x10, 0x00, 0x00, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 9])],
      ['a length below that of a head', Buffer.from([0, 0, 0, 4, 0, 0, 0, 5])],
    ])('is made anew after %s', async (_, bytes) => {
      await opens();
      connection().write(bytes);
      await isBoundAnew();
    });

    it('is made anew after it was cut in the middle of a delivery', async () => {
      await opens();
      connection().write(Buffer.from([0, 0, 0, 60, 0, 0, 0, 5, 0, 0]));
      connection().cut();
      await isBoundAnew();
    });

    it('stays after a command that nobody knows, which is answered so', async () => {
      await opens();
      connection().write(Buffer.from([0, 0, 0, 16, 0, 0, 0x7f, 0x01, 0, 0, 0, 0, 0, 0, 0, 99]));
      await writes('next');
      await hears('next');
      expect(peer.binds).toBe(1);
    });

    it('stays after a delivery that ends in the middle of a field', async () => {
      await opens();
      connection().write(Buffer.from([0, 0, 0, 18, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 98, 65, 65]));
      await writes('next');
      await hears('next');
      expect(peer.binds).toBe(1);
    });

    it('is given up and made anew when nothing passes any more', async () => {
      const proxy = await BreakableProxy.to('127.0.0.1', Number(peer.settings['port']));
      await opens({ port: String(proxy.port), timeoutMs: '300' });
      proxy.halfOpen();
      await eventually(() => expect(rig.states).toContain('down'));
      proxy.cut();
      await eventually(() => expect(rig.states.at(-1)).toBe('up'));
      await writes('through again');
      await hears('through again');
      await proxy.break();
    });

    it('after 20 minutes away everything that was written meanwhile arrives, once', async () => {
      await opens();
      await writes('before');
      await hears('before');
      await isDone();
      await peer.goAway();
      await eventually(() => expect(rig.states.at(-1)).toBe('down'));
      expect(await rig.send(ADDRESS, 'kept for later')).toMatchObject({ kind: 'retry' });
      rig.clock.advanceTo(plus(rig.clock.now(), 20 * MINUTE));
      await peer.repeats();
      peer.delivers(part(1, '一', { part: { reference: 9, total: 2, sequence: 1 } }));
      peer.delivers(part(2, '二', { part: { reference: 9, total: 2, sequence: 2 } }));
      await peer.comeBack();
      await eventually(() => expect(rig.states.at(-1)).toBe('up'));
      await hears('before', '一二');
      await isDone();
      await hears('before', '一二');
      expect(await rig.send(ADDRESS, 'now')).toMatchObject({ kind: 'accepted' });
      expect(await peer.shown(ADDRESS)).toEqual(['now']);
    });

    it('may be a pair: without its receiver the account is deaf', async () => {
      await opens({ mode: 'pair' });
      expect(peer.connections).toHaveLength(2);
      await writes('heard');
      await hears('heard');
      expect(await rig.send(ADDRESS, 'sent')).toMatchObject({ kind: 'accepted' });
      peer.takesNoReceivers = true;
      for (const one of peer.connections) one.cut();
      await eventually(() => expect(rig.states.at(-1)).toBe('deaf'));
      expect(await rig.send(ADDRESS, 'sent, too')).toMatchObject({ kind: 'accepted' });
      peer.takesNoReceivers = false;
      await eventually(() => expect(rig.states.at(-1)).toBe('up'));
      await isDone();
    });

    it('is left politely', async () => {
      await opens();
      await rig.listener.close(rig.account.id);
      await eventually(() => expect([peer.connections.length, peer.farewells]).toEqual([0, 1]));
    });
  });
});
