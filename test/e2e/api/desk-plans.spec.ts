import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, plus } from '../../../src/domain/calendar/instant.js';
import type { ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import { SETTINGS, confirmedDebtor, pays } from '../../support/people.js';
import type { Service } from '../../support/service.js';
import { StaffedDesk, at, told } from '../../support/staffed-desk.js';

eachDatabase('plans and decisions at the desk over HTTP', (place) => {
  let desk: StaffedDesk;
  let service: Service;
  let lin: ApiCaller;
  let mei: ApiCaller;
  let rui: ApiCaller;
  let outsider: ApiCaller;
  const { zone } = SETTINGS['zh-CN'];

  beforeAll(async () => {
    desk = await StaffedDesk.start(await place.url());
    ({ service, lin, mei, rui, outsider } = desk);
  });
  afterAll(() => desk.stop());
  beforeEach(() => service.nextWorkday('10:00', zone));

  describe('plans', () => {
    it('are offered inside the authority, put to the debtor, and agreed by a yes', async () => {
      const { debtor, id } = await desk.held();
      const { body } = await lin.post('/v1/arrangements/quote', {
        conversationId: id,
        wish: { instalments: 5 },
      });
      expect(body).toMatchObject({ authority: 'staff', why: null, beyond: null });
      const [offer] = body.offers;
      expect(offer).toMatchObject({ needs: 'staff', terms: { instalments: 5, totalMinor: 600_000 } });
      expect(offer.rows.map(({ totalMinor }: { totalMinor: number }) => totalMinor)).toEqual(
        Array<number>(5).fill(120_000),
      );
      const sum = (key: string): number =>
        offer.rows.reduce((soFar: number, row: Record<string, number>) => soFar + (row[key] ?? 0), 0);
      expect([sum('principalMinor'), sum('chargesMinor')]).toEqual([580_000, 20_000]);
      expect(body.steps.map(({ needs }: { needs: string }) => needs)).toEqual([
        ...Array<string>(3).fill('assistant'),
        ...Array<string>(3).fill('staff'),
        ...Array<string>(6).fill('lead'),
      ]);
      expect((await desk.send(lin, id, { planQuoteId: offer.planQuoteId })).status).toBe(202);
      const [heard] = await debtor.hears();
      expect(heard?.template).toBe('plan-final');
      expect(heard?.text).toContain(offer.preview);

      expect((await debtor.says('1')).map(({ template }) => template)).toEqual(['plan-agreed']);
      const agreed = await debtor.arrangement();
      expect(agreed?.plan).toMatchObject({ state: 'active', totalMinor: 600_000 });
      expect(agreed?.instalments).toHaveLength(5);
      expect((await debtor.conversation()).owner).toBe('person');
      const again = await lin.post('/v1/arrangements/quote', { conversationId: id });
      expect(again.body.why).toBe('PLAN.ONE_IS_ACTIVE');
      await desk.release(id);
    });

    it('beyond the authority need a lead who did not ask', async () => {
      const { debtor, id } = await desk.held();
      const { body } = await lin.post('/v1/arrangements/quote', {
        conversationId: id,
        wish: { instalments: 10 },
      });
      expect(body.offers[0].terms.instalments).toBe(6);
      expect(body.beyond).toMatchObject({ needs: 'lead', terms: { instalments: 10 } });
      const { planQuoteId } = body.beyond;
      expect(told(await desk.send(lin, id, { planQuoteId }))).toEqual([422, 'PLAN_QUOTE.OUTSIDE_AUTHORITY']);
      const inside = { planQuoteId: body.offers[0].planQuoteId, reason: '想再确认一下' };
      expect(told(await lin.post('/v1/approvals', inside))).toEqual([422, 'APPROVAL.NOT_NEEDED']);
      const asked = await lin.post('/v1/approvals', { planQuoteId, reason: '失业，能付十期' });
      expect(asked.body).toMatchObject({ state: 'open', kind: 'plan', askedBy: 'lin' });
      expect(told(await lin.post('/v1/approvals', { planQuoteId, reason: '再问一次' }))).toEqual([
        409,
        'APPROVAL.EXISTS',
      ]);

      const { items } = (await mei.get('/v1/approvals?limit=200')).body;
      const item = items.find((one: { id: string }) => one.id === asked.body.id);
      expect(item).toMatchObject({ reason: '失业，能付十期', terms: { instalments: 10 } });
      expect(Date.parse(item.dueAt)).toBe(plus(service.now(), 60 * MINUTE));
      const decide = `/v1/approvals/${asked.body.id}/decide`;
      const yes = { decision: 'approve', reason: '情况属实' };
      expect((await lin.post(decide, yes)).status).toBe(403);
      const approved = await mei.post(decide, yes);
      expect(approved.body).toMatchObject({ state: 'approved', decidedBy: 'mei' });
      expect(told(await rui.post(decide, yes))).toEqual([409, 'APPROVAL.DECIDED']);
      expect((await desk.send(lin, id, { planQuoteId })).status).toBe(202);
      await debtor.hears();
      expect((await debtor.says('好的')).map(({ template }) => template)).toEqual(['plan-agreed']);
      expect((await debtor.arrangement())?.instalments).toHaveLength(10);
      await desk.release(id);
    });

    it('are not approved by who asked, even a lead', async () => {
      const { id } = await desk.held();
      const { body } = await lin.post('/v1/arrangements/quote', {
        conversationId: id,
        wish: { instalments: 12 },
      });
      const asked = await lin.post('/v1/approvals', {
        planQuoteId: body.beyond.planQuoteId,
        reason: '需要十二期',
      });
      await service.sql(`UPDATE approvals SET asked_by = 'mei' WHERE id = '${asked.body.id}'`);
      const decide = `/v1/approvals/${asked.body.id}/decide`;
      const yes = { decision: 'approve', reason: '情况属实' };
      expect(told(await mei.post(decide, yes))).toEqual([422, 'APPROVAL.SAME_PERSON']);
      expect((await rui.post(decide, yes)).body).toMatchObject({ state: 'approved', decidedBy: 'rui' });
      await desk.release(id);
    });

    it('that a payment overtook are not agreed by a yes', async () => {
      const { debtor, id } = await desk.held();
      const { body } = await lin.post('/v1/arrangements/quote', {
        conversationId: id,
        wish: { instalments: 4 },
      });
      await desk.send(lin, id, { planQuoteId: body.offers[0].planQuoteId });
      await debtor.hears();
      await pays(debtor, 'zh-CN', '1000.00');
      await debtor.says('好的');
      expect(await debtor.arrangement()).toBeNull();
      expect(told(await desk.send(lin, id, { planQuoteId: body.offers[1].planQuoteId }))).toEqual([
        422,
        'PLAN_QUOTE.NO_LONGER_FITS',
      ]);
      await desk.release(id);
    });

    it('that were taken back before they went are not agreed by a yes', async () => {
      const { debtor, id } = await desk.held();
      const { body } = await lin.post('/v1/arrangements/quote', {
        conversationId: id,
        wish: { instalments: 4 },
      });
      const sent = await desk.send(lin, id, { planQuoteId: body.offers[0].planQuoteId });
      await lin.delete(`/v1/messages/${sent.body.message.id}`);
      await debtor.says('好的');
      expect(await debtor.arrangement()).toBeNull();
      await desk.release(id);
    });

    it('are valid for 48 hours', async () => {
      const { id } = await desk.held();
      const { body } = await lin.post('/v1/arrangements/quote', { conversationId: id });
      await desk.release(id);
      service.clock.advanceTo(plus(service.now(), 48 * HOUR));
      await lin.post(at(id, 'claim'));
      expect(told(await desk.send(lin, id, { planQuoteId: body.offers[0].planQuoteId }))).toEqual([
        422,
        'PLAN_QUOTE.EXPIRED',
      ]);
      await desk.release(id);
    });
  });

  describe('decisions', () => {
    it('shows what the debtor will read, then decides a dispute', async () => {
      const debtor = await confirmedDebtor(service, 'zh-CN');
      await debtor.says('金额不对，我有异议');
      const { items } = (await lin.get('/v1/disputes?limit=200')).body;
      const dispute = items.find((one: { debtId: string }) => one.debtId).number as string;
      const [mine] = await debtor.disputes();
      expect(items.map(({ number }: { number: string }) => number)).toContain(mine?.number);
      expect((await outsider.get('/v1/disputes')).body.items).toEqual([]);
      expect(dispute).toMatch(/^D-/);
      const path = `/v1/disputes/${mine?.number}`;
      const body = { outcome: 'partly-upheld', correctedMinor: 500_000 };
      const preview = await lin.post(`${path}/decision-preview`, body);
      expect(preview.body).toMatchObject({
        outstandingBefore: { amountMinor: 600_000 },
        outstandingAfter: { amountMinor: 500_000 },
      });
      expect((await outsider.post(`${path}/decision`, body)).status).toBe(404);
      expect((await lin.post(`${path}/decision`, { outcome: 'partly-upheld' })).status).toBe(400);
      expect((await lin.post(`${path}/decision`, body)).status).toBe(204);
      const heard = await debtor.hears();
      expect(heard.map(({ template }) => template)).toEqual(['dispute-partly-upheld']);
      expect(heard[0]?.text).toContain(preview.body.text);
      expect(told(await lin.post(`${path}/decision`, body))).toEqual([409, 'DISPUTE.DECIDED']);
    });

    it('shows the ledger for a claimed payment and tells the debtor the result', async () => {
      const debtor = await confirmedDebtor(service, 'zh-CN');
      await debtor.says('我已经还过了');
      await debtor.says('昨天还了500元');
      const [claim] = await debtor.disputes();
      const path = `/v1/payment-claims/${claim?.number}`;
      const seen = await lin.get(path);
      expect(seen.body).toMatchObject({ dispute: { kind: 'payment-claimed', state: 'open' }, payments: [] });
      const wrong = { result: 'found', reference: 'nothing' };
      expect(told(await lin.post(`${path}/decision`, wrong))).toEqual([422, 'PAYMENT_CLAIM.OTHER_PAYMENT']);
      const { text } = (await lin.post(`${path}/decision-preview`, { result: 'not-found' })).body;
      expect((await lin.post(`${path}/decision`, { result: 'not-found' })).status).toBe(204);
      const heard = await debtor.hears();
      expect(heard.map(({ template }) => template)).toEqual(['payment-check-not-found']);
      expect(heard[0]?.text).toContain(text);
    });
  });

  describe('the contact budget', () => {
    it('is what the contact policy says', async () => {
      const { debtor, id } = await desk.held();
      const { debtorId } = await debtor.conversation();
      const budget = async () =>
        (await lin.get(`/v1/debtors/${debtorId}/contact-budget?channel=wechat`)).body;
      await debtor.says('在吗');
      const answer = await budget();
      expect(answer).toMatchObject({ counts: false, decision: 'ALLOW', rule: 'allow' });
      expect(Date.parse(answer.until)).toBeGreaterThan(service.now());
      const before = answer.used as number;

      service.clock.advanceTo(plus(service.now(), HOUR));
      expect(await budget()).toMatchObject({ counts: true, until: null, used: before });
      await lin.post(at(id, 'claim'));
      await desk.send(lin, id, { text: '您好，还在吗？' });
      await debtor.hears();
      expect((await budget()).used).toBe(before + 1);

      await service.daysOn(0, '22:30', zone);
      const night = await budget();
      expect(night).toMatchObject({ decision: 'DEFER' });
      expect(Date.parse(night.nextSlotAt)).toBeGreaterThan(service.now());
      expect((await outsider.get(`/v1/debtors/${debtorId}/contact-budget?channel=wechat`)).status).toBe(404);
      await desk.release(id);
    });
  });

  it('told no full telephone number or ID in any answer', () => {
    expect(desk.answers.length).toBeGreaterThan(50);
    expect(desk.leaks()).toEqual([]);
  });
});
