import { Injectable } from '@nestjs/common';
import { Touches } from '../../../application/ports/touches.js';
import type { DebtId, TouchId } from '../../../domain/shared/ids.js';
import type { Enrolment, Touch } from '../../../domain/treatment/touch.js';
import { EnrolmentEntity, TouchEntity } from '../entities/touch.entity.js';
import { byId, TenantRows, untenanted } from './tenant-rows.js';

const toTouch = (row: TouchEntity): Touch => {
  const { occurrenceOn, ...touch } = untenanted(row);
  return { ...touch, occurrence: occurrenceOn };
};

@Injectable()
export class TypeormTouches extends Touches {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async enrolments(debtIds: readonly DebtId[]): Promise<Enrolment[]> {
    const rows = await this.rows.readIn(EnrolmentEntity, 'debt_id', debtIds, {
      tail: 'ORDER BY debt_id, enrolled_at, treatment',
    });
    return rows.map(untenanted);
  }

  enrol(enrolments: readonly Enrolment[]): Promise<void> {
    return this.rows.insert(EnrolmentEntity, enrolments);
  }

  async byIds(ids: readonly TouchId[]): Promise<Map<TouchId, Touch>> {
    return byId((await this.rows.readIn(TouchEntity, 'id', ids)).map(toTouch));
  }

  async ofDebts(debtIds: readonly DebtId[]): Promise<Touch[]> {
    const rows = await this.rows.readIn(TouchEntity, 'debt_id', debtIds, { tail: 'ORDER BY debt_id, id' });
    return rows.map(toTouch);
  }

  add(touches: readonly Touch[]): Promise<void> {
    const rows = touches.map(({ occurrence, ...touch }) => ({ ...touch, occurrenceOn: occurrence }));
    return this.rows.insert(TouchEntity, rows);
  }
}
