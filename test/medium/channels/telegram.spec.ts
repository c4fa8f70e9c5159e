import { afterAll, expect, it, jest } from '@jest/globals';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { ReportAccountState } from '../../../src/application/channel/report-account-state.js';
import { TakeChannelEvents } from '../../../src/application/channel/take-channel-events.js';
import { MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { SendAttemptId } from '../../../src/domain/shared/ids.js';
import { describeChannel } from '../../support/channel-contract.js';
import type { ChannelHouse } from '../../support/channel-house.js';
import { eventually } from '../../support/eventually.js';
import { POLLED_BOT_API } from '../../support/peers/bot-api.js';
import type { BotApiPeer } from '../../support/peers/bot-api.js';
import { refusal } from '../../support/peers/bot-api-answers.js';
import type { Script } from '../../support/peers/bot-api-answers.js';
import { NOW, newId } from '../../support/samples.js';

let people = 500;

/** Takes connections and never says a word. */
const silent = {
  server: createServer(),
  sockets: new Set<Socket>(),
  async url(): Promise<string> {
    silent.server.on('connection', (socket) => silent.sockets.add(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => silent.server.listen(0, '127.0.0.1', resolve));
    return `https://127.0.0.1:${(silent.server.address() as AddressInfo).port}`;
  },
};
afterAll(() => {
  silent.server.close();
  for (const socket of silent.sockets) socket.destroy();
});

describeChannel(POLLED_BOT_API, (open) => {
  const peer = (): BotApiPeer => open().peer as BotApiPeer;
  const server = () => peer().server;
  const somebody = (): string => peer().addressOf((people += 1));
  const heard = async (address: string) =>
    (await open().heardFrom(address)).map(({ content, media }) => ({ ...content, media }));
  const hears = (address: string, ...texts: string[]) =>
    eventually(async () =>
      expect((await heard(address)).map((one) => (one.kind === 'text' ? one.text : one.kind))).toEqual(texts),
    );
  const state = async (): Promise<string> => (await open().account()).state;

  it('offers choices as buttons, under a text that is complete without them', async () => {
    const address = somebody();
    const choices = [
      { reply: '1', label: '是' },
      { reply: '2'.repeat(65), label: 'too long to be pressed' },
    ];
    await open().send(address, '是您吗？\n1 是', { choices });
    const [request] = server().requestsTo(Number(address));
    expect(request).toEqual({
      chat_id: address,
      text: '是您吗？\n1 是',
      link_preview_options: '{"is_disabled":true}',
      reply_markup: '{"inline_keyboard":[[{"text":"是","callback_data":"1"}]]}',
    });
    peer().presses(address, '是');
    await hears(address, '1');
    await eventually(() => expect(server().calledTimes('answerCallbackQuery')).toBe(1));
  });

  it('leaves no button on the phone that something newer has followed', async () => {
    const address = somebody();
    const choices = [{ reply: '1', label: 'old' }];
    const buttons = () => server().buttonsOf(Number(address));
    await open().send(address, '1 old', { choices });
    expect(buttons()).toEqual(['old']);
    await open().send(address, '1 new', { choices: [{ reply: '1', label: 'new' }] });
    await eventually(() => expect(buttons()).toEqual(['new']));
    peer().presses(address, 'new');
    await hears(address, '1');
    await eventually(() => expect(buttons()).toEqual([]));
  });

  it('writes to private chats only', async () => {
    for (const address of ['-100123', '@channel', '0', '']) {
      expect(await open().send(address, 'x')).toMatchObject({
        kind: 'refused',
        reason: 'unreachable-address',
      });
    }
    expect(server().calls.filter(({ fields }) => fields['text'] === 'x')).toEqual([]);
  });

  it.each<[string, Script, object, number]>([
    ['deactivated', refusal(403, 'Forbidden: user is deactivated'), { reason: 'unreachable-address' }, 0],
    [
      'never started',
      refusal(403, "Forbidden: bot can't initiate conversation with a user"),
      { reason: 'unreachable-address' },
      0,
    ],
    [
      'moved',
      refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -5 }),
      { reason: 'unreachable-address' },
      0,
    ],
    ['no button', refusal(400, 'Bad Request: BUTTON_DATA_INVALID'), { reason: 'content-rejected' }, 0],
    ['reset', 'reset', { kind: 'unknown' }, 0],
    ['half an answer', 'half-an-answer', { kind: 'unknown' }, 1],
    ['a page of a proxy', { status: 502, body: '<html>' }, { kind: 'unknown' }, 0],
    ['no answer of the Bot API', { status: 200, body: '<html>', takes: true }, { kind: 'unknown' }, 1],
    ['an answer without an id', { status: 200, body: { ok: true, result: null }, takes: true }, {}, 1],
    ['a wrong path', refusal(404, 'Not Found'), { kind: 'retry', reason: 'bad-credentials' }, 0],
  ])('%s: once at most, and told as what it is', async (_name, script, outcome, shown) => {
    const address = somebody();
    const before = server().calledTimes('sendMessage');
    server().next('sendMessage', script);
    expect(await open().send(address, 'one text')).toMatchObject(outcome);
    expect(server().textsTo(Number(address))).toHaveLength(shown);
    expect(server().calledTimes('sendMessage')).toBe(before + 1);
  });

  it('waits as long as Telegram says', async () => {
    server().next('sendMessage', refusal(429, 'Too Many Requests', { retry_after: 33 }));
    expect(await open().send(somebody(), 'x')).toMatchObject({
      kind: 'retry',
      after: plus(open().service.now(), 33_000),
    });
  });

  it.each([
    ['a name that nobody has', () => Promise.resolve('http://nowhere.invalid')],
    ['a handshake that never ends', () => silent.url()],
  ])('%s: nothing has left, so it is tried again', async (_name, apiRoot) => {
    const account = await open().account();
    const settings = { ...account.settings, apiRoot: await apiRoot(), timeoutMs: '300' };
    const text = { attemptId: newId<SendAttemptId>(), address: somebody(), text: 'x', validUntil: NOW };
    expect(await open().registration.gateway.send({ ...account, settings }, text)).toMatchObject({
      kind: 'retry',
      reason: 'provider-unreachable',
    });
  });

  it('tells that the token is gone when a text meets that first, and that it is back', async () => {
    await eventually(async () => expect(await state()).toBe('up'));
    server().next('sendMessage', refusal(401, 'Unauthorized'));
    expect(await open().send(somebody(), 'x')).toMatchObject({
      kind: 'retry',
      after: plus(open().service.now(), 10 * MINUTE),
    });
    expect(await state()).toBe('blocked');
    server().updates.lapse();
    await eventually(async () => expect(await state()).toBe('up'));
  });

  it('says so when the token is that of another bot', async () => {
    const account = await open().account();
    const settings = { ...account.settings, botName: 'another_bot' };
    expect(await open().registration.gateway.check({ ...account, settings })).toEqual({
      state: 'up',
      detail: expect.stringMatching(/belongs to the bot parley_test_bot; correct the setting botName/),
    });
  });

  it('keeps pictures, voices and files with their bytes, and the words below them', async () => {
    const address = somebody();
    const [picture, voice, file] = ['\xff\xd8\xff\xe0 and more', 'OggS and more', '%PDF-1.7 and more'].map(
      (text) => Buffer.from(text, 'latin1'),
    ) as [Buffer, Buffer, Buffer];
    await peer().writes(address, { kind: 'picture', bytes: picture, name: 'slip.jpg' });
    await peer().writes(address, { kind: 'voice', bytes: voice, name: 'voice.ogg' });
    await peer().writes(address, { kind: 'file', bytes: file, name: 'slip.pdf' });
    server().says(Number(address), { document: server().keeps(file), caption: '已还款' });
    await hears(address, 'picture', 'voice', 'file', 'file', '已还款');
    const media = [picture, voice, file, file].map((bytes) => bytes.toString('base64'));
    expect((await heard(address)).map((one) => one.media)).toEqual([...media, null]);
  });

  it('asks again for a file that is not given, and keeps the message without it in the end', async () => {
    const address = somebody();
    const bytes = Buffer.from('late');
    for (const script of ['reset', { status: 500, body: '' }] as const) server().next('file', script);
    await peer().writes(address, { kind: 'file', bytes, name: 'slip.pdf' });
    await hears(address, 'file');
    for (let times = 0; times < 3; times += 1)
      server().next('getFile', refusal(500, 'Internal Server Error'));
    await peer().writes(address, { kind: 'file', bytes, name: 'slip.pdf' });
    await peer().writes(address, { kind: 'text', text: 'behind it' });
    await hears(address, 'file', 'unsupported', 'behind it');
  });

  it('does not fetch what is too large, whatever its size is said to be', async () => {
    const address = somebody();
    const large = Buffer.alloc(1_048_577);
    const before = server().calledTimes('file');
    await peer().writes(address, { kind: 'file', bytes: large, name: 'large.bin' });
    await hears(address, 'unsupported');
    expect(server().calledTimes('file')).toBe(before);
    server().says(Number(address), { document: { ...server().keeps(large), file_size: 5 } });
    await hears(address, 'unsupported', 'unsupported');
    expect(server().calledTimes('file')).toBe(before + 1);
  });

  it('passes over what is not for it, and confirms it', async () => {
    const address = somebody();
    const group = { id: -77, type: 'supergroup', title: 'A group' };
    server().updates.add({ message: server().message(-77, { text: 'in a group', chat: group }) });
    server().updates.add({ a_kind_of_tomorrow: { text: 'x' } });
    server().updates.add({ message: 'broken' });
    await peer().writes(address, { kind: 'text', text: 'and this' });
    await hears(address, 'and this');
    await eventually(() => expect(server().updates.unconfirmed()).toEqual([]));
    expect(await heard('-77')).toEqual([]);
    expect(server().calls.filter(({ fields }) => fields['chat_id'] === '-77')).toEqual([]);
  });

  it('hears every change of a message as one more', async () => {
    const address = somebody();
    const first = server().message(Number(address), { text: 'I pay 500' });
    server().updates.add({ message: first });
    for (const text of ['I pay 600', 'I pay 700']) {
      server().updates.add({ edited_message: { ...first, text, edit_date: first['date'] } });
    }
    await hears(address, 'I pay 500', 'I pay 600', 'I pay 700');
  });

  it('tells who came by a link, who blocked the bot, and who let it in again', async () => {
    const take = jest.spyOn(open().service.get(TakeChannelEvents), 'run');
    const address = somebody();
    const chat = { id: Number(address), type: 'private' };
    server().says(Number(address), { text: '/start AbC-12_x', entities: [] });
    for (const status of ['kicked', 'member']) {
      server().updates.add({ my_chat_member: { chat, date: 1_700_000_000, new_chat_member: { status } } });
    }
    await eventually(() =>
      expect(take.mock.calls.flatMap(([, events]) => events)).toMatchObject([
        { kind: 'binding', code: 'AbC-12_x', address },
        { kind: 'reachability', state: 'blocked', address },
        { kind: 'reachability', state: 'reachable', address },
      ]),
    );
  });

  it('confirms nothing that is not stored, and one that cannot be does not hold up the others before it', async () => {
    const address = somebody();
    await eventually(() => expect(server().updates.unconfirmed()).toEqual([]));
    await server().goAway();
    for (const text of ['good', 'bad', 'behind']) server().says(Number(address), { text });
    const [, bad, behind] = server().updates.unconfirmed();
    const { service } = open();
    const take = service.get(TakeChannelEvents);
    const run = take.run.bind(take);
    let broken = true;
    jest.spyOn(take, 'run').mockImplementation((account, events, cursor) => {
      const texts = events.map((event) => (event.kind === 'message' ? event.content : null));
      if (broken && JSON.stringify(texts).includes('bad')) return Promise.reject(new Error('no space left'));
      return run(account, events, cursor);
    });
    await server().comeBack();
    await hears(address, 'good');
    await eventually(async () =>
      expect([await state(), server().updates.unconfirmed()]).toEqual(['deaf', [bad, behind]]),
    );
    broken = false;
    await hears(address, 'good', 'bad', 'behind');
    await eventually(async () => expect([await state(), server().updates.unconfirmed()]).toEqual(['up', []]));
  });

  it.each<[string, Script, string, RegExp]>([
    [
      'somebody else polls',
      refusal(409, 'Conflict: terminated by other getUpdates request'),
      'down',
      /else polls/,
    ],
    [
      'a webhook is set',
      refusal(409, "Conflict: can't use getUpdates method while webhook is active"),
      'down',
      /webhook/,
    ],
    ['the token is gone', refusal(401, 'Unauthorized'), 'blocked', /token/],
    ['the question is cut', 'reset', 'down', /lost/],
    ['nothing comes any more', 'hangs', 'down', /lost/],
  ])('says so when %s, and is up again after it', async (_name, script, wanted, sentence) => {
    const reports = jest.spyOn(open().service.get(ReportAccountState), 'run');
    const told = () => reports.mock.calls.map(([, report]) => report);
    server().next('getUpdates', script);
    server().updates.lapse();
    await eventually(() =>
      expect(told()).toContainEqual({ state: wanted, detail: expect.stringMatching(sentence) }),
    );
    await eventually(async () => expect(await state()).toBe('up'));
    const address = somebody();
    await peer().writes(address, { kind: 'text', text: 'still there' });
    await hears(address, 'still there');
  });

  it('takes up again what came in 20 minutes away, once', async () => {
    const [one, other] = [somebody(), somebody()];
    await server().goAway();
    await eventually(async () => expect(await state()).toBe('down'));
    open().service.clock.advanceTo(plus(open().service.now(), 20 * MINUTE));
    for (const text of ['a', 'b', 'c']) {
      await peer().writes(one, { kind: 'text', text });
      await peer().writes(other, { kind: 'text', text });
    }
    await server().comeBack();
    await hears(one, 'a', 'b', 'c');
    await hears(other, 'a', 'b', 'c');
    await eventually(async () => expect(await state()).toBe('up'));
  });

  it('takes updates in whatever order they stand, each once', async () => {
    const address = somebody();
    await server().goAway();
    const [first, second] = [1, 2].map((n) => server().message(Number(address), { text: `n${n}` }));
    server().updates.add({ message: second }, 900_002);
    server().updates.add({ message: first }, 900_001);
    server().updates.add({ message: first }, 900_001);
    await server().comeBack();
    await hears(address, 'n2', 'n1');
    await eventually(() => expect(server().updates.unconfirmed()).toEqual([]));
  });

  it('goes on from its place when it is opened anew, and listens once only', async () => {
    const house: ChannelHouse = open();
    const { listener } = house.registration;
    const account = await house.account();
    const anew = { ...account, version: account.version + 1 };
    const conflicts = server().updates.conflicts;
    const from = server().calls.length;
    const polls = () =>
      server()
        .calls.slice(from)
        .filter(({ method }) => method === 'getUpdates');
    await Promise.all([listener?.open(account), listener?.open(anew), listener?.open(anew)]);
    await eventually(() => expect(polls().length).toBeGreaterThan(0));
    expect(polls()[0]?.fields['offset']).toBe('900003');
    const address = somebody();
    for (const text of ['after', 'and after', 'that']) {
      await peer().writes(address, { kind: 'text', text });
      await eventually(async () => expect((await heard(address)).at(-1)).toMatchObject({ text }));
    }
    expect(server().updates.conflicts).toBe(conflicts);
  });

  it('is not called back', async () => {
    const { id, tenantId, callbackSecret } = await open().account();
    const path = `/v1/channel-callbacks/${tenantId}.${id}.${callbackSecret}`;
    const answer = await open().api.nobody().post(path, { update_id: 1 });
    expect(answer.status).toBe(403);
  });

  it('hears what comes after a quiet week, when Telegram begins to count anew', async () => {
    const address = somebody();
    await peer().writes(address, { kind: 'text', text: 'a week before' });
    await hears(address, 'a week before');
    open().service.clock.advanceTo(plus(open().service.now(), 7 * 24 * 60 * MINUTE));
    server().updates.lapse();
    await eventually(() => expect(server().calls.at(-1)?.fields['offset']).toBeUndefined());
    server().updates.add({ message: server().message(Number(address), { text: 'long ago' }) }, 17);
    await hears(address, 'a week before', 'long ago');
    await eventually(() => expect(server().updates.unconfirmed()).toEqual([]));
  });
});
