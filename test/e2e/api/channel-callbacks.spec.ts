import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { ChannelRegistry } from '../../../src/adapters/channels/channel-registry.js';
import type { ChannelAccount } from '../../../src/application/ports/channel-accounts.js';
import { ChannelAccounts } from '../../../src/application/ports/channel-accounts.js';
import type { CallbackAnswer, CallbackRequest } from '../../../src/application/ports/channel-callbacks.js';
import { callbackPath, ChannelCallback } from '../../../src/application/ports/channel-callbacks.js';
import { DomainError } from '../../../src/domain/shared/domain-error.js';
import { ApiService } from '../../support/api.js';
import { BreakableProxy } from '../../support/breakable-proxy.js';
import { onDatabase } from '../../support/databases.js';
import { eventually } from '../../support/eventually.js';
import { START } from '../../support/people.js';

/** A provider's end of the line that keeps what it was called with. */
class KeepingCallback extends ChannelCallback {
  override readonly provider = 'simulator';
  readonly taken: CallbackRequest[] = [];
  reply: CallbackAnswer | Error = { status: 200 };

  override receive(_account: ChannelAccount, call: CallbackRequest): Promise<CallbackAnswer> {
    this.taken.push(call);
    return this.reply instanceof Error ? Promise.reject(this.reply) : Promise.resolve(this.reply);
  }
}

