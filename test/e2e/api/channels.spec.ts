import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ChannelRegistry } from '../../../src/adapters/channels/channel-registry.js';
import type { ProviderRegistration } from '../../../src/adapters/channels/channel-registry.js';
import { providerSettings, wholeNumber } from '../../../src/adapters/channels/provider-settings.js';
import { ChannelAccountEntity } from '../../../src/adapters/persistence/entities/channel-account.entity.js';
import { ReportAccountState } from '../../../src/application/channel/report-account-state.js';
import type { ChannelAccount } from '../../../src/application/ports/channel-accounts.js';
import type { AccountCheck } from '../../../src/application/ports/channel-probe.js';
import { HOUR, MINUTE, plus, toIso } from '../../../src/domain/calendar/instant.js';
import { idOf } from '../../../src/domain/shared/ids.js';
import { ApiService } from '../../support/api.js';
import type { ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import { newDebtor, START } from '../../support/people.js';

const SECRET = 'correct horse';

eachDatabase('channel accounts over the API', (place) => {
  let api: ApiService;
  let admin: ApiCaller;
  /** What the simulator's adapter is made into: with a secret, called back, and looked at now and then. */
  let provider: {
    listener: unknown;
    callback: unknown;
    gateway: { check: (account: ChannelAccount) => Promise<AccountCheck> };
  };
  let checks: ChannelAccount[];
  let seen: () => Promise<AccountCheck>;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen']);
    admin = await api.as('administrator');
    const registration = api.service.get(ChannelRegistry).of('simulator');
    provider = registration as unknown as typeof provider;
    checks = [];
    seen = () => Promise.resolve({ state: 'up', detail: 'It answers.' });
    Object.assign(registration, {
      listener: undefined,
      callback: { provider: 'simulator', receive: () => Promise.resolve({ status: 200 }) },
      settings: providerSettings(
        z.object({
          url: z.string().describe('Where.'),
          password: z.string().min(3).optional().describe('What opens it.'),
          window: wholeNumber(1, 9, 3).describe('How many.'),
        }),
        ['password'],
      ),
    } satisfies Partial<Record<keyof ProviderRegistration, unknown>>);
    provider.gateway.check = (account) => {
      checks.push(account);
      return seen();
    };
  });
  afterAll(() => api.stop());

  const body = {
    channel: 'sms',
    provider: 'simulator',
    label: 'second',
    settings: { url: 'http://127.0.0.1:1' },
  };
  const open = async (more: object = {}) => {
    const made = await admin.post('/v1/channels', { ...body, ...more });
    expect(made.status).toBe(201);
    return made.body;
  };
  const match = (version: number) => ({ 'If-Match': `"${version}"` });
  const stored = async (id: string) => {
    const [row] = await api.service.rows(ChannelAccountEntity, { id: idOf(id) });
    if (!row) throw new Error('no such account');
    return row;
  };
  const events = async (id: string): Promise<string[]> => {
    await api.service.does('jobs', 'run', 'seal-events');
    const auditor = await api.as('auditor');
    const { items } = (await auditor.get(`/v1/audit?subject=${id}&limit=100`)).body;
    return items.map(({ type }: { type: string }) => type).reverse();
  };
  const reported = (id: string, report: Parameters<ReportAccountState['run']>[1]): Promise<void> =>
    api.service.get(ReportAccountState).run({ tenantId: api.service.scope.tenantId, id: idOf(id) }, report);

  it('tell what accounts can be opened at', async () => {
    const { items } = (await (await api.as('auditor')).get('/v1/channels/providers')).body;
    const simulator = items.find(({ provider: name }: { provider: string }) => name === 'simulator');
    expect(simulator).toMatchObject({
      channels: expect.arrayContaining(['sms']),
      settings: [
        { name: 'url', required: true, secret: false, sentence: 'Where.' },
        { name: 'password', required: false, secret: true, sentence: 'What opens it.' },
        { name: 'window', required: false, secret: false, sentence: 'How many.' },
      ],
      limits: expect.objectContaining({ perDay: null }),
    });
  });

  describe('being opened', () => {
    it('keeps secrets to itself, once for one Idempotency-Key', async () => {
      const given = {
        ...body,
        settings: { url: 'http://127.0.0.1:1', password: SECRET },
        limits: { perDay: 50 },
      };
      const once = { 'Idempotency-Key': 'a-new-account' };
      const made = await admin.post('/v1/channels', given, once);
      expect(made.status).toBe(201);
      const again = await admin.post('/v1/channels', given, once);
      expect(again.body).toEqual(made.body);
      expect(made.body).toMatchObject({
        label: 'second',
        version: 1,
        state: 'active',
        condition: 'unknown',
        ownLimits: { perDay: 50 },
        limits: { perDay: 50, secondsBetweenTexts: 0 },
        usedToday: 0,
        limitToday: 50,
        callbackUrl: expect.stringMatching(/^http:\/\/localhost:3000\/v1\/channel-callbacks\/.{100,}$/),
        settings: [
          { name: 'url', isSet: true, value: 'http://127.0.0.1:1' },
          { name: 'password', isSet: true, value: null },
          { name: 'window', isSet: false, value: null },
        ],
      });
      const everywhere = [made.body, (await admin.get(`/v1/channels/${made.body.id}`)).body];
      expect(JSON.stringify([everywhere, await stored(made.body.id)])).not.toContain(SECRET);
    });

    it.each([
      [{ provider: 'nobody' }, 422, 'CHANNEL.NO_PROVIDER'],
      [
        { channel: 'simulator', provider: 'sandbox', settings: { url: 'x' } },
        422,
        'CHANNEL_ACCOUNT.BAD_SETTING',
      ],
      [{ settings: {} }, 422, 'CHANNEL_ACCOUNT.BAD_SETTING'],
      [{ settings: { url: 'http://127.0.0.1:1', window: '99' } }, 422, 'CHANNEL_ACCOUNT.BAD_SETTING'],
      [{ limits: { perDay: 0 } }, 400, 'REQUEST.INVALID'],
      [{ limits: { perHour: 1 } }, 400, 'REQUEST.INVALID'],
      [{ label: ' ' }, 400, 'REQUEST.INVALID'],
    ])('is refused where it cannot be: %j', async (wrong, status, code) => {
      const before = (await admin.get('/v1/channels')).body.items.length;
      const answer = await admin.post('/v1/channels', { ...body, ...wrong });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect((await admin.get('/v1/channels')).body.items).toHaveLength(before);
    });
  });

  describe('being changed', () => {
    it('takes a label and limits of its own; a stale change is refused', async () => {
      const { id } = await open();
      const edited = await admin.patch(`/v1/channels/${id}`, { limits: { perDay: 9 } }, match(1));
      expect(edited.body).toMatchObject({
        label: 'second',
        version: 2,
        limitToday: 9,
        ownLimits: { perDay: 9 },
      });
      const stale = await admin.patch(`/v1/channels/${id}`, { label: 'other' }, match(1));
      expect([stale.status, stale.body.code]).toEqual([412, 'CHANNEL_ACCOUNT.CHANGED_MEANWHILE']);
      const named = await admin.patch(`/v1/channels/${id}`, { label: 'other' }, match(2));
      expect(named.body).toMatchObject({ label: 'other', version: 3, ownLimits: { perDay: 9 } });
      const free = await admin.patch(`/v1/channels/${id}`, { limits: {} }, match(3));
      expect(free.body).toMatchObject({
        ownLimits: {},
        limitToday: null,
        changedBy: `staff:${admin.person?.login}`,
      });
      expect((await admin.patch(`/v1/channels/${id}`, {})).body.code).toBe('REQUEST.IF_MATCH_MISSING');
      expect(await events(id)).toEqual([
        'channel.added',
        'channel.edited',
        'channel.edited',
        'channel.edited',
      ]);
    });

    it('is won by one of two who change the same version', async () => {
      const { id } = await open();
      const both = await Promise.all(
        ['one', 'two'].map((label) => admin.patch(`/v1/channels/${id}`, { label }, match(1))),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    });

    it('keeps the secrets and settings that are not named, and takes back what is null', async () => {
      const { id } = await open({ settings: { url: 'http://127.0.0.1:1', password: SECRET, window: '5' } });
      await reported(id, { state: 'blocked', detail: 'The password is wrong.' });
      const rotated = await admin.post(
        `/v1/channels/${id}/rotate`,
        { settings: { url: 'http://127.0.0.1:2', window: null } },
        match(1),
      );
      expect(rotated.body).toMatchObject({
        version: 2,
        condition: 'unknown',
        settings: [
          { name: 'url', value: 'http://127.0.0.1:2' },
          { name: 'password', isSet: true, value: null },
          { name: 'window', isSet: false },
        ],
      });
      await admin.post(`/v1/channels/${id}/test`);
      expect(checks.at(-1)?.settings).toEqual({ url: 'http://127.0.0.1:2', password: SECRET });
      const wrong = await admin.post(`/v1/channels/${id}/rotate`, { settings: { password: 'x' } }, match(2));
      expect(wrong.body.code).toBe('CHANNEL_ACCOUNT.BAD_SETTING');
      const stale = await admin.post(`/v1/channels/${id}/rotate`, {}, match(1));
      expect(stale.status).toBe(412);
    });

    it('moves where the provider calls only when that is asked for', async () => {
      const { id, callbackUrl } = await open();
      const kept = await admin.post(
        `/v1/channels/${id}/rotate`,
        { settings: { url: 'http://127.0.0.1:2' } },
        match(1),
      );
      expect(kept.body.callbackUrl).toBe(callbackUrl);
      const moved = await admin.post(`/v1/channels/${id}/rotate`, { newCallbackSecret: true }, match(2));
      expect(moved.body.callbackUrl).not.toBe(callbackUrl);
      const calls = (url: string) =>
        fetch(url.replace('http://localhost:3000', api.base), { method: 'POST', body: 'x' });
      expect((await calls(callbackUrl)).status).toBe(404);
      expect((await calls(moved.body.callbackUrl)).status).toBe(200);
    });
  });

  describe('being looked at', () => {
    it('is tested without a word to anybody, and says how it does', async () => {
      const { id } = await open();
      const lead = await api.as('lead');
      seen = () => Promise.resolve({ state: 'blocked', detail: 'The password is wrong; rotate it.' });
      const tested = await lead.post(`/v1/channels/${id}/test`);
      expect(tested).toMatchObject({
        status: 200,
        body: { condition: 'blocked', detail: 'The password is wrong; rotate it.' },
      });
      expect((await lead.get(`/v1/channels/${id}`)).body).toMatchObject({
        condition: 'blocked',
        detail: 'The password is wrong; rotate it.',
        conditionSince: toIso(api.service.now()),
        callbackUrl: null,
      });
      seen = () => Promise.reject(new Error(SECRET));
      const broken = await lead.post(`/v1/channels/${id}/test`);
      expect(broken.body).toMatchObject({ condition: 'down', detail: expect.not.stringContaining(SECRET) });
      seen = () => Promise.resolve({ state: 'up', detail: 'It answers.' });
      await lead.post(`/v1/channels/${id}/test`);
      const { items } = (await lead.get(`/v1/channels/${id}/history`)).body;
      expect(items.map(({ condition }: { condition: string }) => condition)).toEqual([
        'up',
        'down',
        'blocked',
      ]);
      expect((await lead.get(`/v1/channels/${id}/history?limit=1`)).body.items).toHaveLength(1);
      expect(await events(id)).toEqual([
        'channel.added',
        'channel.tested',
        'channel.blocked',
        'channel.tested',
        'channel.down',
        'channel.tested',
        'channel.up',
      ]);
    });

    it('is looked at every five minutes where nobody listens, unless it rests', async () => {
      const [busy, resting] = [await open(), await open()];
      await admin.post(`/v1/channels/${resting.id}/pause`, { reason: 'ill' }, match(1));
      seen = () => Promise.resolve({ state: 'down', detail: 'It does not answer.' });
      await api.service.moveTo(plus(api.service.now(), 6 * MINUTE));
      expect((await admin.get(`/v1/channels/${busy.id}`)).body.condition).toBe('down');
      expect((await admin.get(`/v1/channels/${resting.id}`)).body.condition).toBe('unknown');
      const looks = checks.length;
      Object.assign(provider, { listener: {} });
      await api.service.moveTo(plus(api.service.now(), 6 * MINUTE));
      expect(checks).toHaveLength(looks);
      Object.assign(provider, { listener: undefined });
      seen = () => Promise.resolve({ state: 'up', detail: 'It answers.' });
      await api.service.moveTo(plus(api.service.now(), 6 * MINUTE));
      expect((await admin.get(`/v1/channels/${busy.id}`)).body.condition).toBe('up');
    });

    it.each([
      ['deaf', 'up', 'deaf'],
      ['logged-out', 'up', 'up'],
      ['unknown', 'up', 'up'],
      ['up', 'unknown', 'up'],
      ['up', 'blocked', 'blocked'],
    ] as const)('does not know better than its listener: %s, seen %s, is %s', async (was, look, is) => {
      const { id } = await open();
      Object.assign(provider, { listener: {} });
      await reported(id, { state: was, detail: 'As it was.' });
      seen = () => Promise.resolve({ state: look, detail: 'As it looks.' });
      expect((await admin.post(`/v1/channels/${id}/test`)).body.condition).toBe(look);
      expect((await admin.get(`/v1/channels/${id}`)).body.condition).toBe(is);
      Object.assign(provider, { listener: undefined });
      seen = () => Promise.resolve({ state: 'up', detail: 'It answers.' });
    });

    it('shows the code to scan to whoever may log in, and records that', async () => {
      const { id } = await open();
      const code = 'https://login.example/abc';
      await reported(id, { state: 'waiting-for-scan', detail: 'Scan it.', signInCode: code });
      const path = `/v1/channels/${id}/sign-in-code`;
      expect((await (await api.as('operations')).get(path)).status).toBe(403);
      expect((await admin.get(path)).body).toMatchObject({ condition: 'waiting-for-scan', signInCode: code });
      const whole = await admin.get(`/v1/channels/${id}`);
      expect(JSON.stringify([whole.body, await stored(id)])).not.toContain(code);
      const label = `to be scanned ${place.dialect}`;
      await admin.patch(`/v1/channels/${id}`, { label }, match(1));
      const screen = await api.service.does('channel', 'sign-in', label);
      expect(screen).toMatch(/[▀▄█]{20}/);
      expect(screen).toContain(code);
      await reported(id, { state: 'up', detail: 'It is in.' });
      expect((await admin.get(path)).body).toMatchObject({ condition: 'up', signInCode: null });
      expect((await events(id)).filter((type) => type === 'channel.sign-in-code-read')).toHaveLength(2);
    });

    it('counts what left or may have left since midnight UTC', async () => {
      const { service } = api;
      const debtor = await newDebtor(service, 'zh-CN', { channels: ['wechat'] });
      const wechat = async () => {
        const { items } = (await admin.get('/v1/channels')).body;
        return items.find(({ channel }: { channel: string }) => channel === 'wechat');
      };
      const before = (await wechat()).usedToday;
      await debtor.says('你好');
      expect((await wechat()).usedToday).toBe(before + 1);
      const { id } = await wechat();
      await service.sql(`UPDATE send_attempts SET outcome = 'refused' WHERE channel_account_id = '${id}'`);
      expect((await wechat()).usedToday).toBe(0);
      await service.sql(`UPDATE send_attempts SET outcome = 'unknown' WHERE channel_account_id = '${id}'`);
      expect((await wechat()).usedToday).toBe(before + 1);
      service.clock.advanceTo(plus(service.now(), 24 * HOUR));
      expect((await wechat()).usedToday).toBe(0);
    });
  });
});
