import { Injectable } from '@nestjs/common';
import { PlanQuotes } from '../../../application/ports/plan-quotes.js';
import type { PlanQuote } from '../../../domain/arrangement/plan-quote.js';
import type { Instant } from '../../../domain/calendar/instant.js';
import type { DebtId, PlanQuoteId } from '../../../domain/shared/ids.js';
import { PlanQuoteEntity } from '../entities/plan-quote.entity.js';
import { sqlInstant } from '../column-codec.js';
import { byId, TenantRows, untenanted } from './tenant-rows.js';

@Injectable()
export class TypeormPlanQuotes extends PlanQuotes {
  constructor(private readonly rows: TenantRows) {
    super();
  }

  async byIds(ids: readonly PlanQuoteId[]): Promise<Map<PlanQuoteId, PlanQuote>> {
    return byId((await this.rows.readIn(PlanQuoteEntity, 'id', ids)).map(untenanted));
  }

  async validOf(debtIds: readonly DebtId[], now: Instant): Promise<PlanQuote[]> {
    const rows = await this.rows.readIn(PlanQuoteEntity, 'debt_id', debtIds, {
      condition: 'AND valid_until_at > ?',
      parameters: [sqlInstant(now)],
      tail: 'ORDER BY id',
    });
    return rows.map(untenanted);
  }

  add(quotes: readonly PlanQuote[]): Promise<void> {
    return this.rows.insert(PlanQuoteEntity, quotes);
  }

  async markSent(id: PlanQuoteId, at: Instant): Promise<void> {
    await this.rows.update(PlanQuoteEntity, [{ id, sentAt: at }], ['sentAt']);
  }

  async forgetStale(debtId: DebtId, now: Instant): Promise<void> {
    await this.rows.execute(
      `DELETE FROM plan_quotes WHERE tenant_id = ? AND debt_id = ? AND valid_until_at <= ? AND sent_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM approvals a WHERE a.tenant_id = plan_quotes.tenant_id
         AND a.plan_quote_id = plan_quotes.id)`,
      [this.rows.tenantId, debtId, sqlInstant(now)],
    );
  }
}
