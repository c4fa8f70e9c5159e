import { Injectable } from '@nestjs/common';
import {
  DeskQueue,
  type QueueCounts,
  type QueueFilter,
  type QueueLine,
  type QueueMarks,
  type QueueSearch,
} from '../../../application/ports/desk-queue.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import { QUEUE_RANKS } from '../../../domain/conversation/queue-order.js';
import type { LenderReach } from '../../../domain/people/access.js';
import type { DebtorId, HandOffId, LenderId } from '../../../domain/shared/ids.js';
import type { Locale } from '../../../domain/shared/locale.js';
import { sqlInstant } from '../column-codec.js';
import { marks } from '../rows.js';
import { DeskRows, type StoredLine } from './desk-rows.js';
import { TenantRows } from './tenant-rows.js';

/** Rows that one search looks at, at most: the first of the queue. */
const SEARCHED = 10_000;
const SEARCH_PAGE = 1_000;

/** A condition in SQL with its parameters. */
type Condition = readonly [sql: string, parameters: readonly unknown[]];

const rankFrom = (rank: number): string => `${rank} `;

const reachCondition = (reach: LenderReach | undefined): Condition => {
  if (reach === undefined || reach === 'all') return ['1 = 1', []];
  const lenders = [...reach];
  return lenders.length === 0 ? ['1 = 0', []] : [`lender_id IN (${marks(lenders)})`, lenders];
};

const joined = (conditions: readonly Condition[]): Condition => [
  conditions.map(([sql]) => sql).join(' AND '),
  conditions.flatMap(([, parameters]) => parameters),
];

const heldBy = (staff: string, now: Instant): Condition => [
  `claimed_by = ? AND state = 'claimed' AND lease_until_at > ?`,
  [staff, sqlInstant(now)],
];

@Injectable()
export class SqlDeskQueue extends DeskQueue {
  constructor(
    private readonly rows: TenantRows,
    private readonly desk: DeskRows,
  ) {
    super();
  }

  async page(filter: QueueFilter, after: string | null, limit: number, now: Instant): Promise<QueueLine[]> {
    const equals = (column: string, value: string | null): Condition[] =>
      value === null ? [] : [[`${column} = ?`, [value]]];
    const [sql, parameters] = joined([
      ['queue_key > ?', [after ?? '']],
      this.viewOf(filter, now),
      reachCondition(filter.reach),
      ...equals('reason', filter.reason),
      ...equals('lender_id', filter.lenderId),
      ...equals('channel', filter.channel),
    ]);
    const items = await this.desk.stored(sql, [...parameters, limit]);
    return this.desk.lines(items);
  }

  async counts(
    { staff, reach }: Pick<QueueFilter, 'staff' | 'reach'>,
    { now, hour, endOfDay }: QueueMarks,
  ): Promise<QueueCounts> {
    const due = (moment: Instant): string => `${QUEUE_RANKS.due} ${sqlInstant(moment)}~`;
    const between = 'SUM(CASE WHEN queue_key > ? AND queue_key <= ? THEN 1 ELSE 0 END)';
    const days = [...endOfDay];
    const endOfToday = `CASE lender_id ${days.map(() => 'WHEN ? THEN ?').join(' ')} ELSE ? END`;
    const [inReach, lenders] = reachCondition(reach);
    const [held, holder] = heldBy(staff, now);
    const [later, laterParameters] = this.scheduled(now);
    const { tenantId } = this.rows;
    const [row] = await this.rows.query<Record<string, string | number | null>>(
      `SELECT COUNT(*) AS total, SUM(CASE WHEN queue_key < ? THEN 1 ELSE 0 END) AS safety,
       ${between} AS late, ${between} AS withinHour,
       SUM(CASE WHEN queue_key > ? AND queue_key <= ${days.length === 0 ? '?' : endOfToday} THEN 1 ELSE 0 END) AS today,
       SUM(CASE WHEN queue_key >= ? THEN 1 ELSE 0 END) AS waiting
       FROM hand_offs WHERE tenant_id = ? AND queue_key IS NOT NULL AND ${inReach}`,
      [
        rankFrom(QUEUE_RANKS.due),
        rankFrom(QUEUE_RANKS.due),
        due(now),
        due(now),
        due(hour),
        due(hour),
        ...days.flatMap(([lenderId, moment]) => [lenderId, due(moment)]),
        due(hour),
        rankFrom(QUEUE_RANKS.waiting),
        tenantId,
        ...lenders,
      ],
    );
    const count = async (sql: string, parameters: readonly unknown[]): Promise<number> => {
      const [counted] = await this.rows.query<{ count: string | number }>(
        `SELECT COUNT(*) AS count FROM hand_offs
         WHERE tenant_id = ? AND queue_key IS NOT NULL AND ${inReach} AND ${sql}`,
        [tenantId, ...lenders, ...parameters],
      );
      return Number(counted?.count ?? 0);
    };
    const number = (name: string): number => Number(row?.[name] ?? 0);
    return {
      all: number('total'),
      mine: await count(held, holder),
      later: await count(later, laterParameters),
      waiting: number('waiting'),
      safety: number('safety'),
      late: number('late'),
      withinHour: number('withinHour'),
      today: number('today'),
    };
  }

