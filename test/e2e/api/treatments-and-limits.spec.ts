import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Conversations } from '../../../src/application/ports/conversations.js';
import { Touches } from '../../../src/application/ports/touches.js';
import { zoneId } from '../../../src/domain/calendar/zone.js';
import { ApiService } from '../../support/api.js';
import type { ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import type { Dialogue } from '../../support/dialogue.js';
import { START, confirmedDebtor } from '../../support/people.js';

const SHANGHAI = zoneId('Asia/Shanghai');
const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });

const cell = (maximumInstalments: number, lumpDiscountPerMille: number) => ({
  maximumInstalments,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 0,
  startWithinDays: 15,
  frequencies: ['monthly'],
  lumpDiscountPerMille,
});
const limits = (most = 12) => ({
  buckets: { '1-30': { assistant: cell(4, 0), staff: cell(6, 50), lead: cell(most, 100) } },
  maximumRounds: 3,
  promiseWithinDays: 14,
  graceDays: 3,
  selfServiceDateMoves: 1,
});

eachDatabase('treatments and limits by API', (place) => {
  let api: ApiService;
  let author: ApiCaller;
  let second: ApiCaller;
  let elsewhere: ApiCaller;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'northwind']);
    author = await api.as('operations', { login: 'author' });
    second = await api.as('compliance', { login: 'second' });
    elsewhere = await api.as('operations', { login: 'elsewhere', lenders: ['northwind'] });
  });
  afterAll(() => api.stop());

  const act = (
    caller: ApiCaller,
    kind: string,
    { id, version }: { id: string; version: number },
    deed: string,
  ) => caller.post(`/v1/${kind}-revisions/${id}/${deed}`, undefined, ifMatch(version));

  /** Draft, review, publication; returns what is in force. */
  const publish = async (kind: 'treatment' | 'limits', path: string, body: object) => {
    const drafted = await author.post(path, body);
    expect([drafted.status, drafted.body]).toEqual([201, expect.objectContaining({ state: 'draft' })]);
    const submitted = await act(author, kind, drafted.body, 'submit');
    expect([submitted.status, submitted.body.state]).toEqual([200, 'in-review']);
    const published = await act(second, kind, submitted.body, 'publish');
    expect([published.status, published.body.state]).toEqual([200, 'published']);
    return published.body;
  };
  /** The plan on the table. */
  const offerOf = async (dialogue: Dialogue) => {
    const { id } = await dialogue.conversation();
    const found = await api.service.within(() => api.service.get(Conversations).byIds([id]));
    return found.get(id)?.context.offer ?? null;
  };
  const builtIn = async (name: string) => (await author.get(`/v1/treatments/${name}`)).body.content;

  it('lists the built-in treatments, which have nothing that stops them', async () => {
    const { status, body } = await author.get('/v1/treatments');
    expect(status).toBe(200);
    expect(body.items.map(({ name, source }: { name: string; source: string }) => [name, source])).toEqual([
      ['before-due', 'built-in'],
      ['early', 'built-in'],
      ['middle', 'built-in'],
      ['late', 'built-in'],
    ]);
    for (const { content } of body.items) {
      const checked = await author.post('/v1/treatments/validate', { content });
      expect(checked.body.faults.filter(({ severity }: { severity: string }) => severity === 'stop')).toEqual(
        [],
      );
    }
    expect((await author.get('/v1/treatments/nothing')).body).toMatchObject({ code: 'TREATMENT.UNKNOWN' });
  });

  it('names both places of what is wrong, and refuses the review of it', async () => {
    const content = await builtIn('early');
    const broken = {
      ...content,
      priority: 30,
      segment: {},
      steps: [...content.steps, { ...content.steps[0], window: { from: '22:30', to: '23:30' } }],
    };
    const { body } = await author.post('/v1/treatments/validate', { content: broken });
    const places = body.faults.map(({ code, path, otherPath }: Record<string, string>) => [
      code,
      path,
      otherPath,
    ]);
    expect(places).toEqual(
      expect.arrayContaining([
        ['TREATMENT.SAME_PRIORITY', 'priority', 'treatments.middle.priority'],
        ['TREATMENT.STEP_TWICE', 'steps.7.id', 'steps.0.id'],
        ['TREATMENT.STEP_ORDER', 'steps.7.daysPastDue', 'steps.2.daysPastDue'],
        ['TREATMENT.NEVER_LAWFUL', 'steps.7.window', null],
      ]),
    );
    const draft = await author.post('/v1/treatments/early/revisions', { basedOn: null, content: broken });
    const refused = await act(author, 'treatment', draft.body, 'submit');
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'REVISION.FAULTY' });
    expect(refused.body.errors).toContainEqual(
      expect.objectContaining({ path: 'steps.7.id', otherPath: 'steps.0.id', code: 'TREATMENT.STEP_TWICE' }),
    );
    const malformed = {
      ...content,
      steps: [{ ...content.steps[0], window: { from: '25:00', to: '26:00' } }],
    };
    const unread = await author.post('/v1/treatments/validate', { content: malformed });
    expect([unread.status, unread.body.errors[0].path]).toEqual([400, 'content.steps.0.window.from']);
  });

  it('plans by what two people published for one lender; what was planned before keeps its version', async () => {
    const { service } = api;
    const before = await confirmedDebtor(service, 'zh-CN', { daysPastDue: 9 });
    await service.daysOn(1, '09:00', SHANGHAI);
    const touchesOf = (debtId: string) =>
      service.within(() => service.get(Touches).ofDebts([debtId as never]));
    const debtOf = async (dialogue: typeof before) => (await dialogue.debt()).id;
    await service.plan();
    const old = await touchesOf(await debtOf(before));

    const content = await builtIn('early');
    const own = {
      ...content,
      segment: { ...content.segment, lenders: ['lumen'] },
      steps: [
        {
          id: 'own-step',
          daysPastDue: 12,
          template: 'reminder-friendly',
          window: { from: '10:00', to: '19:00' },
        },
      ],
    };
    const count = await author.get('/v1/treatments/early/segment-count');
    expect(count.body).toMatchObject({
      total: 1,
      lenders: [
        { lender: 'lumen', debts: 1 },
        { lender: 'northwind', debts: 0 },
      ],
    });
    const body = { lender: 'lumen', basedOn: null, content: own };
    const drafted = await author.post('/v1/treatments/early/revisions', body);
    expect(await act(author, 'treatment', drafted.body, 'publish')).toMatchObject({ status: 422 });
    const submitted = await act(author, 'treatment', drafted.body, 'submit');
    const same = await act(author, 'treatment', submitted.body, 'publish');
    expect([same.status, same.body.code]).toEqual([422, 'REVISION.SAME_PERSON']);
    expect((await act(elsewhere, 'treatment', submitted.body, 'publish')).status).toBe(404);
    expect((await act(second, 'treatment', drafted.body, 'publish')).status).toBe(412);
    const published = await act(second, 'treatment', submitted.body, 'publish');
    expect(published.body).toMatchObject({
      state: 'published',
      number: 1,
      lender: 'lumen',
      reviewer: 'second',
    });

    const inForce = (await author.get('/v1/treatments/early?lender=lumen')).body;
    expect(inForce).toMatchObject({ source: 'lender', number: 1, pending: null });
    expect((await author.get('/v1/treatments/early')).body.source).toBe('built-in');
    await service.daysOn(2, '09:00', SHANGHAI);
    await service.plan();
    await service.plan();
    const all = await touchesOf(await debtOf(before));
    expect(all.filter(({ step }) => step === 'own-step')).toEqual([
      expect.objectContaining({ treatmentVersion: inForce.fingerprint, arm: 'standard' }),
    ]);
    expect(all).toEqual(expect.arrayContaining(old));
    expect(old[0]?.treatmentVersion).not.toBe(inForce.fingerprint);
    expect(await service.brokenGuarantees()).toEqual([]);
  });

  it('rolls back to what held before, by two people again', async () => {
    const rolled = await author.post('/v1/treatments/early/roll-back', { lender: 'lumen', to: 0 });
    expect(rolled.body).toMatchObject({ state: 'in-review', number: 2, restores: 0, basedOn: 1 });
    expect((await act(author, 'treatment', rolled.body, 'publish')).status).toBe(422);
    expect((await act(second, 'treatment', rolled.body, 'publish')).status).toBe(200);
    const { content } = (await author.get('/v1/treatments/early?lender=lumen')).body;
    expect(content.steps).toEqual((await builtIn('early')).steps);
    const { items } = (await author.get('/v1/treatments/early/revisions?lender=lumen&limit=1')).body;
    expect(items[0]).toMatchObject({ number: 2, state: 'published' });
  });

  it('keeps what is for all lenders from those who reach some', async () => {
    const content = await builtIn('early');
    const all = await elsewhere.post('/v1/treatments/early/revisions', { basedOn: null, content });
    expect([all.status, all.body.code]).toEqual([404, 'LENDER.UNKNOWN']);
    expect((await elsewhere.post('/v1/treatments/validate', { content })).status).toBe(403);
    expect((await elsewhere.get('/v1/treatments?lender=lumen')).status).toBe(404);
    expect((await elsewhere.get('/v1/limits?lender=lumen')).status).toBe(404);
    expect((await elsewhere.get('/v1/lenders/lumen')).status).toBe(404);
    expect((await elsewhere.get('/v1/lenders')).body.items).toMatchObject([{ code: 'northwind' }]);
  });

  it('refuses limits that contradict themselves, naming both cells', async () => {
    const crossed = limits(5);
    const checked = await author.post('/v1/limits/validate', {
      lender: 'lumen',
      product: 'default',
      content: crossed,
    });
    expect(checked.body.faults).toEqual([
      {
        severity: 'stop',
        code: 'LIMITS.ABOVE_AUTHORITY',
        path: 'buckets.1-30.staff.maximumInstalments',
        otherPath: 'buckets.1-30.lead.maximumInstalments',
        detail: 'The staff would concede more than the lead.',
      },
    ]);
    const style = { openingShare: 0.2, closingShare: 0.3 };
    const check = { lender: 'lumen', product: 'default', content: { ...limits(), style } };
    expect((await author.post('/v1/limits/validate', check)).body.faults).toEqual([
      expect.objectContaining({ severity: 'stop', code: 'LIMITS.STYLE', path: 'style.closingShare' }),
    ]);
    const wild = { ...check, content: { ...limits(), style: { shrink: 7 } } };
    const unread = await author.post('/v1/limits/validate', wild);
    expect([unread.status, unread.body.errors[0].path]).toEqual([400, 'content.style.shrink']);
    const draft = { lender: 'lumen', basedOn: null, content: crossed };
    const drafted = await author.post('/v1/limits/consumer-loan/revisions', draft);
    expect((await act(author, 'limits', drafted.body, 'submit')).body.code).toBe('REVISION.FAULTY');
    const patch = { content: limits(12) };
    const stale = await author.patch(`/v1/limits-revisions/${drafted.body.id}`, patch, ifMatch(99));
    expect(stale.status).toBe(412);
    const edited = await author.patch(
      `/v1/limits-revisions/${drafted.body.id}`,
      patch,
      ifMatch(drafted.body.version),
    );
    expect(edited.body).toMatchObject({ state: 'draft', version: drafted.body.version + 1 });
    const returned = await act(author, 'limits', edited.body, 'submit');
    const back = await second.post(
      `/v1/limits-revisions/${drafted.body.id}/return`,
      { comment: 'Fewer, please.' },
      ifMatch(returned.body.version),
    );
    expect(back.body).toMatchObject({ state: 'returned', comment: 'Fewer, please.' });
  });

  it('puts published limits to work at once; an offer made before keeps its own', async () => {
    const { service } = api;
    const debtor = await confirmedDebtor(service, 'zh-CN', { daysPastDue: 20 });
    await debtor.says('分2期');
    const offered = await offerOf(debtor);
    expect(offered?.instalments).toHaveLength(2);
    const { buckets, ...rest } = limits();
    void buckets;
    const body = { lender: 'lumen', basedOn: null, content: { ...rest, buckets: {} } };
    const version = (await author.get('/v1/lenders/lumen')).body.version;
    await publish('limits', '/v1/limits/consumer-loan/revisions', body);
    expect((await author.get('/v1/lenders/lumen')).body.version).toBe(version + 1);
    expect((await author.get('/v1/limits/consumer-loan?lender=lumen')).body).toMatchObject({
      number: 2,
      content: { buckets: {} },
    });

    await debtor.says('好的');
    const agreed = (await debtor.arrangement())?.instalments ?? [];
    expect(agreed.map(({ amountMinor, dueOn }) => ({ amountMinor, dueOn }))).toEqual(offered?.instalments);

    const later = await confirmedDebtor(service, 'zh-CN', { daysPastDue: 20 });
    await later.says('分2期');
    expect(await offerOf(later)).toMatchObject({ frequency: 'once' });
    expect(await service.brokenGuarantees()).toEqual([]);
  });

  it('tries limits with the real negotiation, those in force and others', async () => {
    const trial = {
      lender: 'lumen',
      product: 'consumer-loan',
      balanceMinor: 348_200,
      currency: 'CNY',
      daysPastDue: 20,
      wish: { instalments: 12 },
    };
    const inForce = (await author.post('/v1/limits/try', trial)).body.authorities;
    expect(inForce.map(({ opening }: { opening: { frequency: string } }) => opening.frequency)).toEqual([
      'once',
      'once',
      'once',
    ]);
    const { status, body } = await author.post('/v1/limits/try', { ...trial, content: limits() });
    expect(status).toBe(200);
    const last = body.authorities.map(
      ({ authority, steps }: { authority: string; steps: { answer: string }[] }) => [
        authority,
        steps.at(-1)?.answer,
      ],
    );
    expect(last).toEqual([
      ['assistant', 'hand-off'],
      ['staff', 'hand-off'],
      ['lead', 'accept'],
    ]);
    const [assistant] = body.authorities;
    expect(assistant.steps[0].terms.instalments.length).toBeLessThanOrEqual(4);
    const said = { text: '每月300', locale: 'zh-CN' };
    const heard = (await author.post('/v1/limits/try', { ...trial, wish: {}, said, content: limits() })).body;
    expect(heard.wish).toEqual({ amountMinor: 30_000, per: 'month' });
    const lead = heard.authorities[2].steps.at(-1);
    expect([lead.answer, lead.terms.instalments.length, lead.terms.totalMinor]).toEqual([
      'accept',
      12,
      348_200,
    ]);
    expect((await author.post('/v1/limits/try', { ...trial, balanceMinor: 0 })).status).toBe(400);
  });

  it('adds and changes lenders; a new one agrees full payment only', async () => {
    const admin = await api.as('administrator', { login: 'admin' });
    const sentence = { 'zh-CN': '北斗金融', en: 'Beidou Finance' };
    const profile = {
      code: 'beidou',
      legalName: '北斗金融有限公司',
      displayName: sentence,
      country: 'CN',
      zone: 'Asia/Shanghai',
      hotline: '400-000-0009',
      website: 'https://beidou.example',
      signature: '北斗',
      waysToPay: sentence,
      workingHours: { periods: [{ weekdays: [1, 2, 3], from: '09:00', to: '17:30' }] },
    };
    expect((await author.post('/v1/lenders', profile)).status).toBe(403);
    const key = { 'Idempotency-Key': 'one-lender' };
    const added = await admin.post('/v1/lenders', profile, key);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ organisation: sentence, limitsFor: [], version: 1 });
    expect((await admin.post('/v1/lenders', profile, key)).body).toEqual(added.body);
    expect((await admin.post('/v1/lenders', profile)).body.code).toBe('LENDER.TAKEN');
    const zoned = { ...profile, code: 'other', zone: 'Mars/Olympus' };
    expect((await admin.post('/v1/lenders', zoned)).body).toMatchObject({ code: 'REQUEST.INVALID' });

    const changed = await admin.patch(
      '/v1/lenders/beidou',
      { hotline: '400-1', zone: 'Asia/Urumqi' },
      ifMatch(1),
    );
    expect(changed.body).toMatchObject({ hotline: '400-1', zone: 'Asia/Urumqi', version: 2 });
    expect(changed.body.workingHours.periods).toEqual([{ weekdays: [1, 2, 3], from: '09:00', to: '17:30' }]);
    expect((await admin.patch('/v1/lenders/beidou', { hotline: '400-2' }, ifMatch(1))).status).toBe(412);
    expect((await admin.patch('/v1/lenders/beidou', { hotline: '400-2' })).status).toBe(428);
    expect((await admin.patch('/v1/lenders/beidou', { limits: {} }, ifMatch(2))).status).toBe(400);
    const trial = { lender: 'beidou', product: 'card', balanceMinor: 1, currency: 'CNY', daysPastDue: 1 };
    const tried = (await author.post('/v1/limits/try', { ...trial, wish: { instalments: 2 } })).body
      .authorities;
    expect(tried[0].steps.map(({ answer }: { answer: string }) => answer)).toEqual(['offer', 'hand-off']);
    expect(tried[0].steps[0].terms.instalments).toHaveLength(1);
    const page = (await author.get('/v1/lenders?limit=2')).body;
    expect(page.items.map(({ code }: { code: string }) => code)).toEqual(['beidou', 'lumen']);
    expect((await author.get(`/v1/lenders?limit=2&cursor=${page.next}`)).body).toMatchObject({
      items: [{ code: 'northwind' }],
      next: null,
    });
  });

  it('stays published when the file of the lender is applied again', async () => {
    await api.service.does('lender', 'apply', `${process.cwd()}/config/lenders/lumen.yaml`);
    expect((await author.get('/v1/limits/consumer-loan?lender=lumen')).body).toMatchObject({
      number: 2,
      content: { buckets: {} },
    });
  });
});
