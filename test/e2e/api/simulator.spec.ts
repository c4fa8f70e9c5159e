import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { eachDatabase } from '../../support/databases.js';
import { ApiService } from '../../support/api.js';
import type { ApiCaller } from '../../support/api.js';
import { instantAt, zoneId } from '../../../src/domain/calendar/zone.js';
import { localDate } from '../../../src/domain/calendar/local-date.js';

const START = instantAt(localDate('2026-11-02'), 10 * 60, zoneId('Asia/Shanghai'));

eachDatabase('the simulator over HTTP', (place) => {
  let api: ApiService;
  let lead: ApiCaller;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen']);
    lead = await api.as('lead');
  });
  afterAll(() => api.stop());

  const open = async (name = 'try'): Promise<string> => {
    const { status, body } = await lead.post('/v1/sandboxes', { name });
    expect(status).toBe(201);
    return body.id as string;
  };

  const begin = async (sandbox: string, persona: string) => {
    const path = `/v1/sandboxes/${sandbox}/cases/${randomUUID()}`;
    const { status, body } = await lead.put(path, {
      persona,
      lender: 'lumen',
      channel: 'sms',
      locale: 'zh-CN',
    });
    expect(status).toBe(200);
    let version = body.version as number;
    const step = async (given: object) => {
      const answer = await lead.post(`${path}/steps`, given, { 'If-Match': `"${version}"` });
      expect(answer.status).toBe(200);
      version = answer.body.case.version as number;
      return answer.body;
    };
    const templates = async (): Promise<string[]> => {
      const chat = await lead.get(`${path}/chat`);
      expect(chat.status).toBe(200);
      return chat.body.lines
        .filter((line: { from: string; text: string | null }) => line.from === 'parley' && line.text !== null)
        .map((line: { template: string }) => line.template);
    };
    return { path, debtId: body.debtId as string, step, templates };
  };

  /** Tables that still have rows of that tenant. */
  const tablesWith = async (tenantId: string): Promise<string[]> => {
    const source = api.service.app.get<DataSource>(getDataSourceToken(), { strict: false });
    const left: string[] = [];
    for (const { tableName, columns, target } of source.entityMetadatas) {
      if (!columns.some(({ propertyName }) => propertyName === 'tenantId')) continue;
      if ((await source.getRepository(target).countBy({ tenantId })) > 0) left.push(tableName);
    }
    return left;
  };

  it('lets time pass in the sandbox alone, and tells what ran', async () => {
    const sandbox = await open();
    const { templates } = await begin(sandbox, 'bargains');
    const { status, body } = await lead.post(`/v1/sandboxes/${sandbox}/clock`, { next: true });
    expect(status).toBe(200);
    expect(Date.parse(body.now)).toBeGreaterThan(START);
    expect(body.events.map(({ type }: { type: string }) => type)).toContain('touch.planned');
    expect(api.service.now()).toBe(START);
    await lead.post(`/v1/sandboxes/${sandbox}/clock`, { minutes: 24 * 60 });
    expect(await templates()).toEqual(['reminder-neutral']);
  });

  it('never moves the clock back', async () => {
    const sandbox = await open();
    const { status, body } = await lead.post(`/v1/sandboxes/${sandbox}/clock`, {
      to: '2026-11-01T00:00:00Z',
    });
    expect([status, body.code]).toEqual([422, 'SANDBOX.CLOCK_BACKWARDS']);
  });

  it('talks like the service does: identity, then the balance', async () => {
    const { step, templates, path } = await begin(await open(), 'bargains');
    await step({ step: { kind: 'say', text: '你好' } });
    await step({ step: { kind: 'say', text: '是我' } });
    const { body: before } = await lead.get(`${path}/chat`);
    const { idEndsIn, birthDate } = before.facts;
    await step({ step: { kind: 'say', text: `${idEndsIn} ${birthDate}` } });
    expect(await templates()).toContain('case-summary');
  });

  it('counts a message that came twice once', async () => {
    const { step, path } = await begin(await open(), 'bargains');
    await step({ step: { kind: 'say', text: '你好' }, messageId: 'm-1' });
    await step({ step: { kind: 'say', text: '你好' }, messageId: 'm-1' });
    const { body } = await lead.get(`${path}/chat`);
    expect(body.lines.filter(({ from }: { from: string }) => from === 'debtor')).toHaveLength(1);
  });

  it('stops collection and shows the help line to somebody in crisis', async () => {
    const sandbox = await open();
    const { step, templates } = await begin(sandbox, 'in-crisis');
    await step({ step: { kind: 'say', text: '我不想活了' } });
    expect(await templates()).toEqual(['crisis-support']);
    const queue = await lead.get('/v1/desk/queue', { 'Parley-Sandbox': sandbox });
    expect(queue.body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['crisis']);
    const own = await lead.get('/v1/desk/queue');
    expect(own.body.items).toEqual([]);
  });

  it('keeps what was done as a script that is a test', async () => {
    const sandbox = await open();
    const { step, debtId } = await begin(sandbox, 'lost-the-job');
    await step({ step: { kind: 'move', minutes: 24 * 60 } });
    await step({ step: { kind: 'say', text: '我失业了,还不上' } });
    const script = `/v1/sandbox-scripts/${randomUUID()}`;
    const saved = await lead.put(script, { sandboxId: sandbox, debtId, name: 'hardship' });
    expect(saved.status).toBe(200);
    expect(saved.body.steps.flatMap(({ answers }: { answers: string[] }) => answers)).not.toEqual([]);
    const replay = await lead.post(`${script}/replay`);
    expect(replay.body).toEqual({ passed: true, steps: 2, differences: [] });
    const { body } = await lead.get('/v1/sandboxes');
    expect(body.items.map(({ name }: { name: string }) => name)).not.toContain('hardship');
  });

  it('is removed with everything in it', async () => {
    const sandbox = await open('gone');
    await begin(sandbox, 'tricks');
    expect((await lead.delete(`/v1/sandboxes/${sandbox}`)).status).toBe(204);
    expect((await lead.get(`/v1/sandboxes/${sandbox}`)).body.code).toBe('SANDBOX.UNKNOWN');
    expect(await tablesWith(sandbox)).toEqual([]);
  });

  it('is nobody else’s', async () => {
    const sandbox = await open();
    const other = await api.as('lead', { tenant: 'other' });
    expect((await other.get(`/v1/sandboxes/${sandbox}`)).status).toBe(404);
    expect((await other.get('/v1/desk/queue', { 'Parley-Sandbox': sandbox })).status).toBe(404);
    const auditor = await api.as('auditor');
    expect((await auditor.get('/v1/cases', { 'Parley-Sandbox': sandbox })).status).toBe(403);
  });

  it('lets nothing in or out', async () => {
    const sandbox = await open();
    const admin = await api.as('administrator');
    const inside = { 'Parley-Sandbox': sandbox };
    for (const path of ['/v1/webhook-endpoints', '/v1/api-keys', '/v1/people', '/v1/payment-sources']) {
      const { status, body } = await admin.get(path, inside);
      expect([path, status, body.code]).toEqual([path, 403, 'ACCESS.NOT_IN_A_SANDBOX']);
    }
  });

  describe('a step', () => {
    it('is refused for a case that changed meanwhile', async () => {
      const { path, step } = await begin(await open(), 'bargains');
      await step({ step: { kind: 'say', text: '你好' } });
      const late = await lead.post(
        `${path}/steps`,
        { step: { kind: 'say', text: '喂' } },
        { 'If-Match': '"1"' },
      );
      expect([late.status, late.body.code]).toEqual([412, 'SANDBOX.CHANGED_MEANWHILE']);
    });
  });
});
