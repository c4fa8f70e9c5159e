import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SimulatorListener } from '../../../src/adapters/channels/simulator/simulator.listener.js';
import { EventEntity } from '../../../src/adapters/persistence/entities/event.entity.js';
import { NoteEntity } from '../../../src/adapters/persistence/entities/note.entity.js';
import { HOUR, SECOND, plus, toIso } from '../../../src/domain/calendar/instant.js';
import type { Answer, ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import { SETTINGS, newDebtor, pays } from '../../support/people.js';
import type { Service } from '../../support/service.js';
import { StaffedDesk, at, told } from '../../support/staffed-desk.js';

eachDatabase('answering at the desk over HTTP', (place) => {
  let desk: StaffedDesk;
  let service: Service;
  let lin: ApiCaller;
  let kai: ApiCaller;
  let mei: ApiCaller;
  let outsider: ApiCaller;
  const { zone } = SETTINGS['zh-CN'];

  beforeAll(async () => {
    desk = await StaffedDesk.start(await place.url());
    ({ service, lin, kai, mei, outsider } = desk);
  });
  afterAll(() => desk.stop());
  beforeEach(() => service.nextWorkday('10:00', zone));

  describe('answering', () => {
    it('reaches the debtor, and everything is in one list', async () => {
      const { debtor, id } = await desk.held('我要找人工客服，电话13912345678');
      const sent = await desk.send(lin, id, { text: '您好，我来帮您看。' });
      expect(sent.status).toBe(202);
      expect(sent.body.message).toMatchObject({ state: 'queued', author: 'lin', text: '您好，我来帮您看。' });
      expect(sent.body.forecast).toMatchObject({
        counts: true,
        verdict: { decision: 'ALLOW', ruleId: 'allow' },
      });
      expect((await debtor.hears()).map(({ template }) => template)).toEqual(['staff-message']);
      await lin.post(at(id, 'notes'), { text: '已核对，证件 11000119900501123X' });

      const { items } = await desk.eventsOf(lin, id);
      const kinds = items.map(({ kind }: { kind: string }) => kind);
      expect(new Set(kinds)).toEqual(new Set(['inbound', 'message', 'hand-off', 'hold', 'note']));
      const seqs = items.map(({ seq }: { seq: number }) => seq);
      expect(seqs).toEqual([...seqs].sort((a: number, b: number) => b - a));
      expect(new Set(seqs).size).toBe(seqs.length);
      const mine = items.find(
        (one: { author?: string; kind: string }) => one.kind === 'message' && one.author,
      );
      expect(mine).toMatchObject({ word: 'delivered', template: 'staff-message' });
      expect(mine.verdict).toMatchObject({ decision: 'ALLOW', ruleId: 'allow' });
      expect(mine.verdict.packVersions.length).toBeGreaterThan(0);
      const heard = items.filter(({ kind }: { kind: string }) => kind === 'inbound');
      expect(heard[0].text).toBe('我要找人工客服，电话139****5678');
      expect(heard[0].understood.intents).toContainEqual({
        name: 'request_human',
        confidence: expect.any(Number),
      });

      const first = await desk.eventsOf(lin, id, '?limit=3');
      const second = await desk.eventsOf(lin, id, `?limit=100&before=${first.next}`);
      expect([...first.items, ...second.items]).toEqual(items);
      await desk.release(id);
    });

    it('needs the claim, and is unknown out of reach', async () => {
      const { id } = await desk.held();
      expect(told(await desk.send(kai, id, { text: '您好' }))).toEqual([409, 'HAND_OFF.NOT_YOURS']);
      expect(told(await outsider.post(at(id, 'messages'), { basedOnSeq: 0, text: '您好' }))).toEqual([
        404,
        'CONVERSATION.UNKNOWN',
      ]);
      expect((await outsider.get(at(id, 'events'))).status).toBe(404);
      expect((await outsider.post(at(id, 'notes'), { text: 'x' })).status).toBe(404);
      await desk.release(id);
    });

    it('is stopped once when the debtor wrote meanwhile', async () => {
      const { debtor, id } = await desk.held();
      const basedOnSeq = await desk.newestSeq(id);
      await debtor.says('还有一件事');
      const stale = await lin.post(at(id, 'messages'), { basedOnSeq, text: '您好' });
      expect(told(stale)).toEqual([409, 'CONVERSATION.MOVED_ON']);
      expect(stale.body.details.newestSeq).toBeGreaterThan(basedOnSeq);
      expect((await debtor.messages()).filter(({ origin }) => origin === 'staff')).toEqual([]);
      const fresh = await lin.post(at(id, 'messages'), {
        basedOnSeq: stale.body.details.newestSeq,
        text: '您好',
      });
      expect(fresh.status).toBe(202);
      await desk.release(id);
    });

    it('sees a message that was recorded and not yet processed', async () => {
      const { debtor, id } = await desk.held();
      const basedOnSeq = await desk.newestSeq(id);
      await debtor.types({ kind: 'text', text: '等等' });
      await service.get(SimulatorListener).poll(service.scope.tenantId);
      expect(told(await lin.post(at(id, 'messages'), { basedOnSeq, text: '您好' }))).toEqual([
        409,
        'CONVERSATION.MOVED_ON',
      ]);
      await debtor.hears();
      await desk.release(id);
    });

    it('is the same once when it is repeated with its key', async () => {
      const { debtor, id } = await desk.held();
      const body = { basedOnSeq: await desk.newestSeq(id), text: '您好' };
      const key = { 'Idempotency-Key': `again-${id}` };
      const first = await lin.post(at(id, 'messages'), body, key);
      const again = await lin.post(at(id, 'messages'), body, key);
      expect(again.body.message.id).toBe(first.body.message.id);
      expect((await debtor.messages()).filter(({ origin }) => origin === 'staff')).toHaveLength(1);
      await desk.release(id);
    });
  });

  describe('later', () => {
    const later = () => toIso(plus(service.now(), 4 * HOUR));

    it('waits for its time and can be taken back', async () => {
      const { debtor, id } = await desk.held();
      const sent = await desk.send(lin, id, { text: '明天再联系您。', notBefore: later() });
      const scheduled = await lin.get(at(id, 'scheduled'));
      expect(scheduled.body.items).toMatchObject([{ id: sent.body.message.id, text: '明天再联系您。' }]);
      expect(await debtor.hears()).toEqual([]);
      expect((await lin.delete(`/v1/messages/${sent.body.message.id}`)).status).toBe(204);
      expect(told(await lin.delete(`/v1/messages/${sent.body.message.id}`))).toEqual([204, undefined]);
      expect((await lin.get(at(id, 'scheduled'))).body.items).toEqual([]);
      const { items } = await desk.eventsOf(lin, id);
      expect(items.find((one: { id: string }) => one.id === sent.body.message.id)).toMatchObject({
        word: 'withdrawn',
        stateReason: 'withdrawn',
      });
      await desk.release(id);
    });

    it('goes by itself after the seconds in which it can be taken back', async () => {
      const { debtor, id } = await desk.held();
      await desk.send(lin, id, { text: '您好', notBefore: toIso(plus(service.now(), 5 * SECOND)) });
      service.clock.advanceTo(plus(service.now(), 4 * SECOND));
      expect(await debtor.hears()).toEqual([]);
      service.clock.advanceTo(plus(service.now(), SECOND));
      expect((await debtor.hears()).map(({ template }) => template)).toEqual(['staff-message']);
      await desk.release(id);
    });

    it('cannot be taken back once it is gone, and nothing of the assistant can', async () => {
      const { debtor, id } = await desk.held();
      const sent = await desk.send(lin, id, { text: '您好' });
      await debtor.hears();
      expect(told(await lin.delete(`/v1/messages/${sent.body.message.id}`))).toEqual([
        409,
        'MESSAGE.IN_PROGRESS',
      ]);
      const [bots] = (await debtor.messages()).filter(({ origin }) => origin === 'reply');
      expect(told(await lin.delete(`/v1/messages/${bots?.id}`))).toEqual([404, 'MESSAGE.UNKNOWN']);
      await desk.release(id);
    });

    it('is withdrawn when the debtor writes first, if that was wanted', async () => {
      const { debtor, id } = await desk.held();
      const wanted = await desk.send(lin, id, { text: '一', notBefore: later(), cancelIf: ['inbound'] });
      const kept = await desk.send(lin, id, { text: '二', notBefore: later(), cancelIf: ['payment'] });
      await debtor.says('我想起来了');
      const { items } = await desk.eventsOf(lin, id);
      const stateOf = (sent: Answer) => items.find((one: { id: string }) => one.id === sent.body.message.id);
      expect(stateOf(wanted)).toMatchObject({ word: 'withdrawn', stateReason: 'debtor-wrote' });
      expect(stateOf(kept)).toMatchObject({ word: 'queued' });
      const cancelled = await service.rows(EventEntity, { type: 'message.cancelled' });
      expect(cancelled.map(({ subjects }) => subjects['message'])).toContain(wanted.body.message.id);
      await desk.release(id);
    });

    it('is withdrawn when money comes first', async () => {
      const { debtor, id } = await desk.held();
      const sent = await desk.send(lin, id, {
        text: '一',
        notBefore: later(),
        cancelIf: ['payment', 'inbound'],
      });
      await pays(debtor, 'zh-CN', '100.00');
      const { items } = await desk.eventsOf(lin, id);
      expect(items.find((one: { id: string }) => one.id === sent.body.message.id)).toMatchObject({
        word: 'withdrawn',
        stateReason: 'payment-received',
      });
      expect(items.find(({ kind }: { kind: string }) => kind === 'payment')).toMatchObject({
        amount: { amountMinor: 10_000, currency: 'CNY' },
      });
      await desk.release(id);
    });
  });

  describe('wording', () => {
    const check = async (id: string, text: string) =>
      (await lin.post('/v1/wording-checks', { conversationId: id, text })).body.findings;

    it('marks what cannot be sent, and sends nothing of it', async () => {
      const { debtor, id } = await desk.held();
      const text = '您好，再不还款就通知您的单位。';
      const [found] = await check(id, text);
      expect(found).toMatchObject({
        category: 'forbidden',
        severity: 'block',
        reason: 'threat-to-tell-others',
      });
      expect(text.slice(found.start, found.end)).toBe('通知您的单位');
      expect(found.suggestion).toBe('我们不会把您的情况告诉其他人。');
      const refused = await desk.send(lin, id, { text, reason: '一定要发' });
      expect(told(refused)).toEqual([422, 'WORDING.FORBIDDEN']);
      expect(refused.body.errors).toMatchObject([{ path: 'text', start: found.start, end: found.end }]);
      expect((await debtor.messages()).filter(({ origin }) => origin === 'staff')).toEqual([]);
      await desk.release(id);
    });

    it('tells both figures, and sends another one only with a reason that is kept', async () => {
      const { debtor, id } = await desk.held();
      const text = '您应还¥6,100.00。';
      expect(await check(id, text)).toMatchObject([
        { severity: 'review', reason: 'amount-differs', written: '¥6,100.00', ledger: '¥6,000.00' },
      ]);
      expect(await check(id, '您应还¥6,000.00。')).toEqual([]);
      expect(told(await desk.send(lin, id, { text }))).toEqual([422, 'WORDING.REASON_NEEDED']);
      expect((await desk.send(lin, id, { text, reason: '含明天的利息' })).status).toBe(202);
      expect((await debtor.hears()).map((one) => one.text)[0]).toContain('6,100.00');
      const given = await service.rows(EventEntity, { type: 'wording.reason-given' });
      expect(given.find(({ subjects }) => subjects['conversation'] === id)).toMatchObject({
        actor: 'staff:lin',
        reason: 'amount-differs',
      });
      await desk.release(id);
    });

    it('lets nobody talk of money in a crisis', async () => {
      const { debtor, id } = await desk.held('我不想活了');
      const quoted = await lin.post('/v1/arrangements/quote', { conversationId: id });
      expect(quoted.body.why).toBe('PLAN.CRISIS');
      expect(told(await desk.send(lin, id, { planQuoteId: quoted.body.offers[0].planQuoteId }))).toEqual([
        422,
        'PLAN.CRISIS',
      ]);
      for (const text of ['您欠的500元先不急', '我们可以给您分期还款']) {
        const refused = await desk.send(lin, id, { text });
        expect(told(refused)).toEqual([422, 'WORDING.FORBIDDEN']);
        expect(refused.body.errors[0].category).toBe('crisis');
      }
      expect((await desk.send(lin, id, { text: '我在这里，您现在安全吗？' })).status).toBe(202);
      const safe = await debtor.hears();
      expect([safe.length, await debtor.unsent()]).toEqual([1, []]);
      expect(safe[0]?.text).toContain('您现在安全吗');
      await desk.release(id);
    });

    it('tells nobody of a debt who may be a stranger', async () => {
      const debtor = await newDebtor(service, 'zh-CN');
      await debtor.says('我要找人工客服');
      const { id } = await debtor.conversation();
      await lin.post(at(id, 'claim'));
      const refused = await desk.send(lin, id, { text: '您的贷款逾期了' });
      expect(refused.body).toMatchObject({
        code: 'WORDING.FORBIDDEN',
        errors: [{ reason: 'tells-of-debt' }, {}],
      });
      expect((await desk.send(lin, id, { text: '您好，请问您是本人吗？' })).status).toBe(202);
      expect((await debtor.hears()).map(({ template }) => template)).toEqual(['staff-neutral']);
      await desk.release(id);
    });
  });

  describe('notes and drafts', () => {
    it('keeps notes encrypted and masked, and drafts for their writer only', async () => {
      const { debtor, id } = await desk.held();
      const note = await lin.post(at(id, 'notes'), { text: '新号 13912345678，已转风控' });
      expect(note.status).toBe(201);
      expect((await kai.get(at(id, 'notes'))).body.items).toMatchObject([
        { author: 'lin', text: '新号 139****5678，已转风控' },
      ]);
      const [row] = await service.rows(NoteEntity, { conversationId: (await debtor.conversation()).id });
      expect(row?.text).toMatch(/^v1:/);

      expect((await lin.put(at(id, 'drafts/reply'), { text: '我先看看' })).status).toBe(200);
      await lin.put(at(id, 'drafts/note'), { text: '待查' });
      await lin.put(at(id, 'drafts/reply'), { text: '我先看看。' });
      expect((await lin.get(at(id, 'drafts'))).body.items).toMatchObject([
        { mode: 'note', text: '待查' },
        { mode: 'reply', text: '我先看看。' },
      ]);
      expect((await kai.get(at(id, 'drafts'))).body.items).toEqual([]);
      expect((await lin.put(at(id, 'drafts/reply'), { text: 'x'.repeat(10_001) })).status).toBe(400);
      await lin.delete(at(id, 'drafts/note'));
      await desk.send(lin, id, { text: '您好' });
      expect((await lin.get(at(id, 'drafts'))).body.items).toEqual([]);
      await desk.release(id);
    });
  });

  describe('saved replies', () => {
    it('are filled by the case, and none of their blanks may remain', async () => {
      const { debtor, id } = await desk.held();
      const text = '{{maskedName}}您好，请在{{date}}前付{{amount}}，热线{{hotline}}。';
      const saved = await mei.post('/v1/saved-replies', { locale: 'zh-CN', title: '约定', text });
      expect(saved.body).toMatchObject({ version: 1, blanks: ['maskedName', 'date', 'amount', 'hotline'] });
      const fill = await lin.post(`/v1/saved-replies/${saved.body.id}/fill`, { conversationId: id });
      expect(fill.body.left).toEqual(['date', 'amount']);
      expect(fill.body.text).toContain('张**您好');
      const content = { savedReplyId: saved.body.id };
      const open = await desk.send(lin, id, { ...content, blanks: { amountMinor: 600_000 } });
      expect(told(open)).toEqual([422, 'SAVED_REPLY.BLANK_LEFT']);
      const blanks = { amountMinor: 600_000, date: service.today(zone) };
      expect((await desk.send(lin, id, { ...content, blanks })).status).toBe(202);
      expect((await debtor.hears())[0]?.text).toContain('付¥6,000.00，热线');

      expect(told(await desk.send(lin, id, { text: '请付{{amount}}' }))).toEqual([422, 'WORDING.FORBIDDEN']);
      await desk.release(id);
    });

    it('are changed by leads with a version, within their reach', async () => {
      const wrong = await mei.post('/v1/saved-replies', { locale: 'en', title: 'x', text: '{{nothing}}' });
      expect(told(wrong)).toEqual([422, 'SAVED_REPLY.NO_SUCH_BLANK']);
      const threat = { locale: 'en', title: 'x', text: 'This is your last chance.' };
      expect(told(await mei.post('/v1/saved-replies', threat))).toEqual([422, 'WORDING.FORBIDDEN']);
      expect((await lin.post('/v1/saved-replies', { ...threat, text: 'Thank you.' })).status).toBe(403);
      const { body } = await mei.post('/v1/saved-replies', {
        locale: 'en',
        title: 'Thanks',
        text: 'Thank you.',
      });
      const path = `/v1/saved-replies/${body.id}`;
      const changed = await mei.patch(path, { text: 'Thanks a lot.' }, { 'If-Match': '"1"' });
      expect(changed.body).toMatchObject({ version: 2, text: 'Thanks a lot.' });
      expect((await mei.patch(path, { text: 'No.' }, { 'If-Match': '"1"' })).status).toBe(412);
      const { items } = (await lin.get('/v1/saved-replies?locale=en&limit=200')).body;
      expect(items.map(({ title }: { title: string }) => title)).toContain('Thanks');
      expect((await mei.delete(path)).status).toBe(204);
      expect((await mei.delete(path)).status).toBe(404);
    });
  });

  it('told no full telephone number or ID in any answer', () => {
    expect(desk.answers.length).toBeGreaterThan(100);
    expect(desk.leaks()).toEqual([]);
  });
});
