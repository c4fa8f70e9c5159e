import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import {
  addTallies,
  cohortsOf,
  rowsByStep,
  rowsByVersion,
  WINDOW_DAYS,
} from '../../domain/insight/exposure.js';
import type { Cohort, StepRow, Tally } from '../../domain/insight/exposure.js';
import { compareWithControl, ENOUGH_CASES } from '../../domain/insight/lift.js';
import type { Lift } from '../../domain/insight/lift.js';
import { groupBy } from '../../domain/shared/group-by.js';
import { InsightFigures } from '../ports/insight-figures.js';
import type { ArmGroup, CountedSet, FigurePeriod } from '../ports/insight-figures.js';
import { TemplateVersions } from '../ports/template-versions.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { countIn, figureOf } from './figure.js';
import type { Figure, FigureKeys } from './figure.js';
import { FIGURES, OVERVIEW } from './figure-definitions.js';
import type { FigureDefinition, InsightName } from './figure-definitions.js';
import { InsightPeriod } from './insight-period.js';
import type { PeriodQuery } from './insight-period.js';

/** The figures of one thing, e.g. of one step. */
export interface InsightRow {
  readonly keys: FigureKeys;
  /** Of a row about a text. */
  readonly template: { readonly name: string; readonly locale: string } | null;
  readonly figures: readonly Figure[];
  /** Against the control group; null where the row has none, or is the control group itself. */
  readonly lift: Lift | null;
  readonly cohorts: readonly Cohort[];
}

export interface Insight {
  readonly name: InsightName;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly asOf: Instant;
  readonly windowDays: number;
  readonly figures: readonly Figure[];
  readonly rows: readonly InsightRow[];
}

type Figures = Pick<Insight, 'figures' | 'rows'>;

/** The figures of one page, of the lenders within reach. */
@Injectable()
export class ReadInsight {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly period: InsightPeriod,
    private readonly figures: InsightFigures,
    private readonly versions: TemplateVersions,
  ) {}

  run(scope: WorkScope, name: InsightName, query: PeriodQuery): Promise<Insight> {
    return this.unitOfWork.run(scope, async () => {
      const period = await this.period.of(scope, query);
      const { from, to, now } = period;
      return { name, from, to, asOf: now, windowDays: WINDOW_DAYS, ...(await this.read(name, period)) };
    });
  }

  private async read(name: InsightName, period: FigurePeriod): Promise<Figures> {
    switch (name) {
      case 'overview':
        return { figures: await this.plain(OVERVIEW, period), rows: [] };
      case 'promises':
      case 'containment':
      case 'complaints':
        return { figures: await this.plain(FIGURES[name], period), rows: [] };
      case 'answers':
        return { figures: await this.answers(period), rows: [] };
      case 'unsent':
        return this.unsent(period);
      case 'steps':
        return {
          figures: [],
          rows: rowsByStep(await this.figures.exposures(period)).map((row) =>
            rowWithLift(FIGURES.steps, row, { treatment: row.treatment, step: row.step }),
          ),
        };
      case 'templates':
        return this.templates(period);
      case 'experiments':
        return { figures: [], rows: armRows(await this.figures.arms(period)) };
    }
  }

  private async plain(definitions: readonly FigureDefinition[], period: FigurePeriod): Promise<Figure[]> {
    const sets = definitions.flatMap(({ numerator, denominator }) => [
      numerator.set,
      ...(denominator === null ? [] : [denominator.set]),
    ]);
    const tallies: Partial<Record<CountedSet, Tally>> = {};
    for (const set of new Set(sets)) tallies[set] = await this.figures.tally(set, period);
    return definitions.map((definition) => figureOf(definition, countIn(tallies)));
  }

  private async answers(period: FigurePeriod): Promise<Figure[]> {
    const { median, ninetieth } = await this.figures.answerTimes(period);
    const minutes: Readonly<Record<string, number | null>> = {
      'answers.median': median,
      'answers.ninetieth': ninetieth,
    };
    const figures = await this.plain(FIGURES.answers, period);
    return figures.map((figure) =>
      figure.unit === 'minutes'
        ? { ...figure, value: minutes[figure.id] ?? null, few: figure.numerator < ENOUGH_CASES }
        : figure,
    );
  }

  private async unsent(period: FigurePeriod): Promise<Figures> {
    const [all, byRule] = FIGURES.unsent;
    if (!all || !byRule) return { figures: [], rows: [] };
    const [total] = await this.plain([all], period);
    const rules = await this.figures.unsentByRule(period);
    const rows = rules.map(({ rule, count }) => ({
      keys: { rule },
      template: null,
      figures: [shareOfUnsent(byRule, rule, count, total?.numerator ?? 0)],
      lift: null,
      cohorts: [],
    }));
    return { figures: total ? [total] : [], rows };
  }

  private async templates(period: FigurePeriod): Promise<Figures> {
    const rows = rowsByVersion(await this.figures.exposures(period));
    const versions = await this.versions.byIds([...new Set(rows.map(({ version }) => version))]);
    return {
      figures: [],
      rows: rows.map((row) => {
        const { treatment, step, version } = row;
        const known = versions.get(version);
        return {
          ...rowWithLift(FIGURES.templates, row, { treatment, step, version }),
          template: known ? { name: known.name, locale: known.locale } : null,
        };
      }),
    };
  }
}

const shareOfUnsent = (definition: FigureDefinition, rule: string, count: number, all: number): Figure => ({
  ...figureOf(definition, () => all, { rule }),
  value: all === 0 ? null : count / all,
  numerator: count,
  interval: null,
});

const rowWithLift = (
  definitions: readonly FigureDefinition[],
  { exposed, control, cohorts }: StepRow,
  keys: FigureKeys,
): InsightRow => ({
  keys,
  template: null,
  figures: definitions.map((definition) =>
    figureOf(
      definition,
      ({ measure, control: held }) => (held === 1 ? control : exposed)[measure] ?? 0,
      keys,
    ),
  ),
  lift: compareWithControl(recovered(exposed), recovered(control)),
  cohorts,
});

/** Each arm against the arm of its experiment that the lot holds out, where there is one. */
const armRows = (groups: readonly ArmGroup[]): InsightRow[] => {
  const arms = [...groupBy(groups, ({ experiment, arm }) => `${experiment}\n${arm}`).values()].flatMap(
    (own) => (own[0] ? [{ ...own[0], tally: addTallies(own.map(({ tally }) => tally)), own }] : []),
  );
  return arms
    .sort((a, b) => (`${a.experiment}\n${a.arm}` < `${b.experiment}\n${b.arm}` ? -1 : 1))
    .map(({ experiment, arm, tally, own }) => {
      const held = arms.filter((other) => other.experiment === experiment && isHeldOut(other.tally));
      const isControl = held.some((other) => other.arm === arm);
      return {
        keys: { experiment, arm },
        template: null,
        figures: FIGURES.experiments.map((definition) =>
          figureOf(definition, countIn({ enrolments: tally }), { experiment, arm }),
        ),
        lift:
          isControl || held.length === 0
            ? null
            : compareWithControl(recovered(tally), recovered(addTallies(held.map((one) => one.tally)))),
        cohorts: cohortsOf(own),
      };
    });
};

const isHeldOut = (tally: Tally): boolean => (tally['held-out'] ?? 0) > 0;

const recovered = (tally: Tally) => ({ count: tally['recovered'] ?? 0, of: tally['debts'] ?? 0 });
