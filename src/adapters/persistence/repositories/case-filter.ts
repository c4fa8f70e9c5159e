import type { CaseFilter, CasePlace, CaseSort } from '../../../application/ports/cases.js';
import type { LenderReach } from '../../../domain/people/access.js';
import { sqlInstant } from '../column-codec.js';
import { marks } from '../rows.js';

/** A condition in SQL on columns of `debts`, with its parameters. */
export type Condition = readonly [sql: string, parameters: readonly unknown[]];

export const joined = (conditions: readonly Condition[]): Condition => [
  conditions.map(([sql]) => sql).join(' AND '),
  conditions.flatMap(([, parameters]) => parameters),
];

export const withinReach = (reach: LenderReach | undefined): Condition => {
  if (reach === undefined || reach === 'all') return ['1 = 1', []];
  return reach.size === 0 ? ['1 = 0', []] : [`lender_id IN (${marks([...reach])})`, [...reach]];
};

export const filtered = (filter: CaseFilter, tenantId: string): Condition =>
  joined([
    withinReach(filter.reach),
    ...given('lender_id = ?', filter.lenderId),
    ...given('state = ?', filter.state),
    ...given('due_on >= ?', filter.dueFrom),
    ...given('due_on <= ?', filter.dueTo),
    ...held(filter, tenantId),
  ]);

const given = (sql: string, value: string | null): Condition[] => (value === null ? [] : [[sql, [value]]]);

const held = ({ hold, now }: CaseFilter, tenantId: string): Condition[] => {
  if (hold === null) return [];
  const reason = hold === 'any' || hold === 'none' ? null : hold;
  const sql = `${hold === 'none' ? 'NOT ' : ''}EXISTS (SELECT 1 FROM holds h WHERE h.tenant_id = ?
    AND h.debtor_id = debts.debtor_id AND (h.debt_id IS NULL OR h.debt_id = debts.id) AND h.released_at IS NULL
    AND (h.until_at IS NULL OR h.until_at > ?)${reason === null ? '' : ' AND h.reason = ?'})`;
  return [[sql, [tenantId, sqlInstant(now), ...(reason === null ? [] : [reason])]]];
};

/** The rows after a place of the list, in its order. */
export const after = (sort: CaseSort, place: CasePlace | null): Condition => {
  if (place === null) return ['1 = 1', []];
  const { dueOn, id } = place;
  switch (sort) {
    case 'due-first':
      return ['(due_on > ? OR (due_on = ? AND id > ?))', [dueOn, dueOn, id]];
    case 'due-last':
      return ['(due_on < ? OR (due_on = ? AND id < ?))', [dueOn, dueOn, id]];
    case 'newest':
      return ['id < ?', [id]];
    case 'oldest':
      return ['id > ?', [id]];
  }
};

export const ORDERS: Readonly<Record<CaseSort, string>> = {
  'due-first': 'due_on, id',
  'due-last': 'due_on DESC, id DESC',
  newest: 'id DESC',
  oldest: 'id',
};
