import { Injectable } from '@nestjs/common';
import { OpenDebtFigures } from '../../../application/ports/open-debt-figures.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import { dueDatesOf } from '../../../domain/debt/delinquency.js';
import type { LenderId } from '../../../domain/shared/ids.js';
import type { Segment } from '../../../domain/treatment/treatment.js';
import { marks } from '../rows.js';
import { TenantRows } from './tenant-rows.js';

const OPEN_OF_LENDER = `FROM debts WHERE tenant_id = ? AND lender_id = ? AND state = 'open'`;
const OUTSTANDING = 'principal_minor + interest_minor + fees_minor - paid_minor';

interface Condition {
  readonly sql: string;
  readonly parameters: readonly (string | number)[];
}

@Injectable()
export class SqlOpenDebtFigures extends OpenDebtFigures {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async inSegment(segment: Segment, lenderId: LenderId, today: LocalDate): Promise<number> {
    const conditions: Condition[] = [
      among('product', segment.products),
      among('currency', segment.currencies),
      dueIn(segment.buckets, today),
      { sql: `${OUTSTANDING} >= ?`, parameters: [Math.max(1, segment.minimumOutstandingMinor ?? 0)] },
    ];
    const [row] = await this.rows.query<{ n: number | string }>(
      `SELECT COUNT(*) AS n ${OPEN_OF_LENDER} AND ${conditions.map(({ sql }) => sql).join(' AND ')}`,
      [this.rows.tenantId, lenderId, ...conditions.flatMap(({ parameters }) => parameters)],
    );
    return Number(row?.n ?? 0);
  }

  async largestByProduct(lenderId: LenderId): Promise<ReadonlyMap<string, number>> {
    const rows = await this.rows.query<{ product: string; largest: number | string }>(
      `SELECT product, MAX(${OUTSTANDING}) AS largest ${OPEN_OF_LENDER} GROUP BY product`,
      [this.rows.tenantId, lenderId],
    );
    return new Map(rows.map(({ product, largest }) => [product, Math.max(0, Number(largest))]));
  }
}

const ANY: Condition = { sql: '1 = 1', parameters: [] };

const among = (column: string, values: readonly string[] | undefined): Condition =>
  values ? { sql: `${column} IN (${marks(values)})`, parameters: values } : ANY;

function dueIn(buckets: Segment['buckets'], today: LocalDate): Condition {
  if (!buckets) return ANY;
  const ranges = buckets.map((bucket) => {
    const { first, last } = dueDatesOf(bucket, today);
    return [...(first ? ['due_on >= ?'] : []), ...(last ? ['due_on <= ?'] : [])].join(' AND ');
  });
  const days = buckets.flatMap((bucket) => {
    const { first, last } = dueDatesOf(bucket, today);
    return [...(first ? [first] : []), ...(last ? [last] : [])];
  });
  return { sql: `(${ranges.map((range) => `(${range})`).join(' OR ')})`, parameters: days };
}
