import { Injectable } from '@nestjs/common';
import { ContactBudget, type Reservation } from '../../../application/ports/contact-budget.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { DebtorId, MessageId } from '../../../domain/shared/ids.js';
import { ContactReservationEntity } from '../entities/contact-reservation.entity.js';
import { sqlInstant } from '../column-codec.js';
import { marks } from '../rows.js';
import { TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormContactBudget extends ContactBudget {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async usedSince(debtorIds: readonly DebtorId[], since: Instant): Promise<Reservation[]> {
    const rows = await this.rows.readIn(ContactReservationEntity, 'debtor_id', debtorIds, {
      condition: 'AND reserved_at >= ?',
      parameters: [sqlInstant(since)],
      tail: 'ORDER BY debtor_id, reserved_at, message_id',
    });
    return rows.map(untenanted);
  }

  reserve(reservations: readonly Reservation[]): Promise<void> {
    return this.rows.insert(ContactReservationEntity, reservations);
  }

  async release(messageIds: readonly MessageId[]): Promise<void> {
    await this.rows.inLists(messageIds, async (list) => [
      await this.rows.execute(
        `DELETE FROM contact_reservations WHERE tenant_id = ? AND message_id IN (${marks(list)})`,
        [this.rows.tenantId, ...list],
      ),
    ]);
  }
}
