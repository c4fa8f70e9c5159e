import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DebtEntity } from '../../../src/adapters/persistence/entities/debt.entity.js';
import { EventEntity } from '../../../src/adapters/persistence/entities/event.entity.js';
import { ContactPoints } from '../../../src/application/ports/contact-points.js';
import { DAY, MINUTE, plus, toIso } from '../../../src/domain/calendar/instant.js';
import { ApiService } from '../../support/api.js';
import type { Answer, ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import type { Dialogue } from '../../support/dialogue.js';
import { FACTS, START, anotherDebt, confirmedDebtor, newDebtor, pays } from '../../support/people.js';

const REASON = 'called the hotline, checking the number';

eachDatabase('cases over HTTP', (place) => {
  let api: ApiService;
  let lead: ApiCaller;
  let disputed: Dialogue;
  let promised: Dialogue;
  let quiet: Dialogue;
  let second: Dialogue;
  const debtIds = new Map<Dialogue, string>();
  const seen: string[] = [];

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'haitang', 'northwind']);
    const { service } = api;
    disputed = await confirmedDebtor(service, 'zh-CN');
    second = await anotherDebt(service, 'zh-CN', disputed, { lender: 'haitang', daysPastDue: 45 });
    promised = await confirmedDebtor(service, 'en');
    quiet = await newDebtor(service, 'en', { daysPastDue: 12 });
    await service.plan();
    await disputed.says('这不是我的，我没借过。我的电话是13912345678');
    await pays(promised, 'en', '500.00');
    await promised.says('I will pay 1000 on Friday, this is Ada Brooks, 212-555-0100');
    await promised.says('yes');
    for (const one of [disputed, second, promised, quiet]) {
      const [debt] = await service.rows(DebtEntity, { reference: one.reference });
      debtIds.set(one, debt?.id ?? '');
    }
    lead = await api.as('lead', { login: 'lin' });
  }, 120_000);
  afterAll(() => api.stop());

  const idOf = (one: Dialogue): string => debtIds.get(one) ?? '';
  const told = ({ status, body }: Answer) => [status, body?.code];
  /** Every answer of the routes of cases is scanned in the end. */
  const get = async (path: string, as = lead): Promise<Answer> => kept(await as.get(path));
  const post = async (path: string, body: unknown, as = lead): Promise<Answer> =>
    kept(await as.post(path, body));
  const kept = (answer: Answer): Answer => {
    seen.push(JSON.stringify(answer.body));
    return answer;
  };
  const events = (type: string): Promise<EventEntity[]> => api.service.rows(EventEntity, { type });
  const references = ({ body }: Answer): string[] =>
    body.items.map(({ reference }: { reference: string }) => reference);

  describe('the list', () => {
    it('pages in a fixed order, with the exact total', async () => {
      const whole = await get('/v1/cases?sort=due-first');
      expect(whole.status).toBe(200);
      expect(whole.body).toMatchObject({ total: 4, next: null });
      for (const sort of ['due-first', 'due-last', 'newest', 'oldest']) {
        const all = references(await get(`/v1/cases?sort=${sort}`));
        const paged: string[] = [];
        let cursor = '';
        do {
          const page: Answer = await get(`/v1/cases?sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`);
          expect(page.body.total).toBe(4);
          paged.push(...references(page));
          cursor = page.body.next ?? '';
        } while (cursor !== '');
        expect(paged).toEqual(all);
      }
      const dues = whole.body.items.map(({ dueOn }: { dueOn: string }) => dueOn);
      expect([...dues].sort()).toEqual(dues);
    });

    it('filters by bucket, hold, lender and state', async () => {
      expect(references(await get('/v1/cases?bucket=31-60'))).toEqual([second.reference]);
      expect(references(await get('/v1/cases?hold=dispute'))).toEqual([disputed.reference]);
      expect(references(await get('/v1/cases?hold=promise-open'))).toEqual([promised.reference]);
      expect(references(await get('/v1/cases?lender=haitang'))).toEqual([second.reference]);
      expect((await get('/v1/cases?state=paid')).body).toMatchObject({ items: [], total: 0 });
      const held = references(await get('/v1/cases?hold=any'));
      const free = references(await get('/v1/cases?hold=none'));
      expect([...held, ...free].sort()).toEqual(
        [disputed, second, promised, quiet].map(({ reference }) => reference).sort(),
      );
      const [row] = (await get('/v1/cases?hold=dispute')).body.items;
      expect(row).toMatchObject({
        nameMasked: '张**',
        lender: 'lumen',
        outstanding: { amountMinor: 600_000, currency: 'CNY' },
      });
      expect(row.holds).toContain('dispute');
    });

    it('knows nothing of lenders out of reach', async () => {
      const limited = await api.as('staff', { lenders: ['haitang'] });
      expect(references(await get('/v1/cases', limited))).toEqual([second.reference]);
      expect(told(await get('/v1/cases?lender=lumen', limited))).toEqual([404, 'LENDER.UNKNOWN']);
      for (const path of ['', '/timeline', '/money', '/access']) {
        expect(told(await get(`/v1/cases/${idOf(disputed)}${path}`, limited))).toEqual([404, 'CASE.UNKNOWN']);
      }
      const reveal = { field: 'name', reason: REASON };
      expect(told(await post(`/v1/cases/${idOf(disputed)}/reveal`, reveal, limited))).toEqual([
        404,
        'CASE.UNKNOWN',
      ]);
      const found = await post('/v1/cases/search', { text: disputed.reference }, limited);
      expect(found.body.items).toEqual([]);
      expect((await get(`/v1/cases/${idOf(second)}`, limited)).body.otherDebts).toEqual([]);
    });

    it('refuses what it cannot read', async () => {
      expect(told(await get('/v1/cases?bucket=ancient'))).toEqual([400, 'REQUEST.INVALID']);
      expect(told(await get('/v1/cases?cursor=e30'))).toEqual([400, 'REQUEST.BAD_CURSOR']);
      expect(told(await get(`/v1/cases/${randomUUID()}`))).toEqual([404, 'CASE.UNKNOWN']);
      const administrator = await api.as('administrator');
      expect((await get('/v1/cases', administrator)).status).toBe(403);
    });
  });

  const searches: readonly (readonly [string, () => string, () => readonly Dialogue[]])[] = [
    ['reference', () => disputed.reference, () => [disputed]],
    ['whole name', () => 'ada BROOKS', () => [promised, quiet]],
    ['part of a name', () => '张伟', () => [disputed, second]],
    ['last four of a telephone', () => promised.addressOn('sms').slice(-4), () => [promised]],
    ['whole telephone', () => disputed.addressOn('sms').slice(3), () => [disputed, second]],
    ['nobody', () => 'Nobody Known', () => []],
  ];
  it.each(searches)('finds cases by %s', async (_, text, found) => {
    const { status, body } = await post('/v1/cases/search', { text: text() });
    expect([status, body.complete]).toEqual([200, true]);
    const wanted = found().map(({ reference }) => reference);
    expect(body.items.map(({ reference }: { reference: string }) => reference).sort()).toEqual(wanted.sort());
  });

  it('shows a case with everything around it, masked', async () => {
    const { body } = await get(`/v1/cases/${idOf(disputed)}`);
    expect(body).toMatchObject({
      reference: disputed.reference,
      state: 'open',
      balance: {
        principalMinor: 580_000,
        interestMinor: 15_000,
        feesMinor: 5_000,
        paidMinor: 0,
        outstandingMinor: 600_000,
      },
      debtor: { nameMasked: '张**', idMasked: '****123X', birthDateKnown: true, locale: 'zh-CN' },
      disputes: [{ kind: 'not-mine', state: 'open' }],
      otherDebts: [{ reference: second.reference }],
    });
    const points = body.contactPoints.map(({ addressMasked }: { addressMasked: string }) => addressMasked);
    expect(points).toContain(`138****${disputed.addressOn('sms').slice(-4)}`);
    expect(body.contactPoints[0].rightParty).toMatchObject({ state: 'confirmed', method: 'two-facts' });
    expect(body.holds.map(({ reason }: { reason: string }) => reason)).toContain('dispute');
    const paid = (await get(`/v1/cases/${idOf(promised)}`)).body;
    expect(paid.balance).toMatchObject({ paidMinor: 50_000, outstandingMinor: 550_000 });
    expect(paid.promises).toMatchObject([
      { state: 'open', amount: { amountMinor: 100_000, currency: 'USD' } },
    ]);
  });

  it('has one timeline of sent and unsent, newest first, with verdicts and masked texts', async () => {
    const path = `/v1/cases/${idOf(disputed)}/timeline`;
    const { items } = (await get(`${path}?limit=200`)).body;
    const ids = items.map(({ id }: { id: string }) => id);
    expect([...ids].sort().reverse()).toEqual(ids);
    const paged: string[] = [];
    let cursor = '';
    do {
      const { body }: Answer = await get(`${path}?limit=3${cursor && `&cursor=${cursor}`}`);
      paged.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next ?? '';
    } while (cursor !== '');
    expect(paged).toEqual(ids);
    const kinds = new Set(items.map(({ kind }: { kind: string }) => kind));
    for (const kind of ['inbound', 'message', 'hold', 'hand-off', 'dispute']) expect(kinds).toContain(kind);
    const judged = items.filter(({ message }: { message?: { verdict: unknown } }) => message?.verdict);
    expect(judged.length).toBeGreaterThan(0);
    for (const { message } of judged) {
      expect(message.verdict.ruleId).not.toBe('');
      expect(message.verdict.packVersions.length).toBeGreaterThan(0);
    }
    const heard = items.find(({ inbound }: { inbound?: { text: string } }) =>
      inbound?.text.includes('139****5678'),
    );
    expect(heard?.inbound.text).toContain('这不是我的');
    const money = (await get(`/v1/cases/${idOf(promised)}/timeline?part=money`)).body.items;
    expect(new Set(money.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['payment', 'promise']));
  });

  it('accounts for every payment', async () => {
    const { body } = await get(`/v1/cases/${idOf(promised)}/money`);
    expect(body.balance.paidMinor).toBe(50_000);
    expect(body.payments).toHaveLength(1);
    const [payment] = body.payments;
    const spread = payment.allocations.map(({ amountMinor }: { amountMinor: number }) => amountMinor);
    expect(spread.reduce((sum: number, one: number) => sum + one, 0)).toBe(50_000);
    expect(Object.values(body.paidFor as Record<string, number>).reduce((sum, one) => sum + one, 0)).toBe(
      50_000,
    );
  });

  describe('revealing', () => {
    it('shows one value to somebody who says why, and the log has it without the value', async () => {
      const before = (await events('case.revealed')).length;
      const { status, body, headers } = await lead.post(`/v1/cases/${idOf(disputed)}/reveal`, {
        field: 'phone',
        reason: '核对来电，张伟',
      });
      expect(status).toBe(200);
      expect(body).toEqual({ value: disputed.addressOn('sms'), hideAfterSeconds: 60 });
      expect(headers.get('cache-control')).toBe('no-store');
      const revealed = await events('case.revealed');
      expect(revealed).toHaveLength(before + 1);
      const last = revealed.find(({ reason }) => reason?.startsWith('核对来电'));
      expect(last).toMatchObject({
        actor: 'staff:lin',
        payload: { field: 'phone' },
        reason: '核对来电，张**',
      });
      expect(last?.subjects).toMatchObject({ debt: idOf(disputed) });
      expect(JSON.stringify(last)).not.toContain(disputed.addressOn('sms'));
    });

    it.each([
      ['name', '张伟'],
      ['id-number', /^11\d{4}19900501123X$/u],
    ])('shows the %s', async (field, value) => {
      const { body } = await lead.post(`/v1/cases/${idOf(disputed)}/reveal`, { field, reason: REASON });
      expect(body.value).toEqual(typeof value === 'string' ? value : expect.stringMatching(value));
    });

    it('shows an address only by the contact point that is meant', async () => {
      const path = `/v1/cases/${idOf(disputed)}/reveal`;
      const { contactPoints } = (await get(`/v1/cases/${idOf(disputed)}`)).body;
      const wechat = contactPoints.find(({ channel }: { channel: string }) => channel === 'wechat');
      const asked = { field: 'address', contactPointId: wechat.id, reason: REASON };
      expect((await lead.post(path, asked)).body.value).toBe(disputed.addressOn('wechat'));
      expect(told(await post(path, { field: 'address', reason: REASON }))).toEqual([
        422,
        'CASE.CONTACT_POINT_MISSING',
      ]);
      const other = (await get(`/v1/cases/${idOf(promised)}`)).body.contactPoints[0].id;
      expect(told(await post(path, { ...asked, contactPointId: other }))).toEqual([
        404,
        'CONTACT_POINT.UNKNOWN',
      ]);
      expect(told(await post(path, { ...asked, field: 'phone' }))).toEqual([404, 'CONTACT_POINT.UNKNOWN']);
    });

    it('needs a reason, the permission and a person', async () => {
      const path = `/v1/cases/${idOf(disputed)}/reveal`;
      const before = (await events('case.revealed')).length;
      expect(told(await post(path, { field: 'name' }))).toEqual([400, 'REQUEST.INVALID']);
      expect(told(await post(path, { field: 'name', reason: ' ' }))).toEqual([400, 'REQUEST.INVALID']);
      const operations = await api.as('operations');
      expect(told(await post(path, { field: 'name', reason: REASON }, operations))).toEqual([
        403,
        'ACCESS.DENIED',
      ]);
      const administrator = await api.as('administrator');
      const grants = [{ role: 'lead', lenders: 'all' }];
      const made = await administrator.post('/v1/api-keys', { label: 'script', grants });
      const script = api.withToken(made.body.token ?? '');
      const refused = told(await post(path, { field: 'name', reason: REASON }, script));
      expect([made.status, ...refused]).toEqual([201, 403, 'ACCESS.PERSON_NEEDED']);
      expect(await events('case.revealed')).toHaveLength(before);
    });

    it('is in the log even when the answer is lost', async () => {
      const { token } = await api.signIn('lin');
      const reason = `lost answer ${randomUUID()}`;
      await new Promise<void>((closed) => {
        const sent = request(`${api.base}/v1/cases/${idOf(quiet)}/reveal`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        });
        sent.on('error', () => undefined);
        sent.on('response', (response) => response.destroy());
        sent.on('close', closed);
        sent.end(JSON.stringify({ field: 'name', reason }));
      });
      const isLogged = async (): Promise<boolean> =>
        (await events('case.revealed')).some((event) => event.reason === reason);
      while (!(await isLogged())) await new Promise((again) => setImmediate(again));
    });

    it('stands in the list of looks, with one look for many glances', async () => {
      const other = await api.as('compliance', { login: 'cai' });
      const path = `/v1/cases/${idOf(quiet)}`;
      await get(path, other);
      await get(path, other);
      const { items } = (await get(`${path}/access`)).body;
      const looks = items.filter(({ actor }: { actor: string }) => actor === 'staff:cai');
      expect(looks).toMatchObject([{ act: 'viewed', reason: null }]);
      expect(items.some(({ act }: { act: string }) => act === 'revealed')).toBe(true);
      api.service.clock.advanceTo(plus(api.service.now(), 16 * MINUTE));
      await get(path, other);
      const later = (await get(`${path}/access`)).body.items;
      expect(later.filter(({ actor }: { actor: string }) => actor === 'staff:cai')).toHaveLength(2);
    });
  });

  describe('holds', () => {
    it('stop treatment and withdraw what is queued, in one go', async () => {
      const queued = (await quiet.messages()).filter(({ state }) => state === 'queued').length;
      expect(queued).toBeGreaterThan(0);
      const until = toIso(plus(api.service.now(), 10 * DAY));
      const body = {
        debtId: idOf(quiet),
        scope: 'debt',
        reason: 'hardship',
        until,
        note: 'Ada Brooks is ill',
      };
      const placed = await post('/v1/holds', body);
      expect(placed.status).toBe(201);
      expect(placed.body).toMatchObject({
        cancelled: queued,
        hold: { reason: 'hardship', until, placedBy: 'lin' },
      });
      expect((await quiet.messages()).filter(({ state }) => state === 'queued')).toEqual([]);
      const { holds } = (await get(`/v1/cases/${idOf(quiet)}`)).body;
      expect(holds).toMatchObject([{ reason: 'hardship', placedBy: 'lin', note: 'A*** B*** is ill' }]);
      expect(JSON.stringify(await api.service.sql('SELECT * FROM holds'))).not.toContain('is ill');
      const [event] = await events('hold.placed');
      expect(event).toMatchObject({ actor: 'staff:lin', reason: 'hardship' });
      const colleague = await api.as('lead', { login: 'mei' });
      const again = await post('/v1/holds', body, colleague);
      expect(told(again)).toEqual([409, 'HOLD.EXISTS']);
      expect(again.body.details).toMatchObject({ placedBy: 'lin' });
    });

    it('are refused when they end in the past or stand for something else', async () => {
      const body = { debtId: idOf(promised), scope: 'debtor', reason: 'staff' };
      const past = { ...body, until: toIso(plus(api.service.now(), -DAY)) };
      expect(told(await post('/v1/holds', past))).toEqual([422, 'HOLD.UNTIL_PAST']);
      expect(told(await post('/v1/holds', { ...body, reason: 'promise-open' }))).toEqual([
        400,
        'REQUEST.INVALID',
      ]);
      expect(told(await post('/v1/holds', { ...body, debtId: randomUUID() }))).toEqual([404, 'CASE.UNKNOWN']);
    });

    it('are released with a reason, by those who may, and within reach', async () => {
      const release = { debtId: idOf(quiet), hold: 'hardship', why: 'recovered, pays again' };
      const staff = await api.as('staff');
      expect(told(await post('/v1/holds/release', release, staff))).toEqual([403, 'ACCESS.DENIED']);
      expect((await post('/v1/holds/release', release)).body).toEqual({ released: 1 });
      expect(told(await post('/v1/holds/release', release))).toEqual([422, 'HOLD.NOT_IN_FORCE']);
      const whole = { debtId: idOf(second), scope: 'debtor', reason: 'complaint' };
      expect((await post('/v1/holds', whole)).status).toBe(201);
      const limited = await api.as('lead', { lenders: ['haitang'] });
      const lift = { debtId: idOf(second), hold: 'complaint', why: 'answered' };
      expect(told(await post('/v1/holds/release', lift, limited))).toEqual([403, 'ACCESS.OUT_OF_REACH']);
      expect((await post('/v1/holds/release', lift)).body).toEqual({ released: 1 });
    });
  });

  it('tells no whole telephone number, ID, address or name in any answer', async () => {
    const secrets = new Set<string>(['张伟', 'Ada Brooks', ...FACTS.split(' ')]);
    for (const debt of await api.service.rows(DebtEntity, {})) {
      const points = await api.service.within(() =>
        api.service.get(ContactPoints).ofDebtors([debt.debtorId]),
      );
      for (const { address } of points) secrets.add(address.replace(/^\+86/u, '').replace(/^\+1/u, ''));
    }
    for (const said of ['13912345678', '212-555-0100', '2125550100', '19900501123X', '123X 1990'])
      secrets.add(said);
    secrets.delete('123X');
    expect(seen.length).toBeGreaterThan(60);
    for (const answer of seen) for (const secret of secrets) expect(answer).not.toContain(secret);
  });
});
