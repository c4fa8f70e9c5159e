import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MINUTE, SECOND, plus } from '../../../src/domain/calendar/instant.js';
import { BreakableProxy } from '../../support/breakable-proxy.js';
import { eventually } from '../../support/eventually.js';
import { SmscPeer } from '../../support/peers/smsc-peer.js';
import type { Decision } from '../../support/peers/smsc-peer.js';
import { NpmSmscWire } from '../../support/peers/smsc.js';
import { SmppRig } from '../../support/smpp-rig.js';

const LONG = `${'请您在官方应用内查看。'.repeat(15)}[€👍]`;
const ADDRESS = '+8613800000001';

describe('sending over SMPP', () => {
  let peer: SmscPeer;
  let rig: SmppRig;
  const opens = async (settings: Readonly<Record<string, string>> = {}): Promise<void> => {
    rig = new SmppRig({ ...peer.settings, ...settings });
    await rig.listen();
    await eventually(() => expect(rig.states).toContain('up'));
  };
  const sends = (text = 'hello'): Promise<unknown> => rig.send(ADDRESS, text);
  const shows = (): Promise<readonly string[]> => peer.shown(ADDRESS);

  beforeEach(async () => {
    peer = await SmscPeer.start(new NpmSmscWire());
  });
  afterEach(async () => {
    await rig.close();
    await peer.stop();
  });

  it.each(['udh', 'sar', 'payload'])('a long text by %s arrives as it was written', async (longTexts) => {
    await opens({ longTexts });
    expect(await sends(LONG)).toMatchObject({ kind: 'accepted' });
    expect(await shows()).toEqual([LONG]);
    expect(new Set(peer.submitted.map(({ dataCoding }) => dataCoding))).toEqual(new Set([8]));
  });

  it('the parts have an id each', async () => {
    await opens();
    const outcome = await sends(LONG);
    expect(outcome).toEqual({ kind: 'accepted', providerMessageId: 'M1', parts: ['M1', 'M2', 'M3'] });
  });

  it('what GSM 7 can write is sent in it and shown as it was', async () => {
    await opens();
    const text = 'pay $5 @ x_y [€1] {a|b} ~^\\ Ääñ';
    expect(await sends(text)).toMatchObject({ kind: 'accepted' });
    expect([await shows(), peer.submitted.map(({ dataCoding }) => dataCoding)]).toEqual([[text], [0]]);
  });

  it('a text is valid until its contact window ends, and not sent when it has ended', async () => {
    await opens();
    const { clock } = rig;
    await rig.send(ADDRESS, 'x', { validUntil: plus(clock.now(), 5 * MINUTE + 59 * SECOND) });
    // The codec of the peer has made a moment of it.
    expect(peer.submitted).toHaveLength(1);
    const late = await rig.send(ADDRESS, 'y', { validUntil: plus(clock.now(), 59 * SECOND) });
    expect(late).toEqual({
      kind: 'retry',
      after: plus(clock.now(), 59 * SECOND),
      reason: 'contact-window-over',
    });
    expect(peer.submitted).toHaveLength(1);
  });

  it('an SMSC that gives no id has taken it all the same', async () => {
    await opens();
    peer.manners.idOf = () => '';
    expect(await sends()).toEqual({ kind: 'accepted-unconfirmed' });
  });

  it('a text of too many parts is not begun', async () => {
    await opens({ maximumParts: '2' });
    expect(await sends(LONG)).toMatchObject({ kind: 'refused', reason: 'content-rejected' });
    expect(peer.submitted).toEqual([]);
  });

  const decides = (...decisions: (Decision | null)[]): void => {
    peer.manners.decide = () => decisions.shift() ?? null;
  };
  const status = (code: number): Decision => ({ takes: false, then: 'answers', status: code });

  it('a first part that is refused is all that was sent', async () => {
    await opens();
    decides(status(0x0b));
    expect(await sends(LONG)).toMatchObject({ kind: 'refused', reason: 'unreachable-address' });
    expect(peer.submitted).toHaveLength(1);
  });

  it('a later part that is refused leaves the text unknown', async () => {
    await opens();
    decides(null, status(0x0b));
    expect(await sends(LONG)).toEqual({ kind: 'unknown', reason: 'smpp-part-of-the-text-only' });
    expect(peer.submitted).toHaveLength(2);
  });

  it('a later part that was too fast goes again, because it was not taken', async () => {
    await opens();
    decides(null, status(0x58));
    expect(await sends(LONG)).toMatchObject({ kind: 'accepted', parts: ['M1', 'M2', 'M3'] });
    expect(await shows()).toEqual([LONG]);
  });

  it('a slow SMSC: the answer that comes too late changes nothing, the next text goes', async () => {
    await opens({ timeoutMs: '200' });
    decides({ takes: true, then: 'answers', afterMs: 300 });
    expect(await sends('slow')).toEqual({ kind: 'unknown', reason: 'smpp-timeout' });
    expect(await sends('next')).toMatchObject({ kind: 'accepted', providerMessageId: 'M2' });
    await eventually(() => expect(peer.submitted).toHaveLength(2));
    expect([await shows(), peer.binds]).toEqual([['slow', 'next'], 1]);
  });

  it('never has more under way than the window', async () => {
    await opens({ window: '3' });
    let most = 0;
    let underWay = 0;
    peer.manners.decide = () => {
      most = Math.max(most, (underWay += 1));
      setTimeout(() => (underWay -= 1), 20);
      return { takes: true, then: 'answers', afterMs: 20 };
    };
    await Promise.all(Array.from({ length: 20 }, (_, at) => sends(`text ${at}`)));
    expect([most, (await shows()).length]).toEqual([3, 20]);
  });

  it('a window that stays full is waited for, not for ever', async () => {
    await opens({ window: '1', timeoutMs: '300' });
    decides({ takes: true, then: 'hangs' });
    const [first, second] = await Promise.all([sends('one'), sends('two')]);
    expect(first).toMatchObject({ kind: 'unknown' });
    expect(second).toMatchObject({ kind: expect.stringMatching(/accepted|retry/) });
  });

  it('uses every bind', async () => {
    await opens({ binds: '3' });
    await eventually(() => expect(peer.binds).toBe(3));
    peer.manners.decide = () => ({ takes: true, then: 'answers', afterMs: 20 });
    await Promise.all(Array.from({ length: 6 }, (_, at) => sends(`text ${at}`)));
    expect([new Set(peer.submittedOn).size, (await shows()).length]).toEqual([3, 6]);
  });

  it('throttling slows the account and says so', async () => {
    await opens();
    decides(status(0x58), status(0x14));
    expect(await sends()).toMatchObject({ kind: 'retry', after: plus(rig.clock.now(), 5 * SECOND) });
    expect(await sends()).toMatchObject({ kind: 'retry' });
    expect(await sends()).toMatchObject({ kind: 'accepted' });
    await eventually(() => expect(rig.states.at(-1)).toBe('slowed'));
    expect(rig.reports.at(-1)?.slowUntil).toBe(plus(rig.clock.now(), 30 * SECOND));
    expect(await shows()).toEqual(['hello']);
  });

  it('keeps the agreed pace', async () => {
    await opens({ perSecond: '10' });
    const began = performance.now();
    await Promise.all(Array.from({ length: 6 }, (_, at) => sends(`text ${at}`)));
    expect(performance.now() - began).toBeGreaterThanOrEqual(480);
  });

  it('a reset while a text is under way leaves it unknown, and the next one goes in a new connection', async () => {
    const proxy = await BreakableProxy.to('127.0.0.1', Number(peer.settings['port']));
    await opens({ port: String(proxy.port) });
    decides({ takes: true, then: 'hangs' });
    const sending = sends('cut');
    await eventually(() => expect(peer.submitted).toHaveLength(1));
    await proxy.break();
    expect(await sending).toEqual({ kind: 'unknown', reason: 'smpp-connection-lost' });
    expect(await sends('not sent')).toMatchObject({ kind: 'retry' });
    await proxy.mend();
    await eventually(async () => expect(await sends('again')).toMatchObject({ kind: 'accepted' }));
    expect(await shows()).toEqual(['cut', 'again']);
    await proxy.break();
  });

  it('a connection that is there but dead is given up and made anew', async () => {
    await opens({ timeoutMs: '300' });
    peer.manners.isDeaf = true;
    decides({ takes: true, then: 'hangs' });
    expect(await sends('into the void')).toMatchObject({ kind: 'unknown' });
    await eventually(() => expect(peer.binds).toBeGreaterThan(1));
    peer.manners.isDeaf = false;
    await eventually(async () => expect(await sends('next')).toMatchObject({ kind: 'accepted' }));
    expect(await shows()).toEqual(['into the void', 'next']);
  });

  it('a wrong password blocks the account until it is corrected', async () => {
    rig = new SmppRig({ ...peer.settings, password: 'wrong', badLoginSeconds: '600' });
    await rig.listen();
    await eventually(() => expect(rig.states.at(-1)).toBe('blocked'));
    expect(await sends()).toMatchObject({ kind: 'retry', after: plus(rig.clock.now(), 5 * MINUTE) });
    expect(await rig.gateway.check(rig.account)).toMatchObject({ state: 'blocked' });
    rig.changes({ password: 'secret' });
    await rig.listen();
    await eventually(async () => expect(await sends()).toMatchObject({ kind: 'accepted' }));
    expect(rig.states.at(-1)).toBe('up');
  });

  it('settings that make no sense lose no text', async () => {
    rig = new SmppRig({ ...peer.settings, port: '0' });
    expect(await sends()).toMatchObject({ kind: 'retry', reason: 'bad-settings' });
    expect(await rig.gateway.check(rig.account)).toMatchObject({
      state: 'down',
      detail: expect.stringContaining('port'),
    });
  });

  it('a process that does not listen sends by a transmitter, which is closed when nothing leaves', async () => {
    rig = new SmppRig({ ...peer.settings, idleSeconds: '1' });
    expect(await sends()).toMatchObject({ kind: 'accepted' });
    expect(peer.connections).toHaveLength(1);
    await peer.writes(ADDRESS, { kind: 'text', text: 'nobody hears' });
    await eventually(() => expect(peer.connections).toHaveLength(0));
    expect([rig.kept.texts, peer.undelivered]).toEqual([[], 2]);
    expect(await sends('more')).toMatchObject({ kind: 'accepted' });
    expect(peer.binds).toBe(2);
  });
});

describe('SMPP over TLS', () => {
  let folder: string;
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-smpp-tls-'));
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
    const kind = [
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ];
    execFileSync('openssl', ['req', ...kind, ...names, ...files], { stdio: 'ignore' });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('sends to an SMSC whose certificate is known, and to no other', async () => {
    const peer = await SmscPeer.start(new NpmSmscWire({ key: read('key.pem'), cert: read('cert.pem') }));
    const settings = { ...peer.settings, tls: 'yes' };
    const known = new SmppRig({ ...settings, tlsCa: read('cert.pem') });
    const other = new SmppRig(settings);
    try {
      expect(await known.send(ADDRESS, 'kept secret')).toMatchObject({ kind: 'accepted' });
      expect(await other.send(ADDRESS, 'not sent')).toMatchObject({ kind: 'retry' });
      expect(await peer.shown(ADDRESS)).toEqual(['kept secret']);
    } finally {
      await known.close();
      await other.close();
      await peer.stop();
    }
  });
});
