import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { DebtEntity } from '../../../src/adapters/persistence/entities/debt.entity.js';
import { HandOffEntity } from '../../../src/adapters/persistence/entities/hand-off.entity.js';
import { MessageEntity } from '../../../src/adapters/persistence/entities/message.entity.js';
import type { Figure } from '../../../src/application/insights/figure.js';
import type { InsightName } from '../../../src/application/insights/figure-definitions.js';
import { ListCounted } from '../../../src/application/insights/list-counted.js';
import type { CountedCase } from '../../../src/application/insights/list-counted.js';
import type { PeriodQuery } from '../../../src/application/insights/insight-period.js';
import { ReadInsight } from '../../../src/application/insights/read-insight.js';
import type { Insight } from '../../../src/application/insights/read-insight.js';
import type { WorkScope } from '../../../src/application/ports/unit-of-work.js';
import { DAY, instant } from '../../../src/domain/calendar/instant.js';
import { localDate } from '../../../src/domain/calendar/local-date.js';
import { wilsonInterval } from '../../../src/domain/insight/interval.js';
import { idOf } from '../../../src/domain/shared/ids.js';
import type { LenderId } from '../../../src/domain/shared/ids.js';
import { eachDatabase } from '../../support/databases.js';
import { DEMO_LENDERS, playDays } from '../../support/played-world.js';
import { Service } from '../../support/service.js';
import { Recount } from './recount-figures.js';
import type { Asked } from './recount-figures.js';
import type { Recounted } from './recount-outcomes.js';

const START = instant(Date.parse('2026-10-12T00:00:00Z'));
const WHOLE: PeriodQuery = { from: localDate('2026-10-12'), to: localDate('2026-11-30') };
const PART: PeriodQuery = { from: localDate('2026-10-14'), to: localDate('2026-10-25') };
/** Short, so that lists have several pages; only short lists are walked. */
const PAGE = 7;
const WALKED = 16;

type Recounts = Readonly<Record<Exclude<InsightName, 'overview'>, Record<string, Recounted>>>;

