import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EventEntity } from '../../../src/adapters/persistence/entities/event.entity.js';
import { DAY, HOUR, MINUTE, SECOND, plus, toIso } from '../../../src/domain/calendar/instant.js';
import { addDays } from '../../../src/domain/calendar/local-date.js';
import { eachDatabase } from '../../support/databases.js';
import type { ApiCaller } from '../../support/api.js';
import { ApiService } from '../../support/api.js';
import type { Dialogue } from '../../support/dialogue.js';
import { SETTINGS, START, confirmedDebtor } from '../../support/people.js';
import type { Service } from '../../support/service.js';

/** A full telephone number or ID. */
const FULL = /1380000\d{4}|wxid_test|19900501123X/;

eachDatabase('the desk over HTTP', (place) => {
  let api: ApiService;
  let service: Service;
  let lin: ApiCaller;
  let kai: ApiCaller;
  let lead: ApiCaller;
  let outsider: ApiCaller;
  const { zone } = SETTINGS['zh-CN'];

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'northwind']);
    ({ service } = api);
    lin = await api.as('staff', { login: 'lin' });
    kai = await api.as('staff', { login: 'kai' });
    lead = await api.as('lead', { login: 'mei' });
    outsider = await api.as('staff', { login: 'noor', lenders: ['northwind'] });
  });
  afterAll(() => api.stop());
  beforeEach(() => service.nextWorkday('10:00', zone));

  const waiting = async (text: string): Promise<{ debtor: Dialogue; id: string }> => {
    const debtor = await confirmedDebtor(service, 'zh-CN');
    await debtor.says(text);
    return { debtor, id: (await debtor.conversation()).id };
  };
  const at = (id: string, act: string): string => `/v1/conversations/${id}/${act}`;
  const rowOf = async (caller: ApiCaller, id: string, query = '') =>
    (await caller.get(`/v1/desk/queue?limit=200${query}`)).body.items.find(
      (row: { id: string }) => row.id === id,
    );
  const clear = async (id: string): Promise<void> => {
    await lead.post(at(id, 'take-over'), { reason: 'clearing up' });
    await lead.post(at(id, 'hand-back'), {});
  };
  const eventsOf = async (type: string, id: string): Promise<EventEntity[]> =>
    (await service.rows(EventEntity, { type })).filter(({ subjects }) => subjects['conversation'] === id);

  it('lists safety first, then what is due first, masked, in pages', async () => {
    const first = await waiting('我要找人工客服，电话13800001234');
    const second = await waiting('我要投诉你们');
    const danger = await waiting('我不想活了');
    const all = await lin.get('/v1/desk/queue?limit=200');
    expect(all.status).toBe(200);
    const ids = all.body.items.map((row: { id: string }) => row.id);
    expect(ids).toEqual([danger.id, second.id, first.id]);
    const [safety, complaint, requested] = all.body.items;
    expect(safety).toMatchObject({ kind: 'crisis', group: 'safety', nameMasked: '张**', channel: 'wechat' });
    expect(safety).not.toHaveProperty('amountMinor');
    expect(complaint).toMatchObject({
      kind: 'complaint',
      group: 'within-hour',
      amountMinor: 600_000,
      currency: 'CNY',
    });
    expect(requested).toMatchObject({ group: 'today', holder: null, unread: 1, lender: 'lumen' });
    expect(requested.snippetMasked).toBe('我要找人工客服，电话138****1234');
    expect(JSON.stringify(all.body)).not.toMatch(/张伟|13800001234/);

    const page = await lin.get('/v1/desk/queue?limit=2');
    expect(page.body.items.map((row: { id: string }) => row.id)).toEqual(ids.slice(0, 2));
    const rest = await lin.get(`/v1/desk/queue?limit=2&cursor=${page.body.next}`);
    expect(rest.body).toMatchObject({ items: [{ id: first.id }], next: null });
    const kind = await lin.get('/v1/desk/queue?kind=complaint&lender=lumen&channel=wechat');
    expect(kind.body.items).toHaveLength(1);
    expect((await lin.get('/v1/desk/queue?lender=nobody')).body.items).toEqual([]);
    expect((await lin.get('/v1/desk/queue?cursor=rubbish')).body.code).toBe('REQUEST.BAD_CURSOR');
    expect((await lin.get('/v1/desk/queue?view=old')).status).toBe(400);

    const counts = await lin.get('/v1/desk/queue/counts');
    expect(counts.body).toEqual({
      views: { all: 3, mine: 0, later: 0, waiting: 0 },
      groups: { safety: 1, late: 0, withinHour: 1, today: 1, later: 0, waiting: 0 },
    });
    for (const { id } of [first, second, danger]) await clear(id);
  });

  it('what is out of reach is not there', async () => {
    const { id } = await waiting('人工');
    expect(await rowOf(outsider, id)).toBeUndefined();
    expect((await outsider.get('/v1/desk/queue/counts')).body.views.all).toBe(0);
    expect((await outsider.post('/v1/desk/search', { text: '张伟' })).body.items).toEqual([]);
    for (const act of ['claim', 'renew', 'release', 'reopen-closed']) {
      expect(await outsider.post(at(id, act))).toMatchObject({
        status: 404,
        body: { code: 'CONVERSATION.UNKNOWN' },
      });
    }
    expect((await outsider.get(at(id, 'brief'))).status).toBe(404);
    expect((await outsider.get(at(id, 'hand-back-preview'))).status).toBe(404);
    expect((await outsider.post('/v1/desk/next')).body).toEqual({ claim: null });
    expect((await lin.post(at(id, 'take-over'), { reason: 'I want it' })).status).toBe(403);
    await clear(id);
  });

  it('search finds by name, reference and last four, within the queue', async () => {
    const { debtor, id } = await waiting('人工');
    const found = async (text: string): Promise<string[]> =>
      (await lin.post('/v1/desk/search', { text })).body.items.map((row: { id: string }) => row.id);
    expect(await found('张伟')).toEqual([id]);
    expect(await found(debtor.reference)).toEqual([id]);
    expect(await found('123X')).toEqual([id]);
    expect(await found(debtor.addressOn('sms').slice(-4))).toEqual([id]);
    expect(await found('李娜')).toEqual([]);
    await clear(id);
    expect(await found('张伟')).toEqual([]);
  });

  describe('claims', () => {
    it('one holds it; the other is told who, since when and until when', async () => {
      const { id } = await waiting('人工');
      const claimed = await lin.post(at(id, 'claim'));
      expect(claimed).toMatchObject({ status: 200, body: { id, holder: 'lin', kind: 'requested' } });
      const since = toIso(service.now());
      const leaseUntil = toIso(plus(service.now(), 10 * MINUTE));
      expect(claimed.body).toMatchObject({ since, leaseUntil });
      const second = await kai.post(at(id, 'claim'));
      expect(second).toMatchObject({
        status: 409,
        body: { code: 'HAND_OFF.TAKEN', details: { holder: 'lin', since, leaseUntil } },
      });
      for (const act of ['renew', 'release', 'hand-back']) {
        expect(await kai.post(at(id, act), act === 'hand-back' ? {} : undefined)).toMatchObject({
          status: 409,
          body: { code: 'HAND_OFF.NOT_YOURS' },
        });
      }
      expect(await rowOf(kai, id)).toMatchObject({ holder: 'lin' });
      expect(await rowOf(lin, id, '&view=mine')).toMatchObject({ id });
      expect(await rowOf(kai, id, '&view=mine')).toBeUndefined();

      service.clock.advanceTo(plus(service.now(), 9 * MINUTE));
      expect((await lin.post(at(id, 'renew'))).body.leaseUntil).toBe(toIso(plus(service.now(), 10 * MINUTE)));
      service.clock.advanceTo(plus(service.now(), 10 * MINUTE));
      expect(await rowOf(kai, id)).toMatchObject({ holder: null });
      expect((await kai.post(at(id, 'claim'))).body.holder).toBe('kai');
      expect((await lin.post(at(id, 'renew'))).body.code).toBe('HAND_OFF.NOT_YOURS');
      expect((await kai.post(at(id, 'release'))).status).toBe(204);
      expect(await rowOf(kai, id)).toMatchObject({ holder: null });
      await clear(id);
    });

    it('next takes the first free one, in the order of the desk, until the hands are full', async () => {
      const people = [];
      for (let count = 0; count < 9; count += 1) people.push(await waiting('人工'));
      const danger = await waiting('我不想活了');
      const taken: string[] = [];
      for (let count = 0; count < 8; count += 1) {
        taken.push((await lin.post('/v1/desk/next')).body.claim.id);
        service.clock.advanceTo(plus(service.now(), SECOND));
      }
      expect(taken).toEqual([danger.id, ...people.slice(0, 7).map(({ id }) => id)]);
      const full = await lin.post('/v1/desk/next');
      expect(full).toMatchObject({
        status: 409,
        body: {
          code: 'DESK.CAPACITY_FULL',
          details: { capacity: 8, held: 8, oldestConversation: danger.id },
        },
      });
      expect((await lin.post(at(people[8]!.id, 'claim'))).body.code).toBe('DESK.CAPACITY_FULL');
      expect((await kai.post('/v1/desk/next')).body.claim.id).toBe(people[7]!.id);
      for (const { id } of [...people, danger]) await clear(id);
      expect((await lin.post('/v1/desk/next')).body).toEqual({ claim: null });
    });

    it('next passes over a language that the person does not speak, but not over danger', async () => {
      const english = await api.as('staff', { login: 'amy' });
      const { body: me } = await api.as('administrator').then((admin) => admin.get('/v1/people'));
      const amy = me.items.find((one: { login: string }) => one.login === 'amy');
      const admin = await api.as('administrator');
      const changed = await admin.patch(
        `/v1/people/${amy.id}`,
        { languages: ['en'] },
        { 'If-Match': `"${amy.version}"` },
      );
      expect(changed.status).toBe(200);
      const { id } = await waiting('人工');
      expect((await english.post('/v1/desk/next')).body).toEqual({ claim: null });
      const danger = await waiting('我不想活了');
      expect((await english.post('/v1/desk/next')).body.claim.id).toBe(danger.id);
      for (const one of [id, danger.id]) await clear(one);
    });

    it('a conversation that nobody handed over gets an item by being claimed', async () => {
      const debtor = await confirmedDebtor(service, 'zh-CN');
      const { id } = await debtor.conversation();
      const claimed = await lin.post(at(id, 'claim'));
      expect(claimed.body).toMatchObject({ kind: 'taken-over', holder: 'lin' });
      expect(await debtor.conversation()).toMatchObject({ owner: 'person' });
      await clear(id);
    });

    it('a lead takes over and requeues with a reason', async () => {
      const { id } = await waiting('人工');
      await lin.post(at(id, 'claim'));
      expect((await lead.post(at(id, 'take-over'), {})).status).toBe(400);
      expect((await lead.post(at(id, 'take-over'), { reason: 'lin is ill' })).body.holder).toBe('mei');
      expect((await lin.post(at(id, 'renew'))).body.code).toBe('HAND_OFF.NOT_YOURS');
      expect((await lead.post(at(id, 'requeue'), { reason: 'for anybody' })).status).toBe(204);
      expect(await rowOf(lead, id)).toMatchObject({ holder: null });
      expect(await eventsOf('hand-off.taken-over', id)).toMatchObject([
        { actor: 'staff:mei', reason: 'lin is ill', payload: { from: 'lin' } },
      ]);
      expect(await eventsOf('hand-off.requeued', id)).toMatchObject([{ payload: { from: 'mei' } }]);
      await clear(id);
      expect((await lead.post(at(id, 'requeue'), { reason: 'again' })).status).toBe(404);
    });

    it('danger that nobody takes within a minute is told once', async () => {
      const { id } = await waiting('我不想活了');
      await service.moveTo(plus(service.now(), 50 * SECOND));
      expect(await eventsOf('hand-off.escalated', id)).toEqual([]);
      for (let count = 0; count < 3; count += 1) await service.moveTo(plus(service.now(), MINUTE));
      expect(await eventsOf('hand-off.escalated', id)).toHaveLength(1);
      await clear(id);
    });
  });

  it('the brief says why, who, how much and until when, in less than 12 kB', async () => {
    const { debtor, id } = await waiting('我要投诉你们');
    const brief = await lin.get(at(id, 'brief'));
    expect(brief.status).toBe(200);
    expect(brief.body).toMatchObject({
      id,
      lender: 'lumen',
      owner: 'person',
      why: {
        kind: 'complaint',
        priority: 'high',
        lastWords: '我要投诉你们',
        minutesLeft: 60,
        clockRuns: true,
        unread: 1,
      },
      who: { nameMasked: '张**', channel: 'wechat', verified: { state: 'confirmed' } },
      money: {
        balance: [
          {
            reference: debtor.reference,
            outstandingMinor: 600_000,
            principalMinor: 580_000,
            currency: 'CNY',
          },
        ],
        offered: null,
        plans: [],
        promised: [],
      },
      cases: [{ reference: debtor.reference }],
    });
    expect(brief.body.holds.map(({ reason }: { reason: string }) => reason).sort()).toEqual([
      'complaint',
      'human-owner',
    ]);
    expect(JSON.stringify(brief.body)).not.toMatch(FULL);
    expect(JSON.stringify(brief.body).length).toBeLessThan(12_000);
    await clear(id);
    expect((await lin.get(at(id, 'brief'))).body.why).toBeNull();
  });

  it('where somebody may be in danger the brief tells nothing of money', async () => {
    const { id } = await waiting('我不想活了');
    const brief = await lin.get(at(id, 'brief'));
    expect(brief.body).toMatchObject({
      why: { kind: 'crisis', closeReasons: expect.arrayContaining(['safe']) },
      money: null,
    });
    expect(JSON.stringify(brief.body)).not.toMatch(/600000|5800/);
    await clear(id);
  });

  describe('closing', () => {
    const closed = { reason: 'answered', next: 'closed' };

    it('wants an outcome of its kind and what comes after', async () => {
      const { id } = await waiting('人工');
      await lin.post(at(id, 'claim'));
      for (const body of [{ reason: 'answered' }, { next: 'closed' }, { ...closed, until: '2027-01-01' }]) {
        expect((await lin.post(at(id, 'close'), body)).status).toBe(400);
      }
      expect((await lin.post(at(id, 'close'), { ...closed, reason: 'safe' })).body.code).toBe(
        'CLOSE.OTHER_KIND',
      );
      const past = { reason: 'answered', next: 'silent-until', until: '2026-01-01' };
      expect((await lin.post(at(id, 'close'), past)).body.code).toBe('CLOSE.BAD_UNTIL');
      expect((await kai.post(at(id, 'close'), closed)).body.code).toBe('HAND_OFF.NOT_YOURS');
      await clear(id);
    });

    it('assistant goes on: said beforehand what it will do, and it does', async () => {
      const { debtor, id } = await waiting('人工');
      await lin.post(at(id, 'claim'));
      const preview = await lin.get(at(id, 'hand-back-preview'));
      expect(preview.body).toMatchObject({
        assistantAnswers: true,
        whatHappensNext: [{ reference: debtor.reference, kind: 'step' }],
      });
      expect(
        (await lin.post(at(id, 'close'), { reason: 'answered', next: 'assistant-goes-on' })).status,
      ).toBe(204);
      expect(await debtor.holds()).toEqual([]);
      expect((await debtor.says('我的账单')).map(({ template }) => template)).toEqual(['case-summary']);
      const { at: when, template } = preview.body.whatHappensNext[0];
      const before = (await debtor.messages()).length;
      await service.moveTo(plus(Date.parse(when) as never, HOUR));
      await service.plan();
      const planned = (await debtor.messages()).slice(before).map((one) => one.template);
      expect(planned).toContain(template);
    });

    it('silent until a day: nothing is started before it', async () => {
      const { debtor, id } = await waiting('人工');
      await lin.post(at(id, 'claim'));
      const until = addDays(service.today(zone), 10);
      const done = await lin.post(at(id, 'close'), { reason: 'answered', next: 'silent-until', until });
      expect(done.status).toBe(204);
      expect(await debtor.holds()).toEqual(['debt staff']);
      const before = (await debtor.messages()).length;
      await service.moveTo(plus(service.now(), 9 * DAY));
      expect((await debtor.messages()).length).toBe(before);
      await service.moveTo(plus(service.now(), 2 * DAY));
      expect(await debtor.holds()).toEqual([]);
      expect((await debtor.messages()).length).toBeGreaterThan(before);
    });

    it('taken back within five seconds by whoever closed it, and not later', async () => {
      const { debtor, id } = await waiting('人工');
      await lin.post(at(id, 'claim'));
      await lin.post(at(id, 'close'), closed);
      expect(await debtor.holds()).toEqual(['debt staff']);
      expect((await kai.post(at(id, 'reopen-closed'))).body.code).toBe('CLOSE.NOT_YOURS');
      service.clock.advanceTo(plus(service.now(), 5 * SECOND));
      expect((await lin.post(at(id, 'reopen-closed'))).body).toMatchObject({
        holder: 'lin',
        kind: 'requested',
      });
      expect(await debtor.holds()).toEqual(['debtor human-owner']);
      await lin.post(at(id, 'close'), closed);
      service.clock.advanceTo(plus(service.now(), 6 * SECOND));
      expect((await lin.post(at(id, 'reopen-closed'))).body.code).toBe('CLOSE.TOO_LATE');
    });

    it('who writes after it was closed meets the same person, or after 72 hours a new item', async () => {
      const { debtor, id } = await waiting('人工');
      const { body: first } = await lin.post(at(id, 'claim'));
      await lin.post(at(id, 'close'), { ...closed, note: '张伟 asked about fees' });
      service.clock.advanceTo(plus(service.now(), HOUR));
      expect(await debtor.says('还有一个问题')).toEqual([]);
      expect(await rowOf(lin, id, '&view=mine')).toMatchObject({
        handOffId: first.handOffId,
        unread: 1,
        holder: 'lin',
      });
      await lin.post(at(id, 'close'), closed);
      await service.moveTo(plus(service.now(), 4 * DAY));
      await service.nextWorkday('10:00', zone);
      expect(await debtor.says('再问一下')).toEqual([]);
      const row = await rowOf(lin, id);
      expect(row).toMatchObject({ kind: 'wrote-again', holder: null, snippetMasked: '再问一下' });
      expect(row.handOffId).not.toBe(first.handOffId);
      expect((await lin.get(at(id, 'brief'))).body.why.linkedTo).toBe(first.handOffId);
      const events = await service.rows(EventEntity, {});
      expect(JSON.stringify(events)).not.toMatch(/张伟/);
      await clear(id);
    });
  });

  it('broke no guarantee on the way', async () => {
    expect(await service.brokenGuarantees()).toEqual([]);
  });
});
