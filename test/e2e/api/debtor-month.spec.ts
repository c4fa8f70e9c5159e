import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  casesMoney,
  casesShow,
  casesSearch,
  casesTimeline,
  insightsRead,
  paymentSourcesMake,
} from '../../../client/index.js';
import type { Client } from '../../../client/client/index.js';
import { SECOND } from '../../../src/domain/calendar/instant.js';
import { daysBetween } from '../../../src/domain/calendar/local-date.js';
import { ApiService } from '../../support/api.js';
import { clientOf, once, taken } from '../../support/client.js';
import { eachDatabase } from '../../support/databases.js';
import type { Dialogue } from '../../support/dialogue.js';
import { FACTS, SETTINGS, START, confirm, newDebtor } from '../../support/people.js';
import type { Service } from '../../support/service.js';

/** A month of one debtor, seen through the API with the generated client: reminded, talked to, agreed, paid. */
eachDatabase('a debtor’s month', (place) => {
  const { zone } = SETTINGS['zh-CN'];
  let api: ApiService;
  let service: Service;
  let lead: Client;
  let debtor: Dialogue;
  let debtId: string;
  let source: { readonly id: string; readonly secret: string };

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen']);
    ({ service } = api);
    lead = clientOf(api, await api.as('lead'));
    const admin = clientOf(api, await api.as('administrator'));
    const made = await taken(
      paymentSourcesMake({ client: admin, headers: once(), body: { lender: 'lumen', label: 'bank' } }),
    );
    source = { id: made.source.id, secret: made.secret };
    await service.nextWorkday('10:00', zone);
    debtor = await newDebtor(service, 'zh-CN', { daysPastDue: 3 });
  });
  afterAll(() => api.stop());

  /** The bank tells of money, signed as it must be. */
  const bankTells = async (reference: string, amountMinor: number): Promise<string> => {
    const body = JSON.stringify({
      debtReference: debtor.reference,
      reference,
      amountMinor,
      currency: 'CNY',
      receivedOn: service.today(zone),
    });
    const at = Math.floor(service.now() / SECOND);
    const v1 = createHmac('sha256', source.secret).update(`${at}.${body}`).digest('hex');
    const response = await fetch(`${api.base}/v1/payment-sources/${source.id}/notifications`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Parley-Signature': `t=${at},v1=${v1}` },
      body,
    });
    return ((await response.json()) as { state: string }).state;
  };
  const templates = async (): Promise<string[]> => (await debtor.hears()).map(({ template }) => template);
  const timeline = async () => (await taken(casesTimeline({ client: lead, path: { debtId } }))).items;

  it('begins with a reminder that tells nothing of a debt', async () => {
    await service.plan();
    await service.daysOn(0, '12:00', zone);
    const [first] = await debtor.hears();
    expect(first?.text).not.toMatch(/6,000|欠|贷/);
    const { items } = await taken(casesSearch({ client: lead, body: { text: debtor.reference } }));
    expect(items).toHaveLength(1);
    debtId = items[0]?.debtId ?? '';
    const file = await taken(casesShow({ client: lead, path: { debtId } }));
    expect(JSON.stringify(file)).not.toMatch(/wxid_test|1380000\d{4}|19900501/);
  });

  it('goes on with identity, the balance, and a plan that both agree to', async () => {
    await confirm(debtor, 'zh-CN');
    await debtor.says('我想分期还');
    await debtor.says('分2期');
    expect((await debtor.says('确认')).map(({ template }) => template)).toEqual(['plan-agreed']);
    const money = await taken(casesMoney({ client: lead, path: { debtId } }));
    expect(money.arrangements).toMatchObject([{ state: 'active' }]);
    expect(money.arrangements[0]?.instalments).toHaveLength(2);
    expect(JSON.stringify(await timeline())).not.toContain(FACTS);
  });

  it('has a reminder before an instalment, and nothing that demands', async () => {
    const [first] = (await debtor.arrangement())?.instalments ?? [];
    if (!first) throw new Error('no plan was agreed');
    await service.daysOn(daysBetween(service.today(zone), first.dueOn) - 1, '12:00', zone);
    expect(await templates()).not.toContain('reminder-friendly');
    const kinds = (await timeline()).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['message', 'inbound', 'arrangement', 'hold']));
  });

  it('has a receipt for each payment that the bank tells of, once', async () => {
    const instalments = (await debtor.arrangement())?.instalments ?? [];
    expect(await bankTells('B-1', instalments[0]?.amountMinor ?? 0)).toBe('recorded');
    expect(await bankTells('B-1', instalments[0]?.amountMinor ?? 0)).toBe('recorded');
    await service.nextWorkday('12:00', zone);
    expect((await templates()).filter((name) => /receipt|update-neutral/.test(name))).toHaveLength(1);
    const money = await taken(casesMoney({ client: lead, path: { debtId } }));
    expect(money.payments).toHaveLength(1);
  });

  it('ends with the debt paid and silence', async () => {
    const last = (await debtor.arrangement())?.instalments.at(-1);
    if (!last) throw new Error('no plan was agreed');
    await service.daysOn(daysBetween(service.today(zone), last.dueOn) - 1, '12:00', zone);
    await bankTells('B-2', last.amountMinor);
    await service.nextWorkday('12:00', zone);
    await debtor.hears();
    const file = await taken(casesShow({ client: lead, path: { debtId } }));
    expect(file.state).toBe('paid');
    const money = await taken(casesMoney({ client: lead, path: { debtId } }));
    expect(money.balance.outstandingMinor).toBe(0);
    expect(money.arrangements).toMatchObject([{ state: 'completed' }]);
    await service.daysOn(10, '12:00', zone);
    expect(await templates()).toEqual([]);
    const overview = await taken(insightsRead({ client: lead, path: { name: 'overview' } }));
    expect(overview.name).toBe('overview');
    expect(await service.brokenGuarantees()).toEqual([]);
  }, 240_000);
});
