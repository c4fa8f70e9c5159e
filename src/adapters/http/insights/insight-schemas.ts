import { z } from 'zod';
import type { CountedCase } from '../../../application/insights/list-counted.js';
import type { Figure } from '../../../application/insights/figure.js';
import { INSIGHTS } from '../../../application/insights/figure-definitions.js';
import type { PeriodQuery } from '../../../application/insights/insight-period.js';
import type { Insight, InsightRow } from '../../../application/insights/read-insight.js';
import { localDate } from '../../../domain/calendar/local-date.js';
import type { Interval } from '../../../domain/insight/interval.js';
import { pageOf, pageQuery } from '../api/page.js';
import { idText, isoDay, isoInstant, toIso } from '../api/representation.js';

const text = z.string().min(1).max(100);
const period = { from: isoDay.optional(), to: isoDay.optional(), lender: text.optional() };

export const insightParam = z.strictObject({ name: z.enum(INSIGHTS) });
export const insightQuery = z.strictObject(period);
export const figureParam = z.strictObject({ figure: text });
const KEYS = {
  rule: text.optional(),
  treatment: text.optional(),
  step: text.optional(),
  version: text.optional(),
  experiment: text.optional(),
  arm: text.optional(),
};
export const countedQuery = pageQuery.extend({
  ...period,
  ...KEYS,
  part: z.enum(['numerator', 'denominator']).default('numerator'),
});

const interval = z.object({ low: z.number(), high: z.number(), method: z.enum(['wilson', 'newcombe']) });
export const figureAnswer = z
  .object({
    id: z.string(),
    unit: z.enum(['share', 'per-thousand', 'count', 'minutes']),
    value: z.number().nullable().meta({ description: 'Null: there was nothing to count' }),
    numerator: z.int(),
    denominator: z.int().nullable(),
    interval: interval.nullable().meta({ description: '95 %' }),
    few: z.boolean().meta({ description: 'Fewer than 100 cases: no conclusion' }),
    asOf: isoInstant,
    counts: z.string().meta({ description: 'Code of the sentence that says what is counted' }),
    list: z.string().meta({ description: 'What the numerator counts' }),
    listOfAll: z.string().nullable().meta({ description: 'What the denominator counts' }),
  })
  .meta({ id: 'Figure' });

const cohort = z.object({
  week: isoDay.meta({ description: 'A Monday; the week of the first exposure' }),
  debts: z.int(),
  recovered: z.int(),
  incomplete: z.int().meta({ description: 'Debts whose window has not passed; not in any figure' }),
  complete: z.boolean(),
});
const lift = z.object({
  difference: z
    .number()
    .nullable()
    .meta({ description: 'Share recovered of all debts, minus that of the control group' }),
  interval: interval.nullable(),
  verdict: z.enum(['too-few', 'unclear', 'above', 'below']),
});
const insightRow = z
  .object({
    keys: z.record(z.string(), z.string()),
    template: z.object({ name: z.string(), locale: z.string() }).nullable(),
    figures: z.array(figureAnswer),
    lift: lift.nullable(),
    cohorts: z.array(cohort),
  })
  .meta({ id: 'InsightRow' });

export const insightAnswer = z
  .object({
    name: z.enum(INSIGHTS),
    from: isoDay,
    to: isoDay,
    asOf: isoInstant,
    windowDays: z.int(),
    figures: z.array(figureAnswer),
    rows: z.array(insightRow),
  })
  .meta({ id: 'Insight' });

export const countedAnswer = pageOf(
  z
    .object({
      id: z.string(),
      at: isoInstant,
      debtId: idText.nullable(),
      reference: z.string().nullable(),
      nameMasked: z.string().nullable(),
    })
    .meta({ id: 'CountedCase' }),
);

export const periodOf = ({ from, to, lender }: z.infer<typeof insightQuery>): PeriodQuery => ({
  ...(from === undefined ? {} : { from: localDate(from) }),
  ...(to === undefined ? {} : { to: localDate(to) }),
  ...(lender === undefined ? {} : { lender }),
});

export const insightView = (insight: Insight, lender: string | undefined): z.infer<typeof insightAnswer> => {
  const { name, from, to, asOf, windowDays } = insight;
  const figure = (one: Figure): z.infer<typeof figureAnswer> => figureView(one, insight, lender);
  return {
    name,
    from,
    to,
    asOf: toIso(asOf),
    windowDays,
    figures: insight.figures.map(figure),
    rows: insight.rows.map((row) => ({
      keys: row.keys as Record<string, string>,
      template: row.template,
      figures: row.figures.map(figure),
      lift: liftView(row),
      cohorts: row.cohorts.map(cohortView),
    })),
  };
};

const figureView = (
  { id, unit, value, numerator, denominator, interval: range, few, keys }: Figure,
  { from, to, asOf }: Insight,
  lender: string | undefined,
): z.infer<typeof figureAnswer> => {
  const list = (part: string): string => {
    const query = new URLSearchParams({
      part,
      from,
      to,
      ...(lender === undefined ? {} : { lender }),
      ...keys,
    });
    return `/v1/insights/${id}/cases?${query.toString()}`;
  };
  return {
    id,
    unit,
    value,
    numerator,
    denominator,
    interval: intervalView(range, 'wilson'),
    few,
    asOf: toIso(asOf),
    counts: `insight.${id}`,
    list: list('numerator'),
    listOfAll: denominator === null ? null : list('denominator'),
  };
};

const liftView = ({ lift: found }: InsightRow): z.infer<typeof lift> | null =>
  found === null
    ? null
    : {
        difference: found.difference,
        interval: intervalView(found.interval, 'newcombe'),
        verdict: found.verdict,
      };

const intervalView = (range: Interval | null, method: 'wilson' | 'newcombe') =>
  range === null ? null : { ...range, method };

const cohortView = ({ week, exposed }: InsightRow['cohorts'][number]): z.infer<typeof cohort> => {
  const incomplete = exposed['incomplete'] ?? 0;
  return {
    week,
    debts: exposed['exposed'] ?? 0,
    recovered: exposed['recovered'] ?? 0,
    incomplete,
    complete: incomplete === 0,
  };
};

export const countedView = ({ id, at, debtId, reference, maskedName }: CountedCase) => ({
  id,
  at: toIso(at),
  debtId,
  reference,
  nameMasked: maskedName,
});
