import { expect, it, jest } from '@jest/globals';
import { TelegramRegistration } from '../../../src/adapters/channels/telegram/telegram-providers.js';
import { ReportAccountState } from '../../../src/application/channel/report-account-state.js';
import { TakeChannelEvents } from '../../../src/application/channel/take-channel-events.js';
import { MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import { describeChannel } from '../../support/channel-contract.js';
import { eventually } from '../../support/eventually.js';
import { CALLING_BOT_API, WEBHOOK_SECRET } from '../../support/peers/bot-api.js';
import type { BotApiPeer } from '../../support/peers/bot-api.js';

let people = 500;

describeChannel(CALLING_BOT_API, (open) => {
  const peer = (): BotApiPeer => open().peer as BotApiPeer;
  const server = () => peer().server;
  const somebody = (): string => peer().addressOf((people += 1));
  const hears = (address: string, ...texts: string[]) =>
    eventually(async () =>
      expect(
        (await open().heardFrom(address)).map(({ content }) =>
          content.kind === 'text' ? content.text : content.kind,
        ),
      ).toEqual(texts),
    );
  const state = async (): Promise<string> => (await open().account()).state;
  const hook = (): string => (server().updates.webhookInfo() as { url: string }).url;
  const calls = async (headers: Record<string, string>, body: string): Promise<number> => {
    const answer = await fetch(hook(), { method: 'POST', headers, body });
    return answer.status;
  };

  it('tells Telegram where to call, and asks for what it understands only', () => {
    const [asked] = server().calls.filter(({ method }) => method === 'setWebhook');
    expect(asked?.fields).toMatchObject({
      url: hook(),
      secret_token: WEBHOOK_SECRET,
      drop_pending_updates: 'false',
      allowed_updates: '["message","edited_message","callback_query","my_chat_member"]',
    });
    expect(server().calledTimes('getUpdates')).toBe(0);
  });

  it('lets in who knows the secret, and nobody else', async () => {
    const address = somebody();
    const body = JSON.stringify({
      update_id: 70,
      message: server().message(Number(address), { text: 'let me in' }),
    });
    const header = 'x-telegram-bot-api-secret-token';
    expect(await calls({}, body)).toBe(403);
    expect(await calls({ [header]: '' }, body)).toBe(403);
    expect(await calls({ [header]: `${WEBHOOK_SECRET}x` }, body)).toBe(403);
    expect(await calls({ [header]: WEBHOOK_SECRET }, 'no json')).toBe(400);
    expect((await fetch(hook())).status).toBe(405);
    await hears(address);
    expect(await calls({ [header]: WEBHOOK_SECRET }, body)).toBe(200);
    await hears(address, 'let me in');
    expect(await calls({ [header]: WEBHOOK_SECRET }, body)).toBe(200);
    await hears(address, 'let me in');
  });

  it('answers that it arrived only when it is stored, so that it comes again until then', async () => {
    const address = somebody();
    const storing = jest.spyOn(open().service.get(TakeChannelEvents), 'run');
    for (let times = 0; times < 3; times += 1) storing.mockRejectedValueOnce(new Error('no space left'));
    await peer().writes(address, { kind: 'text', text: 'once' });
    await eventually(() => expect(storing.mock.calls.length).toBeGreaterThan(3));
    await hears(address, 'once');
    await eventually(() => expect(server().updates.unconfirmed()).toEqual([]));
  });

  it('lets a pressed button rest', async () => {
    const address = somebody();
    await open().send(address, '1 是', { choices: [{ reply: '1', label: '是' }] });
    const before = server().calledTimes('answerCallbackQuery');
    peer().presses(address, '是');
    await hears(address, '1');
    await eventually(() => expect(server().calledTimes('answerCallbackQuery')).toBe(before + 1));
  });

  it('passes over what is not for it, and has it confirmed', async () => {
    const address = somebody();
    server().updates.add({ a_kind_of_tomorrow: {} });
    server().updates.add({ channel_post: server().message(-5, { text: 'x' }) });
    await peer().writes(address, { kind: 'text', text: 'behind' });
    await hears(address, 'behind');
    await eventually(() => expect(server().updates.unconfirmed()).toEqual([]));
  });

  it('takes up again what came in 20 minutes away, once', async () => {
    const address = somebody();
    await server().goAway();
    open().service.clock.advanceTo(plus(open().service.now(), 20 * MINUTE));
    for (const text of ['a', 'b', 'c']) await peer().writes(address, { kind: 'text', text });
    await server().comeBack();
    await hears(address, 'a', 'b', 'c');
  });

  it('says so when Telegram does not get through, until it does', async () => {
    const date = Math.floor(Date.now() / 1_000) + 10;
    const failed = { last_error_date: date, last_error_message: 'Connection timed out' };
    const result = { url: hook(), has_custom_certificate: false, pending_update_count: 2, ...failed };
    const reports = jest.spyOn(open().service.get(ReportAccountState), 'run');
    server().next('getWebhookInfo', { status: 200, body: { ok: true, result } });
    await eventually(() =>
      expect(reports.mock.calls.map(([, report]) => report)).toContainEqual({
        state: 'deaf',
        detail: expect.stringContaining('Connection timed out'),
      }),
    );
    await eventually(async () => expect(await state()).toBe('up'));
  });

  it('sets the webhook back when somebody else has set another one, and says so', async () => {
    const before = hook();
    const reports = jest.spyOn(open().service.get(ReportAccountState), 'run');
    server().updates.callAt('http://127.0.0.1:1/elsewhere', 'x');
    await eventually(() => expect(hook()).toBe(before));
    expect(reports.mock.calls.map(([, report]) => report)).toContainEqual({
      state: 'down',
      detail: expect.stringContaining('another webhook'),
    });
    await eventually(async () => expect(await state()).toBe('up'));
  });

  it('is not switched on without a secret', () => {
    const { settings } = open().service.get(TelegramRegistration);
    const { webhookSecret: _secret, ...others } = peer().settings;
    expect(() => settings.check({ ...others, webhookSecret: '' })).toThrow(/webhookSecret is missing/);
    expect(() => settings.check({ ...others, mode: 'polling' })).not.toThrow();
    const secrets = settings.describe().filter(({ secret }) => secret);
    expect(secrets.map(({ name }) => name)).toEqual(['token', 'webhookSecret']);
  });

  it('polls when it is opened anew with that mode, and no webhook is left', async () => {
    const account = await open().account();
    const settings = { ...account.settings, mode: 'polling' };
    await open().registration.listener?.open({ ...account, settings, version: account.version + 1 });
    await eventually(() => expect(server().calledTimes('getUpdates')).toBeGreaterThan(1));
    expect(hook()).toBe('');
    const address = somebody();
    await peer().writes(address, { kind: 'text', text: 'polled' });
    await hears(address, 'polled');
  });
});