onDatabase('sqlite', 'the address that providers call', (place) => {
  let api: ApiService;
  let account: ChannelAccount;
  let callback: KeepingCallback;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START);
    account = await api.service.account('sms');
  });
  afterAll(() => api.stop());
  beforeEach(() => {
    callback = new KeepingCallback();
    Object.assign(api.service.get(ChannelRegistry).of('simulator'), { callback });
  });

  const calls = (body: Uint8Array, headers: Record<string, string>, query = ''): Promise<Response> =>
    fetch(`${api.base}${callbackPath(account)}${query}`, {
      method: 'POST',
      headers,
      body: body as Uint8Array<ArrayBuffer>,
    });

  it.each([
    ['JSON', 'application/json', '{ "a":1,\n "b" : [] }'],
    ['JSON that does not parse', 'application/json', '{'],
    ['nothing that says it is JSON', 'application/json', ''],
    ['XML', 'text/xml', '<xml><a><![CDATA[ 您好 ]]></a></xml>'],
    ['a form', 'application/x-www-form-urlencoded', 'Body=%20a+b%20&a=1&a=2'],
    ['text in bytes of no encoding', 'text/plain', '\u0000\u00ff'],
    ['a type that nobody knows', 'application/vnd.other; v=1', 'x'],
    ['a type that is none', 'rubbish', 'x'],
  ])('keeps every byte: %s', async (_what, type, text) => {
    const body = Buffer.from(text, text.includes('\u00ff') ? 'latin1' : 'utf8');
    const response = await calls(body, { 'Content-Type': type, 'X-Signature': 'abc' });
    expect(response.status).toBe(200);
    expect(callback.taken).toHaveLength(1);
    expect(Buffer.from(callback.taken[0]?.body ?? [])).toEqual(body);
    expect(callback.taken[0]).toMatchObject({
      method: 'POST',
      headers: { 'content-type': type, 'x-signature': 'abc' },
    });
  });

  it('takes a body without a type', async () => {
    const status = await new Promise((done, failed) => {
      request(`${api.base}${callbackPath(account)}`, { method: 'POST' }, (reply) =>
        reply.resume().on('end', () => done(reply.statusCode)),
      )
        .on('error', failed)
        .end('abc');
    });
    expect(status).toBe(200);
    expect(Buffer.from(callback.taken[0]?.body ?? []).toString()).toBe('abc');
    expect(callback.taken[0]?.headers).not.toHaveProperty('content-type');
  });

  it('answers what the adapter answers, with the address as the provider knows it', async () => {
    callback.reply = { status: 202, type: 'text/xml', body: '<Response/>' };
    const response = await fetch(`${api.base}${callbackPath(account)}?echostr=a%2Bb&n=1`);
    expect([response.status, await response.text()]).toEqual([202, '<Response/>']);
    expect(response.headers.get('content-type')).toMatch(/^text\/xml/);
    expect(callback.taken).toEqual([
      expect.objectContaining({
        method: 'GET',
        url: `http://localhost:3000${callbackPath(account)}?echostr=a%2Bb&n=1`,
        query: { echostr: 'a+b', n: '1' },
      }),
    ]);
  });

  it('does not let the caller choose the address that signatures are checked against', async () => {
    await calls(Buffer.from('x'), { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' });
    expect(callback.taken[0]?.url).toBe(`http://localhost:3000${callbackPath(account)}`);
  });

  it('is there for nobody who does not know the whole of it', async () => {
    const other = await api.service.account('telegram');
    const wrong = [
      { ...account, callbackSecret: `${account.callbackSecret.slice(0, -1)}!` },
      { ...account, callbackSecret: 'A'.repeat(43) },
      { ...account, callbackSecret: '' },
      { ...account, id: other.id },
      { ...account, tenantId: other.id as unknown as ChannelAccount['tenantId'] },
    ];
    for (const one of wrong) {
      const response = await fetch(`${api.base}${callbackPath(one)}`, { method: 'POST', body: 'x' });
      expect([one.callbackSecret, response.status]).toEqual([one.callbackSecret, 404]);
      expect(await response.json()).toMatchObject({ code: 'CHANNEL_CALLBACK.UNKNOWN' });
    }
    expect(callback.taken).toEqual([]);
  });

  it('is not there for an account whose provider does not call back', async () => {
    Object.assign(api.service.get(ChannelRegistry).of('simulator'), { callback: undefined });
    expect((await calls(Buffer.from('x'), {})).status).toBe(404);
  });

  it('stays open while the account rests', async () => {
    const { version } = account;
    await api.service.within(() =>
      api.service.get(ChannelAccounts).save({ ...account, paused: true, version: version + 1 }),
    );
    expect((await calls(Buffer.from('x'), {})).status).toBe(200);
    await api.service.within(() => api.service.get(ChannelAccounts).save(account));
  });

  it('takes 1 MB and no more', async () => {
    expect((await calls(Buffer.alloc(1_048_576), { 'Content-Type': 'text/xml' })).status).toBe(200);
    expect((await calls(Buffer.alloc(1_048_577), { 'Content-Type': 'text/xml' })).status).toBe(413);
    expect(callback.taken).toHaveLength(1);
  });

  it.each([
    ['the database is away', new DomainError('DATABASE.UNAVAILABLE', 'The database does not answer.')],
    ['something broke', new Error('secret words')],
  ])('asks the provider to call again when %s', async (_what, error) => {
    callback.reply = error;
    const response = await calls(Buffer.from('x'), {});
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('10');
    expect(await response.text()).not.toMatch(/secret/);
  });

  describe('leaves other routes as they are', () => {
    it('reads JSON there, and nothing else', async () => {
      const nobody = api.nobody();
      const bad = await nobody.send('POST', '/v1/sessions', undefined, { 'Content-Type': 'text/xml' });
      expect(bad.status).toBeGreaterThanOrEqual(400);
      const hidden = await fetch(`${api.base}/v1/sessions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-parley-callback' },
        body: '{}',
      });
      expect(hidden.status).toBe(400);
      const good = await nobody.post('/v1/sessions', {
        tenant: 'default',
        login: 'x',
        password: 'y'.repeat(12),
      });
      expect(good.body).toMatchObject({ code: 'ACCESS.WRONG_CREDENTIALS' });
    });
  });
});

onDatabase('mysql', 'a callback while the database is away', (place) => {
  it('is asked to come again, and is taken when the database is back', async () => {
    const url = new URL(await place.url());
    const proxy = await BreakableProxy.to(url.hostname, Number(url.port || 3306));
    url.host = `127.0.0.1:${proxy.port}`;
    const api = await ApiService.start(url.href, START);
    const callback = new KeepingCallback();
    Object.assign(api.service.get(ChannelRegistry).of('simulator'), { callback });
    const account = await api.service.account('sms');
    const call = (): Promise<Response> =>
      fetch(`${api.base}${callbackPath(account)}`, { method: 'POST', body: 'x' });
    try {
      await proxy.break();
      const away = await call();
      expect([away.status, away.headers.get('retry-after')]).toEqual([503, '10']);
      expect(await away.text()).not.toContain(account.callbackSecret);
      expect(callback.taken).toEqual([]);
      await proxy.mend();
      await eventually(async () => expect((await call()).status).toBe(200));
    } finally {
      await api.stop();
      await proxy.break();
    }
  });
});
