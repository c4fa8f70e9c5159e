import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QueueMessages } from '../../../src/application/outbound/queue-messages.js';
import { HOUR, plus } from '../../../src/domain/calendar/instant.js';
import { ApiService } from '../../support/api.js';
import type { ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import type { Dialogue } from '../../support/dialogue.js';
import { START, newDebtor } from '../../support/people.js';

const ROAD = '/v1/templates/zh-CN/first-contact';
const [lumen, northwind] = ['lumen', 'northwind'];
const version = (number: number) => ({ 'If-Match': `"${number}"` });

eachDatabase('templates over HTTP', (place) => {
  let api: ApiService;
  let ada: ApiCaller;
  let ben: ApiCaller;
  let auditor: ApiCaller;
  let builtIn: string;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'northwind']);
    ada = await api.as('operations', { login: 'ada' });
    ben = await api.as('operations', { login: 'ben' });
    auditor = await api.as('auditor', { login: 'cleo' });
    builtIn = (await ada.get(`${ROAD}?lender=${lumen}`)).body.builtIn.body;
  });
  afterAll(() => api.stop());

  const inForce = async (road = ROAD): Promise<number> =>
    (await ada.get(`${road}?lender=${lumen}`)).body.numberInForce;
  const worded = (mark: string): string => builtIn.replace('您好', `您好（${mark}）`);
  const begin = async (body: string, road = ROAD) => {
    const number = await inForce(road);
    const begun = { lender: lumen, body, basedOn: number === 0 ? null : number };
    return ada.post(`${road}/revisions`, begun);
  };
  const submit = ({ id, version: at }: { id: string; version: number }) =>
    ada.post(`/v1/template-revisions/${id}/submit`, undefined, version(at));
  const publish = ({ id, version: at }: { id: string; version: number }, by = ben) =>
    by.post(`/v1/template-revisions/${id}/publish`, undefined, version(at));
  const putInForce = async (body: string, road = ROAD) => {
    const draft = await begin(body, road);
    const published = await publish((await submit(draft.body)).body);
    expect([draft.status, published.status]).toEqual([201, 200]);
    return published.body;
  };
  const queue = async (debtor: Dialogue, hours: number) => {
    const contactPoint = await debtor.contactPoint();
    const debt = await debtor.debt();
    await api.service.within(async () =>
      api.service.get(QueueMessages).run([
        {
          contactPoint,
          debtor: { id: contactPoint.debtorId, locale: 'zh-CN' },
          lenderId: debt.lenderId,
          debtId: debt.id,
          conversationId: null,
          touchId: null,
          origin: 'cadence',
          template: 'first-contact',
          fields: {},
          answersId: null,
          notBefore: plus(api.service.now(), hours * HOUR),
        },
      ]),
    );
  };
  const arrived = async (debtor: Dialogue): Promise<string> =>
    (await debtor.hears()).map(({ text }) => text).join('\n---\n');

  it('lists every template in both languages with what is in force', async () => {
    const { status, body } = await auditor.get(`/v1/templates?lender=${lumen}`);
    expect(status).toBe(200);
    expect(body.items.length).toBeGreaterThan(100);
    expect(body.items).toContainEqual(
      expect.objectContaining({ locale: 'en', name: 'menu', numberInForce: 0, published: null, open: [] }),
    );
    const { body: one } = await auditor.get(`/v1/templates/zh-CN/case-summary?lender=${lumen}`);
    expect(one.fields).toContainEqual({ name: 'paid', sample: null, mayBeEmpty: true, list: false });
    expect(one.fields).toContainEqual(expect.objectContaining({ name: 'outstanding', mayBeEmpty: false }));
    expect((await auditor.get(`/v1/templates/zh-CN/nothing?lender=${lumen}`)).status).toBe(404);
  });

  describe('publishing', () => {
    it('takes a second person; the author is refused', async () => {
      const road = '/v1/templates/zh-CN/menu';
      const { body: template } = await ada.get(`${road}?lender=${lumen}`);
      const draft = await begin(`${template.builtIn.body}`.replace('您好', '您好呀'), road);
      expect(draft.body).toMatchObject({
        number: 1,
        state: 'draft',
        author: 'ada',
        basedOn: null,
        version: 1,
      });
      expect((await publish(draft.body)).body.code).toBe('REVISION.NOT_IN_REVIEW');
      const waiting = (await submit(draft.body)).body;
      const refused = await publish(waiting, ada);
      expect([refused.status, refused.body.code]).toEqual([422, 'REVISION.SAME_PERSON']);
      const reviews = (await ben.get('/v1/templates/reviews')).body.items;
      expect(reviews.map((one: { id: string }) => one.id)).toContain(waiting.id);
      expect((await publish(waiting)).body).toMatchObject({ state: 'published', reviewer: 'ben' });
      expect(await inForce(road)).toBe(1);
      expect((await publish(waiting)).status).toBe(412);
    });

    it('begins its review again when it is edited, and is not published as somebody else saw it', async () => {
      const draft = (await begin(worded('一'))).body;
      const waiting = (await submit(draft)).body;
      const edited = await ada.patch(
        `/v1/template-revisions/${draft.id}`,
        { body: worded('二') },
        version(waiting.version),
      );
      expect(edited.body).toMatchObject({ state: 'draft', submittedAt: null });
      const late = await publish(waiting);
      expect([late.status, late.body.code]).toEqual([412, 'REVISION.CHANGED_MEANWHILE']);
      const lost = await ben.patch(
        `/v1/template-revisions/${draft.id}`,
        { body: worded('三') },
        version(waiting.version),
      );
      expect(lost.status).toBe(412);
      expect((await ada.get(`/v1/template-revisions/${draft.id}`)).body.content.body).toBe(worded('二'));
      expect((await ada.patch(`/v1/template-revisions/${draft.id}`, { body: 'x' })).status).toBe(428);
    });

    it('returns with a comment', async () => {
      const waiting = (await submit((await begin(worded('四'))).body)).body;
      const comment = '第二句请再短一些。';
      const road = `/v1/template-revisions/${waiting.id}/return`;
      const returned = await ben.post(road, { comment }, version(waiting.version));
      expect(returned.body).toMatchObject({ state: 'returned', reviewer: 'ben', comment });
    });

    it('refuses what lint stops, with every place', async () => {
      const draft = await begin(`{{lendr}}的{{discount}}\n见 https://evil.example`);
      expect(draft.status).toBe(201);
      const refused = await submit(draft.body);
      expect([refused.status, refused.body.code]).toEqual([422, 'REVISION.FAULTY']);
      expect(refused.body.errors).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            code: 'TEMPLATE.UNKNOWN_FIELD',
            suggestion: 'lender',
            line: 1,
            column: 3,
            endColumn: 8,
          }),
          expect.objectContaining({ code: 'TEMPLATE.FOREIGN_LINK', suggestion: '{{website}}', line: 2 }),
        ]),
      );
    });

    it('refuses to undo unseen what came into force meanwhile', async () => {
      const mine = (await begin(worded('五'))).body;
      await putInForce(worded('六'));
      const refused = await submit(mine);
      expect([refused.status, refused.body.code]).toEqual([422, 'REVISION.OUTDATED']);
      const basedOn = await inForce();
      const onTop = await ada.patch(
        `/v1/template-revisions/${mine.id}`,
        { basedOn, body: worded('五和六') },
        version(mine.version),
      );
      expect((await submit(onTop.body)).status).toBe(200);
      const stale = await ada.post(`${ROAD}/revisions`, { lender: lumen, body: worded('七'), basedOn: null });
      expect(stale.body.code).toBe('REVISION.OUTDATED');
    });

    it('takes nothing that the contact policy goes by', async () => {
      const loosened = { lender: lumen, basedOn: null, body: builtIn, revealsDebt: true };
      expect((await ada.post(`${ROAD}/revisions`, loosened)).body.code).toBe('REQUEST.INVALID');
    });
  });

  it('leaves queued messages their wording; new ones get the new one, and a roll back the old one', async () => {
    const [first, second, third] = [
      await newDebtor(api.service, 'zh-CN'),
      await newDebtor(api.service, 'zh-CN'),
      await newDebtor(api.service, 'zh-CN'),
    ];
    const seven = await putInForce(worded('第七版'));
    await queue(first, 1);
    await putInForce(worded('第八版'));
    await queue(second, 1);
    await api.service.moveTo(plus(api.service.now(), HOUR));
    await api.service.does('jobs', 'run', 'release-deferred');
    expect(await arrived(first)).toContain('第七版');
    expect(await arrived(second)).toContain('第八版');

    const back = await ada.post(`${ROAD}/roll-back`, {
      lender: lumen,
      to: seven.number,
      urgentReason: '热线号码写错了',
    });
    expect(back.body).toMatchObject({
      state: 'in-review',
      restores: seven.number,
      urgentReason: '热线号码写错了',
    });
    expect((await publish(back.body, ada)).body.code).toBe('REVISION.SAME_PERSON');
    expect((await publish(back.body)).body).toMatchObject({ state: 'published' });
    await queue(third, 0);
    expect(await arrived(third)).toContain('第七版');
    expect(await api.service.brokenGuarantees()).toEqual([]);

    const { body: history } = await ada.get(`${ROAD}/revisions?lender=${lumen}&limit=2`);
    expect(history.items[0]).toMatchObject({ number: back.body.number, state: 'published' });
    const { body: older } = await ada.get(`${ROAD}/revisions?lender=${lumen}&limit=2&cursor=${history.next}`);
    expect(older.items[0].number).toBe(history.items[1].number - 1);

    const { body: usage } = await ada.get(`${ROAD}/usage?lender=${lumen}`);
    const sentOf = (number: number) =>
      usage.items.find((one: { number: number }) => one.number === number)?.sent;
    // The roll back has the text of the seventh, so both name the same messages.
    expect([sentOf(seven.number), sentOf(seven.number + 1), sentOf(back.body.number)]).toEqual([2, 1, 2]);
    const { body: diff } = await ada.get(
      `${ROAD}/diff?lender=${lumen}&from=${seven.number}&to=${seven.number + 1}`,
    );
    expect(diff.body.filter((part: { kind: string }) => part.kind !== 'same')).toEqual([
      { kind: 'removed', text: expect.stringContaining('七') },
      { kind: 'added', text: expect.stringContaining('八') },
    ]);
  });

  it('puts the lender’s own neutral wording in for somebody who is not confirmed', async () => {
    const road = '/v1/templates/zh-CN/reminder-neutral';
    const { body: template } = await ada.get(`${road}?lender=${lumen}`);
    await putInForce(`${template.builtIn.body}`.replace('您好', '您好（中性）'), road);
    const debtor = await newDebtor(api.service, 'zh-CN', { daysPastDue: 4 });
    await api.service.plan();
    expect(await arrived(debtor)).toContain('您好（中性）');
  });

  it('marks problems while somebody writes', async () => {
    const wording = { lender: lumen, locale: 'zh-CN', name: 'reminder-friendly' };
    const { body: template } = await ada.get(`/v1/templates/zh-CN/reminder-friendly?lender=${lumen}`);
    const clean = await ada.post('/v1/templates/lint', { ...wording, body: template.builtIn.body });
    expect(clean.body).toEqual({ problems: [] });
    const body = `${template.builtIn.body}\n不还就坐牢`;
    const found = await ada.post('/v1/templates/lint', { ...wording, body });
    const line = body.split('\n').length;
    expect(found.body.problems).toEqual([
      expect.objectContaining({ code: 'TEMPLATE.FORBIDDEN_WORDING', line, column: 4, endColumn: 6 }),
    ]);
  });

  it('shows the oddest cases as they would arrive, masked, with what an SMS costs', async () => {
    await newDebtor(api.service, 'zh-CN');
    const wording = {
      lender: lumen,
      locale: 'zh-CN',
      name: 'reminder-friendly',
      body: '{{maskedName}}您好，请付 {{outstanding}}。',
    };
    const { status, body } = await auditor.post('/v1/templates/preview', wording);
    expect(status).toBe(200);
    const of = (oddity: string) => body.cases.find((one: { oddity: string }) => one.oddity === oddity);
    expect(of('longest-amount')).toMatchObject({ example: false, nothingOwed: false });
    expect(of('no-name')).toMatchObject({ example: true });
    expect(of('overpaid')).toMatchObject({ example: true, nothingOwed: true });
    expect(of('other-language')).toMatchObject({ example: true, locale: 'en' });
    const [sms] = of('longest-amount').texts.filter((one: { channel: string }) => one.channel === 'sms');
    expect(sms.text).toMatch(/^【澄明金融】张\*\*您好，请付 .*6,000\.00。/u);
    expect(sms.text).not.toContain('张伟');
    expect(sms.sms).toMatchObject({ encoding: 'ucs-2', units: sms.text.length });
    expect(body.sms.worst.segments).toBeGreaterThanOrEqual(body.sms.best.segments);
    const broken = await auditor.post('/v1/templates/preview', { ...wording, body: '{{paid}}' });
    expect(broken.body.cases[0].texts[0]).toMatchObject({ text: null, code: 'TEMPLATE.BLANK_FIELD' });
  });

  it('is nothing to somebody who reaches another lender, and needs its permissions', async () => {
    const dora = await api.as('operations', { login: 'dora', lenders: ['northwind'] });
    const draft = (await begin(worded('八八'))).body;
    const roads = [
      `/v1/templates?lender=${lumen}`,
      `${ROAD}?lender=${lumen}`,
      `${ROAD}/revisions?lender=${lumen}`,
      `${ROAD}/usage?lender=${lumen}`,
      `/v1/template-revisions/${draft.id}`,
    ];
    for (const road of roads) expect([road, (await dora.get(road)).status]).toEqual([road, 404]);
    const body = { body: builtIn };
    expect((await dora.patch(`/v1/template-revisions/${draft.id}`, body, version(1))).status).toBe(404);
    expect((await dora.post(`${ROAD}/revisions`, { lender: lumen, basedOn: null, ...body })).status).toBe(
      404,
    );
    expect((await dora.get(`/v1/templates?lender=${northwind}`)).status).toBe(200);
    expect((await dora.get('/v1/templates/reviews')).body.items).toEqual([]);
    expect((await auditor.post(`${ROAD}/revisions`, { lender: lumen, basedOn: null, ...body })).status).toBe(
      403,
    );
    expect((await publish(draft, auditor)).status).toBe(403);
  });

  it('keeps what happened, without the text', async () => {
    const events = await api.service.sql("SELECT * FROM events WHERE type LIKE 'revision.%'");
    const told = JSON.stringify(events);
    const deeds = new Set([...told.matchAll(/revision\.([a-z]+)/gu)].map(([, deed]) => deed));
    expect([...deeds].sort()).toEqual([
      'drafted',
      'edited',
      'published',
      'restored',
      'returned',
      'submitted',
      'urgent',
    ]);
    expect(told).toContain('staff:ben');
    expect(told).not.toMatch(/第七版|第二句/u);
  });
});
