import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DebtEntity } from '../../../src/adapters/persistence/entities/debt.entity.js';
import { BindingCodeEntity } from '../../../src/adapters/persistence/entities/binding-code.entity.js';
import { TakeChannelEvents } from '../../../src/application/channel/take-channel-events.js';
import { ChannelAccounts } from '../../../src/application/ports/channel-accounts.js';
import { DAY, plus, toIso } from '../../../src/domain/calendar/instant.js';
import { ApiService } from '../../support/api.js';
import type { ApiCaller } from '../../support/api.js';
import { onDatabase } from '../../support/databases.js';
import type { Dialogue } from '../../support/dialogue.js';
import { START, newDebtor } from '../../support/people.js';

onDatabase('sqlite', 'coming to a channel over HTTP', (place) => {
  let api: ApiService;
  let staff: ApiCaller;
  let debtor: Dialogue;
  let debtId: string;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'haitang']);
    staff = await api.as('staff');
    debtor = await newDebtor(api.service, 'zh-CN', { channels: ['sms'] });
    const [debt] = await api.service.rows(DebtEntity, { reference: debtor.reference });
    debtId = debt?.id ?? '';
  });
  afterAll(() => api.stop());

  it('a code is shown once, with the link of each account that has one, and kept as nothing but an index', async () => {
    const { service } = api;
    await service.within(async () => {
      const accounts = service.get(ChannelAccounts);
      const [telegram] = (await accounts.all()).filter(({ channel }) => channel === 'telegram');
      if (!telegram) throw new Error('no account');
      await accounts.save({ ...telegram, settings: { ...telegram.settings, botName: 'lumen_bot' } });
    });
    const { status, body, headers } = await staff.post(`/v1/cases/${debtId}/binding-codes`, {
      channel: 'telegram',
    });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.code).toMatch(/^[2-9A-HJKMNP-Z]{10}$/);
    expect(body).toEqual({
      code: body.code,
      expiresAt: toIso(plus(service.now(), 14 * DAY)),
      ways: [
        {
          accountId: expect.any(String),
          label: 'telegram',
          link: `https://t.me/lumen_bot?start=${body.code}`,
        },
      ],
    });
    const stored = await service.rows(BindingCodeEntity, {});
    expect(stored).toMatchObject([{ createdBy: expect.stringMatching(/^staff:/), usedAt: null }]);
    expect(JSON.stringify(stored)).not.toContain(body.code);
    const other = await staff.post(`/v1/cases/${debtId}/binding-codes`, { channel: 'wechat' });
    expect(other.body.ways).toMatchObject([{ label: 'wechat', link: null }]);
    expect(other.body.code).not.toBe(body.code);
  });

  it('needs an account, a channel, the permission and a case within reach', async () => {
    const path = `/v1/cases/${debtId}/binding-codes`;
    const ask = async (caller: ApiCaller, body: unknown, at = path): Promise<unknown[]> => {
      const answer = await caller.post(at, body);
      return [answer.status, answer.body.code];
    };
    expect(await ask(staff, { channel: 'simulator' })).toEqual([422, 'BINDING_CODE.NO_ACCOUNT']);
    expect(await ask(staff, { channel: 'pigeon' })).toEqual([400, 'REQUEST.INVALID']);
    const nowhere = '/v1/cases/nobody/binding-codes';
    expect(await ask(staff, { channel: 'wechat' }, nowhere)).toEqual([404, 'CASE.UNKNOWN']);
    const elsewhere = await api.as('staff', { login: 'elsewhere', lenders: ['haitang'] });
    expect(await ask(elsewhere, { channel: 'wechat' })).toEqual([404, 'CASE.UNKNOWN']);
    const auditor = await api.as('auditor');
    expect((await auditor.post(path, { channel: 'wechat' })).status).toBe(403);
  });

  it('what nobody is known to have written is listed, newest first, masked, and counted', async () => {
    const { service } = api;
    const account = await service.account('wechat');
    for (const text of ['你好', '我不想活了']) {
      const message = {
        kind: 'message',
        providerMessageId: text,
        address: 'wxid_stranger',
        content: { kind: 'text', text },
        media: null,
        sentAt: service.now(),
      } as const;
      await service.get(TakeChannelEvents).run(account, [message]);
    }
    const first = await staff.get('/v1/unmatched-messages?limit=1');
    expect(first.status).toBe(200);
    expect(first.body.items).toMatchObject([{ textMasked: '我不想活了', crisis: true, channel: 'wechat' }]);
    const second = await staff.get(`/v1/unmatched-messages?limit=1&cursor=${first.body.next}`);
    expect(second.body).toMatchObject({ items: [{ textMasked: '你好', crisis: false }], next: null });
    expect(JSON.stringify([first.body, second.body])).not.toContain('wxid_stranger');
    const figures = await (await fetch(`${api.base}/metrics`)).text();
    expect(figures).toMatch(/^parley_unmatched_inbound_messages 2$/m);
  });
});