eachDatabase('insights of a played world', (place) => {
  let service: Service;

  beforeAll(async () => {
    service = await Service.start(await place.url(), START, DEMO_LENDERS);
    await playDays(service, { seed: 'insights', debts: 60, days: 36 });
    await stir();
  }, 300_000);
  afterAll(() => service.stop());

  /** What the demo's people seldom do: staff answers, complaints, unconfirmed hand-overs, a debt that is owed again. */
  const stir = async (): Promise<void> => {
    const source = service.app.get<DataSource>(getDataSourceToken(), { strict: false });
    const handOffs = await service.rows(HandOffEntity, {});
    const messages = await service.rows(MessageEntity, {});
    for (const [nth, item] of handOffs.entries()) {
      const key = { tenantId: item.tenantId, id: item.id };
      if (nth % 3 === 0) await source.getRepository(HandOffEntity).update(key, { reason: 'complaint' });
      if (nth % 4 === 1) await source.getRepository(HandOffEntity).update(key, { state: 'closed' });
      const answer = messages.find(
        (one) => one.conversationId === item.conversationId && (one.sentAt ?? 0) >= item.openedAt,
      );
      if (nth % 2 === 0 && answer) {
        const which = { tenantId: answer.tenantId, id: answer.id };
        await source.getRepository(MessageEntity).update(which, { origin: 'staff' });
      }
    }
    const sent = messages.filter(({ origin, sentAt }) => origin === 'cadence' && sentAt !== null);
    for (const one of sent.filter((_, nth) => nth % 9 === 0)) {
      const which = { tenantId: one.tenantId, id: one.id };
      await source.getRepository(MessageEntity).update(which, { state: 'sent-unconfirmed' });
    }
    const [paid] = await service.rows(DebtEntity, { state: 'paid' });
    if (!paid) throw new Error('nobody paid');
    const which = { tenantId: paid.tenantId, id: paid.id };
    await source.getRepository(DebtEntity).update(which, { state: 'open', closedAt: null });
  };

  const asked = (query: PeriodQuery, lenders: readonly string[] | null): Asked => ({
    start: Date.parse(`${query.from}T00:00:00Z`),
    end: Date.parse(`${query.to}T00:00:00Z`) + DAY,
    now: service.now(),
    lenders,
  });

  const recountsOf = async (query: PeriodQuery, lenders: readonly string[] | null): Promise<Recounts> => {
    const recount = await Recount.of(service, asked(query, lenders));
    return {
      promises: recount.promises(),
      containment: recount.containment(),
      unsent: recount.unsent(),
      templates: recount.templates(),
      steps: recount.steps(),
      experiments: recount.experiments(),
      complaints: recount.complaints(),
      answers: recount.answers(),
    };
  };

  const read = (name: InsightName, query: PeriodQuery, scope: WorkScope = service.scope): Promise<Insight> =>
    service.get(ReadInsight).run(scope, name, query);

  const listed = async (
    figure: Figure,
    part: 'numerator' | 'denominator',
    query: PeriodQuery,
    scope: WorkScope = service.scope,
  ): Promise<CountedCase[]> => {
    const all: CountedCase[] = [];
    for (;;) {
      const page: CountedCase[] = await service.get(ListCounted).run(scope, {
        ...query,
        figure: figure.id,
        part,
        keys: figure.keys,
        after: all.at(-1) ?? null,
        limit: PAGE,
      });
      all.push(...page);
      if (page.length < PAGE) return all;
    }
  };

  const keyOf = ({ id, keys }: Figure): string => {
    const { treatment, step, version, experiment, arm, rule } = keys;
    return [id, treatment, step, version, experiment, arm, rule]
      .filter((part) => part !== undefined)
      .join(' ');
  };

  const figuresOf = ({ figures, rows }: Insight): Figure[] => [
    ...figures,
    ...rows.flatMap((row) => row.figures),
  ];

  const expectSame = (figures: readonly Figure[], recounted: Record<string, Recounted>): void => {
    const found = Object.fromEntries(
      figures.map((one) => [keyOf(one), [one.numerator, one.denominator] as const]),
    );
    const again = Object.fromEntries(
      Object.entries(recounted).map(([key, { numerator, denominator }]) => [
        key,
        [numerator.size, denominator?.size ?? null] as const,
      ]),
    );
    expect(found).toEqual(again);
  };

  it.each([
    ['the whole time', WHOLE],
    ['some days', PART],
  ])('equal a recount of every row, over %s', async (_, query) => {
    const recounts = await recountsOf(query, null);
    for (const [name, recounted] of Object.entries(recounts)) {
      const insight = await read(name as InsightName, query);
      expectSame(figuresOf(insight), recounted);
    }
  });

  it('meet enough of everything to be worth the comparison', async () => {
    const overview = new Map((await read('overview', WHOLE)).figures.map((one) => [one.id, one]));
    for (const id of ['promises.kept', 'containment.contained', 'unsent.all', 'complaints.complaints']) {
      expect(overview.get(id)?.numerator).toBeGreaterThan(0);
    }
    for (const id of ['promises.broken', 'complaints.opt-outs', 'answers.in-time']) {
      expect(overview.get(id)?.numerator).toBeGreaterThan(0);
    }
    const steps = (await read('steps', WHOLE)).rows;
    const most = (id: string): number =>
      Math.max(
        ...steps.flatMap(({ figures }) => figures.filter((one) => one.id === id).map((one) => one.numerator)),
      );
    for (const id of ['recovered-of-all', 'contacted', 'unconfirmed', 'replied', 'promised', 'incomplete']) {
      expect([id, most(`steps.${id}`)]).toEqual([id, expect.any(Number)]);
      expect(most(`steps.${id}`)).toBeGreaterThan(0);
    }
    const denominators = steps.flatMap(({ figures }) => figures.filter((one) => one.id === 'steps.control'));
    expect(Math.max(...denominators.map(({ denominator }) => denominator ?? 0))).toBeGreaterThan(0);
  });

  it('open the list that each counts, as long as the number, and of the same things', async () => {
    const recounts = await recountsOf(WHOLE, null);
    for (const [name, recounted] of Object.entries(recounts)) {
      for (const figure of figuresOf(await read(name as InsightName, WHOLE))) {
        const { numerator, denominator } = recounted[keyOf(figure)] ?? { numerator: null, denominator: null };
        if (figure.numerator === 0 || figure.numerator > WALKED) continue;
        const items = await listed(figure, 'numerator', WHOLE);
        expect([keyOf(figure), items.length]).toEqual([keyOf(figure), figure.numerator]);
        expect(new Set(items.map(({ id }) => id))).toEqual(numerator);
        if (denominator === null || denominator.size > WALKED) continue;
        const all = await listed(figure, 'denominator', WHOLE);
        expect(new Set(all.map(({ id }) => id))).toEqual(denominator);
      }
    }
  }, 120_000);

  it('name cases by masked names only', async () => {
    const kept = (await read('promises', WHOLE)).figures.find(({ id }) => id === 'promises.made');
    const items = kept ? await listed(kept, 'numerator', WHOLE) : [];
    expect(items.length).toBeGreaterThan(0);
    for (const { maskedName, reference, debtId } of items) {
      expect(maskedName).toMatch(/\*/u);
      expect([reference, debtId]).not.toContain(null);
    }
  });

  it('count within reach only, and know no lender beyond it', async () => {
    const [first] = (await service.rows(DebtEntity, {})).map(({ lenderId }) => lenderId);
    if (!first) throw new Error('no debts');
    const scope: WorkScope = { ...service.scope, reach: new Set([idOf<LenderId>(first)]) };
    const recounts = await recountsOf(WHOLE, [first]);
    for (const [name, recounted] of Object.entries(recounts)) {
      expectSame(figuresOf(await read(name as InsightName, WHOLE, scope)), recounted);
    }
    expectSame(figuresOf(await read('promises', { ...WHOLE, lender: first })), recounts.promises);
    const other = (await service.rows(DebtEntity, {})).find(({ lenderId }) => lenderId !== first);
    await expect(read('promises', { ...WHOLE, lender: other?.lenderId ?? '' }, scope)).rejects.toMatchObject({
      code: 'LENDER.UNKNOWN',
    });
    const nothing: WorkScope = { ...service.scope, reach: new Set() };
    for (const { numerator } of (await read('overview', WHOLE, nothing)).figures) expect(numerator).toBe(0);
  });

  it('say the median and the ninetieth of a hundred first answers', async () => {
    const minutes = (await Recount.of(service, asked(WHOLE, null))).minutesToAnswer();
    const figures = new Map((await read('answers', WHOLE)).figures.map((one) => [one.id, one]));
    expect(minutes.length).toBeGreaterThan(2);
    expect(figures.get('answers.median')?.value).toBe(minutes[Math.ceil(minutes.length * 0.5) - 1]);
    expect(figures.get('answers.ninetieth')?.value).toBe(minutes[Math.ceil(minutes.length * 0.9) - 1]);
  });

  it('carry intervals, mark few cases, and compare with the control group on all debts', async () => {
    const steps = await read('steps', WHOLE);
    for (const { figures, lift } of steps.rows) {
      const all = figures.find(({ id }) => id === 'steps.recovered-of-all');
      const control = figures.find(({ id }) => id === 'steps.control');
      expect(all?.interval).toEqual(
        wilsonInterval({ count: all?.numerator ?? 0, of: all?.denominator ?? 0 }),
      );
      expect(all?.few).toBe((all?.denominator ?? 0) < 100);
      expect(lift).toMatchObject({
        treated: { count: all?.numerator, of: all?.denominator },
        control: { count: control?.numerator, of: control?.denominator },
        verdict: 'too-few',
      });
    }
    const weeks = steps.rows.flatMap(({ cohorts }) => cohorts.map(({ week }) => week));
    expect(weeks.every((week) => new Date(`${week}T00:00:00Z`).getUTCDay() === 1)).toBe(true);
  });

  it('refuse what they do not know', async () => {
    const run = (figure: string, keys = {}): Promise<unknown> =>
      service.get(ListCounted).run(service.scope, {
        ...WHOLE,
        figure,
        keys,
        part: 'denominator',
        after: null,
        limit: 5,
      });
    await expect(run('promises.invented')).rejects.toMatchObject({ code: 'INSIGHT.UNKNOWN' });
    await expect(run('promises.made')).rejects.toMatchObject({ code: 'INSIGHT.UNKNOWN' });
    await expect(run('steps.recovered-of-all', { step: 'day-4' })).rejects.toMatchObject({
      code: 'INSIGHT.KEY_MISSING',
    });
    await expect(
      read('promises', { from: localDate('2026-10-12'), to: localDate('2026-10-11') }),
    ).rejects.toMatchObject({ code: 'INSIGHT.BAD_PERIOD' });
  });
});
