import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { maskName } from '../../domain/debtor/mask-name.js';
import { rowsByVersion } from '../../domain/insight/exposure.js';
import type { DebtId } from '../../domain/shared/ids.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { InsightFigures } from '../ports/insight-figures.js';
import type { CountedItem, FigurePeriod, Selection, SetColumn } from '../ports/insight-figures.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import type { FigureKeys } from './figure.js';
import { figureById } from './figure-definitions.js';
import type { Counting, FigureDefinition } from './figure-definitions.js';
import { InsightPeriod } from './insight-period.js';
import type { PeriodQuery } from './insight-period.js';

export interface CountedQuery extends PeriodQuery {
  readonly figure: string;
  readonly part: 'numerator' | 'denominator';
  readonly keys: FigureKeys;
  readonly after: Pick<CountedItem, 'at' | 'id'> | null;
  readonly limit: number;
}

/** One thing that a figure counted, with its case. */
export interface CountedCase {
  readonly id: string;
  readonly at: Instant;
  readonly debtId: DebtId | null;
  readonly reference: string | null;
  readonly maskedName: string | null;
}

/** What a figure counted, one by one; as many as the figure says. */
@Injectable()
export class ListCounted {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly period: InsightPeriod,
    private readonly figures: InsightFigures,
    private readonly debts: Debts,
    private readonly debtors: Debtors,
  ) {}

  run(scope: WorkScope, query: CountedQuery): Promise<CountedCase[]> {
    return this.unitOfWork.run(scope, async () => {
      const definition = figureById(query.figure);
      const counting = definition?.[query.part];
      if (!definition || !counting) {
        throw new DomainError('INSIGHT.UNKNOWN', 'There is no such figure, or it has no such part.');
      }
      const period = await this.period.of(scope, query);
      const selection = await this.selection(definition, counting, query, period);
      if (selection === null) return [];
      return this.cases(await this.figures.items(selection, period, query.after, query.limit));
    });
  }

  /** Null: nothing is counted there. */
  private async selection(
    definition: FigureDefinition,
    counting: Counting,
    { keys, part }: CountedQuery,
    period: FigurePeriod,
  ): Promise<Selection | null> {
    const missing = definition.keys.filter((key) => keys[key] === undefined);
    if (missing.length > 0) {
      throw new DomainError('INSIGHT.KEY_MISSING', `Say which row: ${missing.join(', ')}.`);
    }
    const isWhole = part === 'denominator' && definition.id === 'unsent.by-rule';
    const equals: Partial<Record<SetColumn, string | number>> = {};
    for (const key of isWhole ? [] : definition.keys) {
      if (key !== 'version') equals[key] = keys[key] ?? '';
    }
    if (counting.control !== undefined) equals['control'] = counting.control;
    const selection: Selection = { set: counting.set, measure: counting.measure, equals };
    if (!definition.keys.includes('version')) return selection;
    const row = rowsByVersion(await this.figures.exposures(period)).find(
      ({ treatment, step, version }) =>
        treatment === keys.treatment && step === keys.step && version === keys.version,
    );
    return row ? { ...selection, version: { id: row.version, stretches: row.stretches } } : null;
  }

  private async cases(items: readonly CountedItem[]): Promise<CountedCase[]> {
    const debts = await this.debts.byIds(items.flatMap(({ debtId }) => debtId ?? []));
    const debtors = await this.debtors.byIds([...debts.values()].map(({ debtorId }) => debtorId));
    return items.map(({ id, at, debtId }) => {
      const debt = debtId === null ? undefined : debts.get(debtId);
      const debtor = debt && debtors.get(debt.debtorId);
      return {
        id,
        at,
        debtId,
        reference: debt?.reference ?? null,
        maskedName: debtor ? maskName(debtor.name, debtor.locale) : null,
      };
    });
  }
}