  async free(
    { reach, languages }: { readonly reach: LenderReach | undefined; readonly languages: readonly Locale[] },
    now: Instant,
    limit: number,
  ): Promise<HandOffId[]> {
    const spoken: Condition =
      languages.length === 0
        ? ['1 = 1', []]
        : [
            `(queue_key < '${rankFrom(QUEUE_RANKS.due)}' OR EXISTS (SELECT 1 FROM debtors d
              WHERE d.tenant_id = hand_offs.tenant_id AND d.id = hand_offs.debtor_id
              AND d.locale IN (${marks(languages)})))`,
            languages,
          ];
    const [sql, parameters] = joined([
      [`queue_key > '' AND queue_key < ?`, [rankFrom(QUEUE_RANKS.waiting)]],
      [`(state = 'open' OR lease_until_at <= ?)`, [sqlInstant(now)]],
      reachCondition(reach),
      spoken,
    ]);
    const rows = await this.rows.query<{ id: HandOffId }>(
      `SELECT id FROM hand_offs WHERE tenant_id = ? AND ${sql} ORDER BY queue_key LIMIT ?`,
      [this.rows.tenantId, ...parameters, limit],
    );
    return rows.map(({ id }) => id);
  }

  async search({ reach, text }: QueueSearch, limit: number): Promise<QueueLine[]> {
    const [inReach, lenders] = reachCondition(reach);
    const byReference = await this.debtorsOf(text, reach);
    const found: StoredLine[] = [];
    let after = '';
    for (let looked = 0; looked < SEARCHED && found.length < limit; looked += SEARCH_PAGE) {
      const page = await this.desk.stored(`queue_key > ? AND ${inReach}`, [after, ...lenders, SEARCH_PAGE]);
      const matching = await this.desk.matching(
        page.map(({ debtorId }) => debtorId),
        text,
      );
      found.push(...page.filter(({ debtorId }) => byReference.has(debtorId) || matching.has(debtorId)));
      after = page.at(-1)?.place ?? '';
      if (page.length < SEARCH_PAGE) break;
    }
    return this.desk.lines(found.slice(0, limit));
  }

  private viewOf({ view, staff }: QueueFilter, now: Instant): Condition {
    switch (view) {
      case 'all':
        return ['1 = 1', []];
      case 'mine':
        return heldBy(staff, now);
      case 'waiting':
        return ['queue_key >= ?', [rankFrom(QUEUE_RANKS.waiting)]];
      case 'later':
        return this.scheduled(now);
    }
  }

  private scheduled(now: Instant): Condition {
    return [
      `conversation_id IN (SELECT m.conversation_id FROM messages m WHERE m.tenant_id = ? AND m.origin = 'staff'
       AND m.state IN ('queued', 'deferred') AND m.not_before_at > ?)`,
      [this.rows.tenantId, sqlInstant(now)],
    ];
  }

  private async debtorsOf(reference: string, reach: LenderReach | undefined): Promise<Set<DebtorId>> {
    const lenders =
      reach === undefined || reach === 'all'
        ? await this.rows.query<{ id: LenderId }>('SELECT id FROM lenders WHERE tenant_id = ?', [
            this.rows.tenantId,
          ])
        : [...reach].map((id) => ({ id }));
    const rows = await this.rows.inLists(
      lenders.map(({ id }) => id),
      (list) =>
        this.rows.query<{ id: DebtorId }>(
          `SELECT debtor_id AS id FROM debts WHERE tenant_id = ? AND lender_id IN (${marks(list)}) AND reference = ?`,
          [this.rows.tenantId, ...list, reference],
        ),
    );
    return new Set(rows.map(({ id }) => id));
  }
}
