import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../application/ports/audit-trail.js';
import type { Confirmation, HandOver, LedgerFaults } from '../../../application/ports/audit-trail.js';
import { instant } from '../../../domain/calendar/instant.js';
import { idOf } from '../../../domain/shared/ids.js';
import type { ContactPointId } from '../../../domain/shared/ids.js';
import { EventEntity } from '../entities/event.entity.js';
import { MessageEntity } from '../entities/message.entity.js';
import { SendAttemptEntity } from '../entities/send-attempt.entity.js';
import { byId, TenantRows } from './tenant-rows.js';

@Injectable()
export class SqlAuditTrail extends AuditTrail {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async handOvers(after: string | null, limit: number): Promise<HandOver[]> {
    const attempts = await this.rows.read(
      SendAttemptEntity,
      after === null ? '1 = 1' : 'id > ?',
      after === null ? [] : [after],
      `ORDER BY id LIMIT ${limit}`,
    );
    const messages = byId(
      await this.rows.readIn(
        MessageEntity,
        'id',
        attempts.map((attempt) => attempt.messageId),
      ),
    );
    return attempts.flatMap(({ id, messageId, outcome, startedAt }) => {
      const message = messages.get(messageId);
      return message ? [{ attemptId: id, messageId, at: startedAt, outcome, message }] : [];
    });
  }

  async confirmations(): Promise<Confirmation[]> {
    const events = await this.rows.read(EventEntity, `type = 'right-party.confirmed'`, []);
    return events.map(({ subjects, payload }) => ({
      contactPointId: idOf<ContactPointId>(subjects['contactPoint'] ?? ''),
      from: instant(Number(payload?.['at'])),
      until: instant(Number(payload?.['expiresAt'])),
    }));
  }

  async ledgerFaults(): Promise<LedgerFaults> {
    return {
      debts: await this.count(
        `SELECT COUNT(*) AS n FROM debts d WHERE d.tenant_id = ? AND d.paid_minor <>
         (SELECT COALESCE(SUM(p.amount_minor), 0) FROM payments p WHERE p.tenant_id = d.tenant_id AND p.debt_id = d.id)`,
      ),
      payments: await this.count(
        `SELECT COUNT(*) AS n FROM payments p WHERE p.tenant_id = ? AND p.amount_minor <>
         (SELECT COALESCE(SUM(a.amount_minor), 0) FROM payment_allocations a
          WHERE a.tenant_id = p.tenant_id AND a.payment_id = p.id)`,
      ),
      arrangements: await this.count(
        `SELECT COUNT(*) AS n FROM arrangements r WHERE r.tenant_id = ? AND r.total_minor <>
         (SELECT COALESCE(SUM(i.amount_minor), 0) FROM instalments i
          WHERE i.tenant_id = r.tenant_id AND i.arrangement_id = r.id)`,
      ),
    };
  }

  unexplained(): Promise<number> {
    return this.count(
      `SELECT COUNT(*) AS n FROM messages WHERE tenant_id = ? AND (state = 'checking'
       OR (state IN ('suppressed', 'cancelled', 'failed') AND state_reason IS NULL))`,
    );
  }

  private async count(sql: string): Promise<number> {
    const [row] = await this.rows.query<{ n: number | string }>(sql, [this.rows.tenantId]);
    return Number(row?.n ?? 0);
  }
}
