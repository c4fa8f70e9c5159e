import { Injectable } from '@nestjs/common';
import { Arrangements } from '../../../application/ports/arrangements.js';
import type { Arrangement, Instalment } from '../../../domain/arrangement/arrangement.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import type { ArrangementId, DebtId } from '../../../domain/shared/ids.js';
import { ArrangementEntity, InstalmentEntity } from '../entities/arrangement.entity.js';
import { TenantRows, untenanted } from './tenant-rows.js';

type ArrangementColumns = Omit<ArrangementEntity, 'tenantId'>;
type InstalmentColumns = Omit<InstalmentEntity, 'tenantId'>;

const toColumns = (arrangement: Arrangement): ArrangementColumns => {
  const { instalments, ...columns } = arrangement;
  void instalments;
  return columns;
};

const toInstalmentColumns = ({ id, instalments }: Arrangement): InstalmentColumns[] =>
  instalments.map((instalment) => ({
    ...instalment,
    interestMinor: instalment.interestMinor ?? 0,
    arrangementId: id,
  }));

const toInstalment = (row: InstalmentEntity): Instalment => ({
  id: row.id,
  number: row.number,
  dueOn: row.dueOn,
  amountMinor: row.amountMinor,
  ...(row.interestMinor === 0 ? {} : { interestMinor: row.interestMinor }),
  paidMinor: row.paidMinor,
  state: row.state,
  remindedAt: row.remindedAt,
});

@Injectable()
export class TypeormArrangements extends Arrangements {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async activeOf(debtIds: readonly DebtId[]): Promise<Arrangement[]> {
    const rows = await this.rows.readIn(ArrangementEntity, 'debt_id', debtIds, {
      condition: `AND state = 'active'`,
      tail: 'ORDER BY debt_id, id',
    });
    return this.withInstalments(rows);
  }

  async activeDueBy(day: LocalDate, limit: number): Promise<Arrangement[]> {
    const rows = await this.rows.read(
      ArrangementEntity,
      `state = 'active' AND id IN (SELECT i.arrangement_id FROM instalments i
         WHERE i.tenant_id = ? AND i.state <> 'paid' AND i.due_on <= ?)`,
      [this.rows.tenantId, day, limit],
      'ORDER BY id LIMIT ?',
    );
    return this.withInstalments(rows);
  }

  async add(arrangement: Arrangement): Promise<void> {
    await this.rows.insert(ArrangementEntity, [toColumns(arrangement)]);
    await this.rows.insert(InstalmentEntity, toInstalmentColumns(arrangement));
  }

  async update(arrangements: readonly Arrangement[]): Promise<void> {
    await this.rows.updateVersioned(
      ArrangementEntity,
      arrangements.map(toColumns),
      ['state', 'dateMovesUsed', 'endedAt'],
      'ARRANGEMENT.CHANGED_MEANWHILE',
    );
    const set = ['dueOn', 'paidMinor', 'state', 'remindedAt'] as const;
    await this.rows.update(InstalmentEntity, arrangements.flatMap(toInstalmentColumns), set);
  }

  private async withInstalments(rows: readonly ArrangementEntity[]): Promise<Arrangement[]> {
    const instalments = await this.rows.readIn(
      InstalmentEntity,
      'arrangement_id',
      rows.map(({ id }) => id),
      { tail: 'ORDER BY arrangement_id, number' },
    );
    const byArrangement = new Map<ArrangementId, Instalment[]>();
    for (const row of instalments) {
      const list = byArrangement.get(row.arrangementId);
      if (list === undefined) byArrangement.set(row.arrangementId, [toInstalment(row)]);
      else list.push(toInstalment(row));
    }
    return rows.map((row) => ({ ...untenanted(row), instalments: byArrangement.get(row.id) ?? [] }));
  }
}
