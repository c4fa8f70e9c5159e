import { Injectable } from '@nestjs/common';
import { Holds } from '../../../application/ports/holds.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Hold, HoldReason, HoldScope } from '../../../domain/debtor/hold.js';
import type { DebtorId } from '../../../domain/shared/ids.js';
import { HoldEntity } from '../entities/hold.entity.js';
import { sqlInstant } from '../column-codec.js';
import { TenantRows } from './tenant-rows.js';

const toHold = ({ id, debtorId, debtId, reason, placedAt, untilAt }: HoldEntity): Hold => ({
  id,
  scope: debtId === null ? { kind: 'debtor', debtorId } : { kind: 'debt', debtorId, debtId },
  reason,
  placedAt,
  until: untilAt,
});

@Injectable()
export class TypeormHolds extends Holds {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async inForce(debtorIds: readonly DebtorId[], now: Instant): Promise<Hold[]> {
    const rows = await this.rows.readIn(HoldEntity, 'debtor_id', debtorIds, {
      condition: 'AND released_at IS NULL AND (until_at IS NULL OR until_at > ?)',
      parameters: [sqlInstant(now)],
      tail: 'ORDER BY id',
    });
    return rows.map(toHold);
  }

  place(holds: readonly Hold[]): Promise<void> {
    const rows = holds.map(({ id, scope, reason, placedAt, until }) => ({
      id,
      debtorId: scope.debtorId,
      debtId: scope.kind === 'debt' ? scope.debtId : null,
      reason,
      placedAt,
      untilAt: until,
      releasedAt: null,
    }));
    return this.rows.insert(HoldEntity, rows);
  }

  release(scope: HoldScope, reason: HoldReason, now: Instant): Promise<number> {
    const [debtCondition, debt] =
      scope.kind === 'debt' ? ['debt_id = ?', [scope.debtId]] : ['debt_id IS NULL', []];
    return this.rows.execute(
      `UPDATE holds SET released_at = ? WHERE tenant_id = ? AND debtor_id = ? AND ${debtCondition}
       AND reason = ? AND released_at IS NULL AND (until_at IS NULL OR until_at > ?)`,
      [sqlInstant(now), this.rows.tenantId, scope.debtorId, ...debt, reason, sqlInstant(now)],
    );
  }
}
