import { Injectable } from '@nestjs/common';
import { OutreachOfDebts } from '../../../application/ports/outreach-of-debts.js';
import type { DebtId } from '../../../domain/shared/ids.js';
import { marks } from '../rows.js';
import { TenantRows } from './tenant-rows.js';

const WAITING = ['queued', 'deferred', 'checking'];

@Injectable()
export class SqlOutreachOfDebts extends OutreachOfDebts {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async attempted(ids: readonly DebtId[]): Promise<number> {
    const counts = await this.rows.inLists(ids, (list) =>
      this.rows.query<{ n: number | string }>(
        `SELECT COUNT(*) AS n FROM messages m JOIN send_attempts a
         ON a.tenant_id = m.tenant_id AND a.message_id = m.id
         WHERE m.tenant_id = ? AND m.debt_id IN (${marks(list)})`,
        [this.rows.tenantId, ...list],
      ),
    );
    return counts.reduce((sum, { n }) => sum + Number(n), 0);
  }

  async waiting(ids: readonly DebtId[]): Promise<DebtId[]> {
    const found = await this.rows.inLists(ids, (list) =>
      this.rows.query<{ id: DebtId }>(
        `SELECT DISTINCT debt_id AS id FROM messages WHERE tenant_id = ? AND debt_id IN (${marks(list)})
         AND state IN (${marks(WAITING)})`,
        [this.rows.tenantId, ...list, ...WAITING],
      ),
    );
    return found.map(({ id }) => id);
  }
}
