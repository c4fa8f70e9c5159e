import { Injectable } from '@nestjs/common';
import { Disputes } from '../../../application/ports/disputes.js';
import type { Dispute } from '../../../domain/conversation/dispute.js';
import type { LenderReach } from '../../../domain/people/access.js';
import type { DebtId } from '../../../domain/shared/ids.js';
import { CounterEntity } from '../entities/counter.entity.js';
import { DisputeEntity } from '../entities/dispute.entity.js';
import { marks } from '../rows.js';
import { TenantRows, untenanted } from './tenant-rows.js';

const NUMBER_DIGITS = 6;

@Injectable()
export class TypeormDisputes extends Disputes {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async byNumber(number: string): Promise<Dispute | null> {
    const row = await this.rows.readOne(DisputeEntity, 'number = ?', [number]);
    return row === null ? null : untenanted(row);
  }

  async openOf(debtIds: readonly DebtId[]): Promise<Dispute[]> {
    const rows = await this.rows.readIn(DisputeEntity, 'debt_id', debtIds, {
      condition: `AND state = 'open'`,
      tail: 'ORDER BY debt_id, id',
    });
    return rows.map(untenanted);
  }

  async list(
    state: Dispute['state'],
    reach: LenderReach,
    { after, limit }: Parameters<Disputes['list']>[2],
  ): Promise<Dispute[]> {
    const lenders = reach === 'all' ? null : ['', ...reach];
    const within =
      lenders === null
        ? ''
        : `AND debt_id IN (SELECT id FROM debts WHERE tenant_id = ? AND lender_id IN (${marks(lenders)}))`;
    const rows = await this.rows.read(
      DisputeEntity,
      `state = ? AND number > ? ${within}`,
      [state, after ?? '', ...(lenders === null ? [] : [this.rows.tenantId, ...lenders]), limit],
      'ORDER BY number LIMIT ?',
    );
    return rows.map(untenanted);
  }

  /** The counter's row stays locked until the transaction ends, so two of them never get the same number. */
  async nextNumber(year: number): Promise<string> {
    const name = `disputes-${year}`;
    await this.rows.insert(CounterEntity, [{ name, last: 0 }], { unlessTaken: ['tenant_id', 'name'] });
    await this.rows.execute('UPDATE counters SET last = last + 1 WHERE tenant_id = ? AND name = ?', [
      this.rows.tenantId,
      name,
    ]);
    const counter = await this.rows.readOne(CounterEntity, 'name = ?', [name]);
    return `D-${year}-${String(counter?.last).padStart(NUMBER_DIGITS, '0')}`;
  }

  add(dispute: Dispute): Promise<void> {
    return this.rows.insert(DisputeEntity, [dispute]);
  }

  update(dispute: Dispute): Promise<void> {
    return this.rows.updateVersioned(
      DisputeEntity,
      [dispute],
      ['kind', 'state', 'outcome', 'answerByOn', 'decidedAt', 'decidedBy'],
      'DISPUTE.CHANGED_MEANWHILE',
    );
  }
}
