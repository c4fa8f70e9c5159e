import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compiledProgram } from '../../support/compile-programs.js';
import { eventually } from '../../support/eventually.js';
import { LoginHouse } from '../../support/login-house.js';
import { PUPPET_SERVER_WITHOUT_TLS, RECALLED, RED_PACKET, TYPES } from '../../support/peers/puppet-server.js';

describe('what is said to a login and by it', () => {
  let house: LoginHouse;
  let people = 0;
  let somebody: string;

  beforeAll(async () => {
    house = await LoginHouse.open({ mediaLimitMb: '1' });
    await house.is('up');
  });
  afterAll(() => house.close());
  afterEach(async () => {
    await house.peer.misbehaves(null);
    house.events.length = 0;
  });

  const next = (): string => (somebody = house.peer.addressOf((people += 1)));
  const heard = async (count: number) => {
    await eventually(() => expect(house.events).toHaveLength(count));
    return house.events;
  };
  const receives = (type: number, more: object = {}): Promise<void> =>
    house.peer.tells({ do: 'receive', from: somebody, type, ...more });

  it('a text whose puppet tells no id has the id of its echo, and the echo is not somebody else', async () => {
    const address = next();
    const outcome = await house.login.say(address, '您好');
    expect(outcome).toMatchObject({ kind: 'accepted', providerMessageId: expect.any(String) });
    await house.peer.writes(address, { kind: 'text', text: '在' });
    expect(await heard(1)).toMatchObject([{ kind: 'message', content: { kind: 'text', text: '在' } }]);
  });

  it('without an echo it is accepted and unconfirmed', async () => {
    await house.peer.misbehaves('no-echo');
    expect(await house.login.say(next(), '您好')).toEqual({ kind: 'accepted-unconfirmed' });
  });

  it('an echo proves that a text was taken, whatever error follows', async () => {
    await house.peer.misbehaves('echoes-then-errors');
    expect(await house.login.say(next(), '您好')).toMatchObject({ kind: 'accepted' });
  });

  it('a group is never written to and never heard', async () => {
    expect(await house.login.say('123@chatroom', '您好')).toMatchObject({ kind: 'refused' });
    next();
    await receives(TYPES.text, { text: '群里', room: 'room@chatroom' });
    await receives(TYPES.text, { text: '私聊' });
    expect(await heard(1)).toMatchObject([{ content: { text: '私聊' } }]);
  });

  it('what a person types on the phone of the account is told as the account’s own', async () => {
    const address = next();
    await house.peer.tells({ do: 'receive', from: 'self', to: address, type: TYPES.text, text: '我来处理' });
    expect(await heard(1)).toMatchObject([
      { kind: 'own-message', address, text: '我来处理', author: 'unknown' },
    ]);
  });

  it('every kind of message keeps its kind; money is never accepted', async () => {
    next();
    await receives(TYPES.sticker);
    await receives(TYPES.location);
    await receives(TYPES.transfer);
    await receives(RED_PACKET);
    await receives(RECALLED, { text: 'message-1' });
    await receives(9);
    const kinds = (await heard(6)).map((event) => (event.kind === 'message' ? event.content : event));
    expect(kinds).toEqual([
      { kind: 'sticker' },
      { kind: 'location' },
      { kind: 'transfer' },
      { kind: 'transfer' },
      { kind: 'recalled', recalledProviderMessageId: 'message-1' },
      { kind: 'unsupported' },
    ]);
  });

  it('bytes are kept and typed by their content, up to the limit', async () => {
    const silk = Buffer.from('\x02#!SILK_V3 and sound', 'latin1');
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
    const address = next();
    await house.peer.writes(address, { kind: 'voice', bytes: silk, name: 'voice.silk' });
    await house.peer.writes(address, { kind: 'picture', bytes: jpeg, name: 'slip.png' });
    await house.peer.writes(address, { kind: 'file', bytes: Buffer.alloc(1_100_000, 7), name: 'large.bin' });
    const arrived = await heard(3);
    expect(arrived).toMatchObject([
      { content: { kind: 'voice', mediaType: 'audio/silk' }, media: silk.toString('base64') },
      { content: { kind: 'picture', mediaType: 'image/jpeg' }, media: jpeg.toString('base64') },
      { content: { kind: 'file', name: 'large.bin' }, media: null },
    ]);
  });

  it('an old message keeps the moment in which it was written', async () => {
    const written = Date.now() - 20 * 60_000;
    next();
    await receives(TYPES.text, { text: '早', at: written });
    await receives(TYPES.text, { text: '早', at: Math.floor(written / 1_000) });
    expect((await heard(2)).map((event) => ('sentAt' in event ? event.sentAt : 0))).toEqual([
      written,
      Math.floor(written / 1_000) * 1_000,
    ]);
  });

  it('the lines of WeChat about refused texts are no messages', async () => {
    next();
    await receives(0, { text: '消息已发出，但被对方拒收了。' });
    await receives(0, { text: '张三开启了朋友验证，你还不是他（她）朋友。请先发送朋友验证请求' });
    expect(await heard(2)).toMatchObject([
      { kind: 'reachability', address: somebody, state: 'blocked' },
      { kind: 'reachability', address: somebody, state: 'gone' },
    ]);
  });

  it('a friend whose greeting has a code is accepted, named and bound; another one is left to a person', async () => {
    const [known, other] = [next(), next()];
    await house.peer.tells({ do: 'friend', id: 'f1', address: other, hello: '你好，加一下' });
    await house.peer.tells({ do: 'friend', id: 'f2', address: known, hello: '我是 7KWM2-PQ4RT' });
    expect(await heard(1)).toMatchObject([{ kind: 'binding', address: known, code: '7KWM2PQ4RT' }]);
    const named = { kind: 'named', address: known, alias: expect.stringMatching(/^PARLEY-[0-9A-F]{10}$/u) };
    await eventually(() => expect(house.peer.words).toContainEqual(named));
    expect(house.peer.words.filter(({ kind }) => kind === 'accepted')).toEqual([
      { kind: 'accepted', address: known },
    ]);
  });

  it('a first message that is a code binds', async () => {
    const address = next();
    await house.peer.writes(address, { kind: 'text', text: '7kwm2 pq4rt' });
    expect(await heard(1)).toMatchObject([{ kind: 'binding', address, code: '7KWM2PQ4RT' }]);
  });

  it('what could not be stored is stored again, in order', async () => {
    const address = next();
    let failures = 2;
    house.storing = () => ((failures -= 1) >= 0 ? Promise.reject(new Error('away')) : Promise.resolve());
    await house.peer.writes(address, { kind: 'text', text: '一' });
    await house.peer.writes(address, { kind: 'text', text: '二' });
    expect(await heard(2)).toMatchObject([{ content: { text: '一' } }, { content: { text: '二' } }]);
    house.storing = () => Promise.resolve();
  });

  it('one sign of being too fast slows the account for an hour', async () => {
    await house.peer.misbehaves('throttles');
    expect(await house.login.say(next(), '您好')).toMatchObject({ kind: 'retry', reason: 'throttled' });
    await eventually(() => expect(house.reports.at(-1)).toMatchObject({ state: 'slowed' }));
    expect(house.reports.at(-1)?.slowUntil).toBeGreaterThan(Date.now() + 50 * 60_000);
  });

  it('a second client of one gateway says so instead of being silently dead', async () => {
    const second = house.another({ resetAfterMs: '3000' });
    await second.is('down');
    expect(second.login.state.detail).toContain('any other program');
    expect(house.login.state.state).not.toBe('down');
    await second.login.close();
  });

  it.each([
    [{ token: 'insecure_somebodyElse' }, 'setting token'],
    [{ puppet: 'wechaty-puppet-nowhere' }, 'npm install wechaty-puppet-nowhere'],
  ])('a client that cannot work says what to do: %j', async (settings, sentence) => {
    const second = house.another(settings);
    await second.is('blocked');
    expect(second.login.state.detail).toContain(sentence);
    await second.login.close();
  });

  it('a login that ends is told, then the code to scan, and only one that can be scanned', async () => {
    await house.peer.tells({ do: 'kick' });
    await house.is('logged-out');
    const code = (status: number) => house.peer.tells({ do: 'scan', code: `https://qr/${status}`, status });
    for (const status of [2, 3, 5, 4]) await code(status);
    await eventually(() => expect(house.reports.at(-1)?.detail).toMatch(/scanned/u));
    const shown = house.reports.flatMap(({ signInCode }) => (signInCode ? [signInCode] : []));
    expect(shown).toEqual(['https://qr/2', 'https://qr/5']);
    expect(await house.login.say(next(), '您好')).toMatchObject({ kind: 'retry' });
    await house.peer.tells({ do: 'log-in' });
    await eventually(async () =>
      expect(await house.login.say(somebody, '您好')).toMatchObject({ kind: 'accepted' }),
    );
  });
});

