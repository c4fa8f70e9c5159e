import { Injectable } from '@nestjs/common';
import { COUNTED, InsightFigures } from '../../../application/ports/insight-figures.js';
import type {
  AnswerTimes,
  ArmGroup,
  CountedItem,
  CountedSet,
  FigurePeriod,
  Selection,
} from '../../../application/ports/insight-figures.js';
import { MINUTE } from '../../../domain/calendar/instant.js';
import { localDate } from '../../../domain/calendar/local-date.js';
import type { ExposureGroup, Tally } from '../../../domain/insight/exposure.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { DebtId, LenderId, TemplateVersionId } from '../../../domain/shared/ids.js';
import type { Locale } from '../../../domain/shared/locale.js';
import { readInstant, sqlInstant } from '../column-codec.js';
import { daysLater, jsonText, spanBetween } from '../dialect.js';
import { marks } from '../rows.js';
import { CONDITIONS, rowsOf } from './insight-sets.js';
import { TenantRows } from './tenant-rows.js';

type Row = Record<string, string | number | null>;

/** A set as SQL, with the parameters it asks for. */
interface Source {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

@Injectable()
export class SqlInsightFigures extends InsightFigures {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async tally(set: CountedSet, period: FigurePeriod): Promise<Tally> {
    const [row] = await this.grouped(set, period, []);
    return tallyOf(set, row ?? {});
  }

