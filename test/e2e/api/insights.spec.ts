import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { INSIGHTS } from '../../../src/application/insights/figure-definitions.js';
import { ApiService } from '../../support/api.js';
import type { Answer, ApiCaller } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';
import { START, confirmedDebtor, newDebtor } from '../../support/people.js';

eachDatabase('insights over HTTP', (place) => {
  let api: ApiService;
  let operations: ApiCaller;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START, ['lumen', 'northwind']);
    const { service } = api;
    const promising = await confirmedDebtor(service, 'en');
    await promising.says('I will pay 1000 on Friday');
    await promising.says('yes');
    const stopping = await confirmedDebtor(service, 'zh-CN');
    await stopping.says('别再发了');
    await newDebtor(service, 'en', { daysPastDue: 4 });
    await newDebtor(service, 'zh-CN', { daysPastDue: 9 });
    await service.plan();
    operations = await api.as('operations');
  }, 120_000);
  afterAll(() => api.stop());

  interface FigureBody {
    readonly id: string;
    readonly numerator: number;
    readonly denominator: number | null;
    readonly list: string;
    readonly listOfAll: string | null;
    readonly counts: string;
  }
  const figuresOf = ({ body }: Answer): FigureBody[] => [
    ...body.figures,
    ...body.rows.flatMap((row: { figures: FigureBody[] }) => row.figures),
  ];

  it.each(INSIGHTS)('%s: every number opens the list it counts', async (name) => {
    const answer = await operations.get(`/v1/insights/${name}`);
    expect(answer.status).toBe(200);
    for (const { id, numerator, denominator, list, listOfAll, counts } of figuresOf(answer)) {
      expect(counts).toBe(`insight.${id}`);
      const counted = await operations.get(`${list}&limit=200`);
      expect([id, counted.body.items.length]).toEqual([id, numerator]);
      if (listOfAll === null) continue;
      const all = await operations.get(`${listOfAll}&limit=200`);
      expect([id, all.body.items.length]).toEqual([id, denominator]);
    }
  });

  it('pages a list by a cursor', async () => {
    const { list, numerator } = figuresOf(await operations.get('/v1/insights/complaints'))
      .map(({ listOfAll, denominator }) => ({ list: listOfAll ?? '', numerator: denominator ?? 0 }))
      .at(0) ?? { list: '', numerator: 0 };
    expect(numerator).toBeGreaterThan(2);
    const found: string[] = [];
    let cursor = '';
    do {
      const { body }: Answer = await operations.get(`${list}&limit=2${cursor && `&cursor=${cursor}`}`);
      found.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next ?? '';
    } while (cursor !== '');
    expect(new Set(found).size).toBe(numerator);
  });

  it('counts the promise and the opt-out', async () => {
    const overview = new Map(
      figuresOf(await operations.get('/v1/insights/overview')).map((one) => [one.id, one]),
    );
    expect(overview.get('promises.not-yet-due')).toMatchObject({ numerator: 1 });
    expect(overview.get('complaints.opt-outs')).toMatchObject({ numerator: 1, unit: 'per-thousand' });
  });

  it('gives the same figures as a table for spreadsheets', async () => {
    const { status, headers } = await operations.get('/v1/insights/unsent/csv');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const { token } = await api.signIn(operations.person?.login ?? '');
    const raw = await fetch(`${api.base}/v1/insights/steps/csv`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const bytes = new Uint8Array(await raw.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trim().split('\r\n');
    const figures = figuresOf(await operations.get('/v1/insights/steps'));
    expect(lines).toHaveLength(figures.length + 1);
    expect(lines[0]?.split(',').slice(0, 3)).toEqual(['figure', 'treatment', 'step']);
    for (const line of lines) expect(line).not.toMatch(/(?:^|,)[=+@]/u);
  });

  it('respects permission, reach and the form of what is asked', async () => {
    const told = ({ status, body }: Answer) => [status, body?.code];
    const staff = await api.as('staff');
    expect(told(await staff.get('/v1/insights/overview'))).toEqual([403, 'ACCESS.DENIED']);
    const limited = await api.as('operations', { lenders: ['lumen'] });
    const own = await limited.get('/v1/insights/promises');
    expect(figuresOf(own).find(({ id }) => id === 'promises.made')?.numerator).toBe(0);
    expect(told(await limited.get('/v1/insights/promises?lender=northwind'))).toEqual([
      404,
      'LENDER.UNKNOWN',
    ]);
    expect(told(await operations.get('/v1/insights/horoscope'))).toEqual([400, 'REQUEST.INVALID']);
    expect(told(await operations.get('/v1/insights/promises?from=2026-13-01'))).toEqual([
      400,
      'REQUEST.INVALID',
    ]);
    expect(told(await operations.get('/v1/insights/promises?from=2026-06-02&to=2026-06-01'))).toEqual([
      422,
      'INSIGHT.BAD_PERIOD',
    ]);
    expect(told(await operations.get('/v1/insights/horoscope/cases'))).toEqual([404, 'INSIGHT.UNKNOWN']);
    expect(told(await operations.get('/v1/insights/promises.made/cases?cursor=W10'))).toEqual([
      400,
      'REQUEST.BAD_CURSOR',
    ]);
  });
});