describe('a link that breaks', () => {
  let house: LoginHouse;
  let address: string;

  beforeAll(async () => {
    house = await LoginHouse.open({ watchdogSeconds: '2', resetAfterMs: '3000' }, PUPPET_SERVER_WITHOUT_TLS);
    address = house.peer.addressOf(1);
    await house.is('up');
  });
  afterAll(() => house.close());

  const says = (text: string) =>
    eventually(async () => expect(await house.login.say(address, text)).toMatchObject({ kind: 'accepted' }));

  it('a gateway that was away is found again', async () => {
    await house.peer.away();
    await house.is('down');
    expect(await house.login.say(address, '不在')).toMatchObject({ kind: 'retry' });
    await house.peer.open();
    await house.is('up');
    await says('回来了');
  });

  it('half open: the text is unknown, the client is replaced, and nothing is sent again', async () => {
    house.peer.proxy.halfOpen();
    expect(await house.login.say(address, '半开')).toEqual({ kind: 'unknown', reason: 'no-answer' });
    await house.is('down');
    house.peer.proxy.cut();
    await house.is('up');
    await says('好了');
    expect(await house.peer.shown(address)).toEqual(['回来了', '好了']);
  });

  it('half open and nothing to send: the watchdog notices', async () => {
    house.peer.proxy.halfOpen();
    await house.is('deaf');
    await house.is('down');
    house.peer.proxy.cut();
    await house.is('up');
  });
});