  async unsentByRule(period: FigurePeriod): Promise<{ rule: string; count: number }[]> {
    const rows = await this.grouped('messages', period, ['rule']);
    return rows
      .map((row) => ({ rule: String(row['rule']), count: tallyOf('messages', row)['unsent'] ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
  }

  async exposures(period: FigurePeriod): Promise<ExposureGroup[]> {
    const by = ['treatment', 'step', 'lender_id', 'locale', 'day', 'control', 'version'];
    const rows = await this.grouped('exposures', period, by);
    return rows.map((row) => ({
      treatment: String(row['treatment']),
      step: String(row['step']),
      lenderId: idOf<LenderId>(String(row['lender_id'])),
      locale: String(row['locale']) as Locale,
      day: localDate(String(row['day'])),
      control: Number(row['control']) === 1,
      version: row['version'] === null ? null : idOf<TemplateVersionId>(String(row['version'])),
      tally: tallyOf('exposures', row),
    }));
  }

  async arms(period: FigurePeriod): Promise<ArmGroup[]> {
    const rows = await this.grouped('enrolments', period, ['experiment', 'arm', 'day']);
    return rows.map((row) => ({
      experiment: String(row['experiment']),
      arm: String(row['arm']),
      day: localDate(String(row['day'])),
      tally: tallyOf('enrolments', row),
    }));
  }

  async answerTimes(period: FigurePeriod): Promise<AnswerTimes> {
    const { sql, parameters } = this.source('hand-offs', period);
    const from = `FROM (${sql}) s WHERE s.answered_at IS NOT NULL`;
    const [counted] = await this.rows.query<Row>(`SELECT COUNT(*) AS n ${from}`, parameters);
    const answered = Number(counted?.['n'] ?? 0);
    const span = spanBetween(this.rows.manager, 's.at', 's.answered_at');
    const minutesAt = async (share: number): Promise<number | null> => {
      const [row] = await this.rows.query<{ at: unknown; answered_at: unknown }>(
        `SELECT s.at, s.answered_at ${from} ORDER BY ${span}, s.id LIMIT 1 OFFSET ?`,
        [...parameters, Math.max(0, Math.ceil(share * answered) - 1)],
      );
      return row ? Math.floor((readInstant(row.answered_at) - readInstant(row.at)) / MINUTE) : null;
    };
    return { median: await minutesAt(0.5), ninetieth: await minutesAt(0.9) };
  }

  async items(
    selection: Selection,
    period: FigurePeriod,
    after: Pick<CountedItem, 'at' | 'id'> | null,
    limit: number,
  ): Promise<CountedItem[]> {
    const { sql, parameters } = this.source(selection.set, period);
    const narrowed = narrowing(selection);
    const place = after === null ? '' : ' AND (s.at > ? OR (s.at = ? AND s.id > ?))';
    const from = after === null ? [] : [sqlInstant(after.at), sqlInstant(after.at), after.id];
    const rows = await this.rows.query<Row & { at: string }>(
      `SELECT s.id, s.debt_id, s.lender_id, s.at FROM (${sql}) s
       WHERE ${conditionOf(selection.set, selection.measure, period)}${narrowed.sql}${place} ORDER BY s.at, s.id LIMIT ?`,
      [...parameters, ...narrowed.parameters, ...from, limit],
    );
    return rows.map((row) => ({
      id: String(row['id']),
      debtId: row['debt_id'] === null ? null : idOf<DebtId>(String(row['debt_id'])),
      lenderId: idOf<LenderId>(String(row['lender_id'])),
      at: readInstant(row.at),
    }));
  }

  /** One query: every measure of the set as a sum, by the columns. */
  private grouped(set: CountedSet, period: FigurePeriod, by: readonly string[]): Promise<Row[]> {
    const { sql, parameters } = this.source(set, period);
    const columns = by.map((column) => `s.${column}`);
    const sums = COUNTED[set].map(
      (measure, at) => `SUM(CASE WHEN ${conditionOf(set, measure, period)} THEN 1 ELSE 0 END) AS m${at}`,
    );
    const tail = columns.length === 0 ? '' : ` GROUP BY ${columns.join(', ')}`;
    return this.rows.query<Row>(
      `SELECT ${[...columns, ...sums].join(', ')} FROM (${sql}) s${tail}`,
      parameters,
    );
  }

  private source(set: CountedSet, { start, end, lenders }: FigurePeriod): Source {
    const { manager, tenantId } = this.rows;
    const { sql, times } = rowsOf[set]({
      ofLenders: (table) => ofLenders(table, lenders),
      daysLater: (column, days) => daysLater(manager, column, days),
      subject: (column, kind) => jsonText(manager, column, kind),
    });
    const once = [tenantId, sqlInstant(start), sqlInstant(end), ...(lenders ?? [])];
    return { sql, parameters: Array.from({ length: times }, () => once).flat() };
  }
}

const ofLenders = (table: string, lenders: FigurePeriod['lenders']): string => {
  if (lenders === null) return '';
  return lenders.length === 0 ? ' AND 1 = 0' : ` AND ${table}.lender_id IN (${marks(lenders)})`;
};

const conditionOf = (set: CountedSet, measure: string, { now }: FigurePeriod): string => {
  const condition = CONDITIONS[set][measure];
  if (condition === undefined) throw new Error(`${set} has no measure ${measure}`);
  return `(${condition(`'${sqlInstant(now)}'`)})`;
};

const narrowing = ({ equals, version }: Selection): Source => {
  const columns = Object.entries(equals);
  const conditions = columns.map(([column]) => ` AND s.${column} = ?`);
  const parameters: unknown[] = columns.map(([, value]) => value);
  if (version) {
    const stretches = version.stretches.map(
      () => ' OR (s.version IS NULL AND s.lender_id = ? AND s.locale = ? AND s.day >= ? AND s.day <= ?)',
    );
    conditions.push(` AND (s.version = ?${stretches.join('')})`);
    parameters.push(
      version.id,
      ...version.stretches.flatMap(({ lenderId, locale, from, to }) => [lenderId, locale, from, to]),
    );
  }
  return { sql: conditions.join(''), parameters };
};

const tallyOf = (set: CountedSet, row: Row): Tally =>
  Object.fromEntries(COUNTED[set].map((measure, at) => [measure, Number(row[`m${at}`] ?? 0)]));
