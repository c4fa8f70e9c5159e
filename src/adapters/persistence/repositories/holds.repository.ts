import { Injectable } from '@nestjs/common';
import { Holds, type HoldNote } from '../../../application/ports/holds.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { Hold, HoldReason, HoldScope } from '../../../domain/debtor/hold.js';
import type { DebtorId, HoldId } from '../../../domain/shared/ids.js';
import { HoldEntity } from '../entities/hold.entity.js';
import { sqlInstant } from '../column-codec.js';
import { FieldCipher } from '../field-cipher.js';
import { marks } from '../rows.js';
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
  constructor(
    private readonly rows: TenantRows,
    private readonly cipher: FieldCipher,
  ) {
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

  place(holds: readonly Hold[], by?: HoldNote): Promise<void> {
    const note = by?.note ?? null;
    const rows = holds.map(({ id, scope, reason, placedAt, until }) => ({
      id,
      debtorId: scope.debtorId,
      debtId: scope.kind === 'debt' ? scope.debtId : null,
      reason,
      placedAt,
      untilAt: until,
      releasedAt: null,
      note: note === null ? null : this.cipher.encrypt(note),
      placedBy: by?.placedBy ?? null,
    }));
    return this.rows.insert(HoldEntity, rows);
  }

  async notes(ids: readonly HoldId[]): Promise<Map<HoldId, HoldNote>> {
    const rows = await this.rows.readIn(HoldEntity, 'id', ids, { condition: 'AND placed_by IS NOT NULL' });
    return new Map(
      rows.map(({ id, note, placedBy }) => [
        id,
        { note: note === null ? null : this.cipher.decrypt(note), placedBy: placedBy ?? '' },
      ]),
    );
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

  async releaseByIds(ids: readonly HoldId[], now: Instant): Promise<number> {
    const counts = await this.rows.inLists(ids, async (list) => [
      await this.rows.execute(
        `UPDATE holds SET released_at = ? WHERE tenant_id = ? AND id IN (${marks(list)})
         AND released_at IS NULL AND (until_at IS NULL OR until_at > ?)`,
        [sqlInstant(now), this.rows.tenantId, ...list, sqlInstant(now)],
      ),
    ]);
    return counts.reduce((sum, count) => sum + count, 0);
  }
}