describe('a client whose parent is gone', () => {
  it('leaves by itself, so that no login has two', async () => {
    const child = fork(compiledProgram('src/adapters/channels/wechaty/child/main.ts'), [], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    await once(child, 'message');
    const end = once(child, 'exit');
    child.disconnect();
    expect(await end).toEqual([0, null]);
  });
});

describe('one login, and one client after the other', () => {
  let house: LoginHouse;

  beforeAll(async () => {
    // The watchdog of wechaty is not what mends a stream here.
    house = await LoginHouse.open({ watchdogSeconds: '60', resetAfterMs: '30000' });
    await house.is('up');
  });
  afterAll(() => house.close());

  it('a reset of the stream leaves it deaf for a moment, and the same client goes on', async () => {
    const address = house.peer.addressOf(3);
    const client = readdirSync(house.accountFolder);
    const begun = performance.now();
    house.peer.proxy.cut();
    await house.is('deaf');
    await house.is('up');
    await eventually(async () => {
      await house.peer.writes(address, { kind: 'text', text: '听到吗' });
      expect(house.events.length).toBeGreaterThan(0);
    });
    expect(performance.now() - begun).toBeLessThan(8_000);
    expect(readdirSync(house.accountFolder)).toEqual(client);
    expect(await house.login.say(address, '听到')).toMatchObject({ kind: 'accepted' });
  });

  it('what was not stored is kept, sealed, and told by the next one; the login at the gateway stays', async () => {
    const address = house.peer.addressOf(9);
    house.storing = () => Promise.reject(new Error('away'));
    await house.peer.writes(address, { kind: 'text', text: '我还了三百' });
    await eventually(() => expect(house.of(address, house.tried).length).toBeGreaterThan(0));
    await house.login.close();
    const sealed = readFileSync(join(house.accountFolder, 'not-taken'));
    expect([sealed.length > 0, sealed.includes('我还了三百'), house.of(address).length]).toEqual([
      true,
      false,
      0,
    ]);
    expect(readdirSync(house.accountFolder).filter((name) => name.startsWith('home-'))).toEqual([]);
    house.storing = () => Promise.resolve();
    const left = join(house.accountFolder, 'home-of-one-that-was-killed');
    mkdirSync(left);
    house.begin();
    expect(existsSync(left)).toBe(false);
    await eventually(() => expect(house.of(address)).toMatchObject([{ content: { text: '我还了三百' } }]));
    await house.is('up');
    await eventually(() => expect(readdirSync(house.accountFolder)).not.toContain('not-taken'));
  });

  it('a sign of being too fast outlives the client', async () => {
    await house.peer.misbehaves('throttles');
    await eventually(async () =>
      expect(await house.login.say(house.peer.addressOf(1), '您好')).toMatchObject({ reason: 'throttled' }),
    );
    await house.is('slowed');
    await house.peer.misbehaves(null);
    await house.login.close();
    house.begin();
    await house.is('slowed');
    expect(house.reports.at(-1)?.slowUntil).toBeGreaterThan(Date.now());
  });

  it('with new ids people are found again by their alias; whoever is not found is not among the known', async () => {
    const [one, other] = [house.peer.addressOf(1), house.peer.addressOf(2)];
    for (const address of [one, other]) {
      await eventually(async () =>
        expect(await house.login.say(address, '您好')).toMatchObject({ kind: 'accepted' }),
      );
    }
    const aliases = (): string[] =>
      house.peer.words.flatMap((word) => (word.kind === 'named' && word.address === one ? [word.alias] : []));
    await eventually(() => expect(aliases()).toHaveLength(1));
    await house.login.close();
    house.events.length = 0;
    const [alias = ''] = aliases();
    house.peer.changesIds([{ id: '@new1', alias }, { id: '@new2' }, { id: '@self' }], '@self');
    await house.peer.restarts();
    house.begin();
    await eventually(() => expect(house.events.map(({ kind }) => kind)).toEqual(['addresses-changed']), {
      within: 20_000,
    });
    expect(house.events).toMatchObject([
      { moved: [{ from: one, to: '@new1' }], known: expect.arrayContaining(['@new1', '@new2']) },
    ]);
    expect(await house.login.say(other, '您好')).not.toMatchObject({ kind: 'accepted' });
  });
});
