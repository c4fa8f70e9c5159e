import { Injectable } from '@nestjs/common';
import { Promises } from '../../../application/ports/promises.js';
import type { PromiseToPay } from '../../../domain/arrangement/promise-to-pay.js';
import type { LocalDate } from '../../../domain/calendar/local-date.js';
import type { DebtId } from '../../../domain/shared/ids.js';
import { money } from '../../../domain/shared/money.js';
import { PromiseEntity } from '../entities/promise.entity.js';
import { TenantRows, untenanted } from './tenant-rows.js';

const toRow = ({ amount, ...promise }: PromiseToPay): Omit<PromiseEntity, 'tenantId'> => ({
  ...promise,
  amountMinor: amount.minor,
  currency: amount.currency,
});

const toPromise = (row: PromiseEntity): PromiseToPay => {
  const { amountMinor, currency, ...promise } = untenanted(row);
  return { ...promise, amount: money(amountMinor, currency) };
};

@Injectable()
export class TypeormPromises extends Promises {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async openOf(debtIds: readonly DebtId[]): Promise<PromiseToPay[]> {
    const rows = await this.rows.readIn(PromiseEntity, 'debt_id', debtIds, {
      condition: `AND state = 'open'`,
      tail: 'ORDER BY debt_id, id',
    });
    return rows.map(toPromise);
  }

  async latestOf(debtIds: readonly DebtId[], limit: number): Promise<PromiseToPay[]> {
    const rows = await this.rows.readIn(PromiseEntity, 'debt_id', debtIds, {
      parameters: [limit],
      tail: 'ORDER BY made_at DESC, id DESC LIMIT ?',
    });
    return rows.slice(0, limit).map(toPromise);
  }

  async openDueBy(day: LocalDate, limit: number): Promise<PromiseToPay[]> {
    const rows = await this.rows.read(
      PromiseEntity,
      `state = 'open' AND due_on <= ?`,
      [day, limit],
      'ORDER BY due_on, id LIMIT ?',
    );
    return rows.map(toPromise);
  }

  add(promise: PromiseToPay): Promise<void> {
    return this.rows.insert(PromiseEntity, [toRow(promise)]);
  }

  update(promises: readonly PromiseToPay[]): Promise<void> {
    return this.rows.updateVersioned(
      PromiseEntity,
      promises.map(toRow),
      ['amountMinor', 'currency', 'dueOn', 'state', 'remindedAt', 'settledAt'],
      'PROMISE.CHANGED_MEANWHILE',
    );
  }
}
