import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventLog } from '../../../src/application/ports/event-log.js';
import { Lenders } from '../../../src/application/ports/lenders.js';
import { HOUR, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import { ApiService } from '../../support/api.js';
import type { ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import { newDebtor, START } from '../../support/people.js';

/** The status of a request from this machine with those headers. */
const statusOf = (url: string, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

eachDatabase('what compliance and operation look at', (place) => {
  let api: ApiService;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'northwind']);
  });
  afterAll(() => api.stop());

  const append = (type: string, subjects: Record<string, string> = {}): Promise<void> =>
    api.service.within(() => api.service.get(EventLog).append([{ type, subjects, reason: 'why not' }]));

  describe('the audit', () => {
    let auditor: ApiCaller;
    beforeAll(async () => {
      auditor = await api.as('auditor');
    });
    const all = async (query: string, who = auditor) => {
      const items = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const answer = await who.get(
          `/v1/audit?limit=3&${query}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        );
        if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
        items.push(...answer.body.items);
        cursor = answer.body.next;
      }
      return items;
    };

    it('finds by type, actor, subject and time, newest first, page by page', async () => {
      const before = api.service.now();
      for (let number = 0; number < 7; number += 1) await append('test.kind', { debt: `debt-${number % 2}` });
      api.service.clock.advanceTo(plus(before, 3 * HOUR));
      await append('test.kind', { debt: 'debt-0' });
      const found = await all('type=test.kind');
      expect(found).toHaveLength(8);
      expect(found.map(({ sequence }) => sequence)).toEqual(
        found.map(({ sequence }) => sequence).sort((a: number, b: number) => b - a),
      );
      expect(found[0]).toMatchObject({
        actor: 'system:test',
        reason: 'why not',
        subjects: { debt: 'debt-0' },
      });
      expect(await all('subject=debt-1')).toHaveLength(3);
      expect(await all('type=test.kind&actor=staff:li')).toEqual([]);
      const later = new Date(plus(before, MINUTE)).toISOString();
      expect(await all(`type=test.kind&from=${later}`)).toHaveLength(1);
      expect(await all(`type=test.kind&to=${later}`)).toHaveLength(7);
    });

    it('shows who reaches one lender only what is about it', async () => {
      const lenders = await api.service.within(() => api.service.get(Lenders).all());
      const idOf = (code: string) => lenders.find((one) => one.code === code)?.id ?? '';
      await append('test.reach', { lender: idOf('lumen') });
      await append('test.reach', { lender: idOf('northwind') });
      await append('test.reach', { debtor: 'unknown' });
      await append('test.reach');
      const limited = await api.as('auditor', { lenders: ['northwind'] });
      expect((await all('type=test.reach')).length).toBe(4);
      expect((await all('type=test.reach', limited)).map(({ subjects }) => subjects)).toEqual([
        { lender: idOf('northwind') },
      ]);
      const elsewhere = await api.as('auditor', { tenant: 'elsewhere' });
      expect(await all('type=test.reach', elsewhere)).toEqual([]);
    });

    it('is not for everybody', async () => {
      expect((await (await api.as('lead')).get('/v1/audit')).status).toBe(403);
      expect((await auditor.get('/v1/audit?subject=a%25b')).status).toBe(400);
      expect((await auditor.get('/v1/audit?cursor=WyJhIl0')).status).toBe(400);
    });

    it('verifies, and finds the first event that is not what was sealed', async () => {
      const whole = await auditor.get('/v1/audit/verify');
      expect(whole.body).toMatchObject({ intact: true, brokenAt: null });
      expect(whole.body.sealed).toBeGreaterThan(10);
      await api.service.sql(`UPDATE events SET actor = 'staff:li' WHERE sequence = 7`);
      expect((await auditor.get('/v1/audit/verify')).body).toEqual({
        intact: false,
        sealed: null,
        unsealed: null,
        brokenAt: 7,
      });
    });
  });

  describe('the channels', () => {
    it('rest and go on with a reason, and say who did it; a stale click changes nothing', async () => {
      const lead = await api.as('lead', { login: 'lead-of-channels' });
      const list = async () => (await lead.get('/v1/channels?zone=Asia/Shanghai')).body;
      const [account] = (await list()).items;
      expect(account).toMatchObject({ state: 'active', version: 1, queued: 0, sentToday: 0 });
      const act = (what: string, version: number, reason: string | undefined = 'gateway is ill') =>
        lead.post(`/v1/channels/${account.id}/${what}`, { reason }, { 'If-Match': `"${version}"` });
      expect((await act('pause', 1, '')).status).toBe(400);
      expect((await act('pause', 1)).status).toBe(204);
      const stale = await act('resume', 1);
      expect([stale.status, stale.body.code]).toEqual([412, 'CHANNEL_ACCOUNT.CHANGED_MEANWHILE']);
      const [paused] = (await list()).items;
      expect(paused).toMatchObject({ state: 'paused', changedBy: 'staff:lead-of-channels', version: 2 });
      expect((await act('resume', 2)).status).toBe(204);
      expect((await list()).items[0]).toMatchObject({ state: 'active', version: 3 });
      const unknown = await lead.post('/v1/channels/none/pause', { reason: 'why' }, { 'If-Match': '"1"' });
      expect(unknown.status).toBe(404);
      expect((await lead.get('/v1/channels?zone=Nowhere/Land')).status).toBe(422);
      const staff = await api.as('staff');
      expect((await staff.get('/v1/channels')).status).toBe(403);
    });

    it('hold back what would leave through an account that rests, and count what waits and left', async () => {
      const { service } = api;
      const lead = await api.as('lead');
      const zone = 'Asia/Shanghai';
      const debtor = await newDebtor(service, 'zh-CN', { channels: ['wechat'] });
      await debtor.says('你好');
      const wechat = async () => {
        const { body } = await lead.get(`/v1/channels?zone=${zone}`);
        return body.items.find(({ channel }: { channel: string }) => channel === 'wechat');
      };
      const before = await wechat();
      expect(before).toMatchObject({ queued: 0, sentToday: 1, failedToday: 0 });
      const act = async (what: string) =>
        lead.post(
          `/v1/channels/${before.id}/${what}`,
          { reason: 'gateway is ill' },
          { 'If-Match': `"${(await wechat()).version}"` },
        );
      await act('pause');
      expect(await debtor.says('我还欠多少钱？')).toEqual([]);
      expect(await wechat()).toMatchObject({ state: 'paused', sentToday: 1 });
      expect((await wechat()).queued).toBe(1);
      await act('resume');
      await service.moveTo(plus(service.now(), MINUTE));
      expect(await wechat()).toMatchObject({ state: 'active', queued: 0, sentToday: 2 });
      expect(await debtor.says('我还欠多少钱？')).toHaveLength(2);
      expect(await wechat()).toMatchObject({ queued: 0, sentToday: 3 });
    });
  });

  describe('the metrics', () => {
    it('are for this machine and for who shows the token, not for what a proxy passes on', async () => {
      const url = `${api.base}/metrics`;
      expect(await statusOf(url)).toBe(200);
      expect(await statusOf(url, { 'X-Forwarded-For': '203.0.113.5' })).toBe(403);
      expect(await statusOf(url, { 'X-Forwarded-For': '203.0.113.5', Authorization: 'Bearer guess' })).toBe(
        403,
      );
    });

    it('count requests by template of their route, messages, jobs and the desk, and name nobody', async () => {
      const lead = await api.as('lead', { login: 'measured' });
      await lead.post('/v1/channels/secret-id/pause', { reason: 'why' }, { 'If-Match': '"1"' });
      await lead.get('/v1/no-such-route');
      api.service.clock.advanceTo(plus(api.service.now(), MINUTE));
      await append('test.unsealed');
      const { body, headers } = await api.nobody().get('/metrics');
      expect(headers.get('content-type')).toMatch(/^text\/plain/);
      expect(body).toMatch(
        /parley_http_request_duration_seconds_count\{method="POST",route="\/v1\/channels\/:id\/pause",status="404"\} \d/,
      );
      expect(body).toContain('parley_figures_available 1');
      expect(body).toMatch(/parley_messages\{state="(sent|delivered)"\} [1-9]/);
      expect(body).toMatch(/parley_unsealed_events [1-9]/);
      expect(body).toMatch(/^process_resident_memory_bytes \d+/m);
      for (const secret of ['secret-id', 'measured', 'default', 'lumen', api.service.scope.tenantId]) {
        expect(body).not.toContain(secret);
      }
    });

    it('count in the database at most every fifteen seconds', async () => {
      const unsealed = async (): Promise<number> => {
        const { body } = await api.nobody().get('/metrics');
        return Number(/parley_unsealed_events (\d+)/.exec(body)?.[1]);
      };
      api.service.clock.advanceTo(plus(api.service.now(), MINUTE));
      const first = await unsealed();
      await append('test.unsealed');
      expect(await unsealed()).toBe(first);
      api.service.clock.advanceTo(plus(api.service.now(), MINUTE));
      expect(await unsealed()).toBe(first + 1);
    });
  });
});
