import { Injectable } from '@nestjs/common';
import { Debts, type ImportedDebt } from '../../../application/ports/debts.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import type { Debt } from '../../../domain/debt/debt.js';
import type { DebtId, DebtorId, LenderId } from '../../../domain/shared/ids.js';
import { DebtEntity } from '../entities/debt.entity.js';
import { byId, TenantRows } from './tenant-rows.js';

type DebtColumns = Omit<DebtEntity, 'tenantId' | 'fingerprint'>;

const toColumns = ({ components, ...rest }: Debt): DebtColumns => ({ ...rest, ...components });

const toDebt = (row: DebtEntity): Debt => ({
  id: row.id,
  lenderId: row.lenderId,
  debtorId: row.debtorId,
  reference: row.reference,
  product: row.product,
  currency: row.currency,
  components: {
    principalMinor: row.principalMinor,
    interestMinor: row.interestMinor,
    feesMinor: row.feesMinor,
    paidMinor: row.paidMinor,
  },
  dueOn: row.dueOn,
  tenantRole: row.tenantRole,
  assignmentNoticeOn: row.assignmentNoticeOn,
  state: row.state,
  closedAt: row.closedAt,
  version: row.version,
});

const CHANGEABLE = [
  'debtorId',
  'product',
  'currency',
  'principalMinor',
  'interestMinor',
  'feesMinor',
  'paidMinor',
  'dueOn',
  'tenantRole',
  'assignmentNoticeOn',
  'state',
  'closedAt',
] as const satisfies readonly (keyof DebtColumns)[];

const CHANGED_MEANWHILE = 'DEBT.CHANGED_MEANWHILE';

@Injectable()
export class TypeormDebts extends Debts {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async byIds(ids: readonly DebtId[]): Promise<Map<DebtId, Debt>> {
    return byId((await this.rows.readIn(DebtEntity, 'id', ids)).map(toDebt));
  }

  async ofDebtors(ids: readonly DebtorId[]): Promise<Debt[]> {
    const rows = await this.rows.readIn(DebtEntity, 'debtor_id', ids, { tail: 'ORDER BY debtor_id, id' });
    return rows.map(toDebt);
  }

  async byReferences(lenderId: LenderId, references: readonly string[]): Promise<Map<string, ImportedDebt>> {
    const rows = await this.rows.readIn(DebtEntity, 'reference', references, {
      condition: 'AND lender_id = ?',
      parameters: [lenderId],
    });
    return new Map(rows.map((row) => [row.reference, { debt: toDebt(row), fingerprint: row.fingerprint }]));
  }

  async openPage(after: DebtId | null, limit: number, dueUntil: LocalDate): Promise<Debt[]> {
    const rows = await this.rows.read(
      DebtEntity,
      `state = 'open' AND id > ? AND due_on <= ?`,
      [after ?? '', dueUntil, limit],
      'ORDER BY id LIMIT ?',
    );
    return rows.map(toDebt);
  }

  add(debts: readonly ImportedDebt[]): Promise<void> {
    const rows = debts.map(({ debt, fingerprint }) => ({ ...toColumns(debt), fingerprint }));
    return this.rows.insert(DebtEntity, rows);
  }

  reimport(debts: readonly ImportedDebt[]): Promise<void> {
    const rows = debts.map(({ debt, fingerprint }) => ({ ...toColumns(debt), fingerprint }));
    return this.rows.updateVersioned(DebtEntity, rows, [...CHANGEABLE, 'fingerprint'], CHANGED_MEANWHILE);
  }

  update(debts: readonly Debt[]): Promise<void> {
    return this.rows.updateVersioned(DebtEntity, debts.map(toColumns), CHANGEABLE, CHANGED_MEANWHILE);
  }
}
