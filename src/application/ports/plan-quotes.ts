import type { Instant } from '../../domain/calendar/instant.js';
import type { PlanQuote } from '../../domain/arrangement/plan-quote.js';
import type { DebtId, PlanQuoteId } from '../../domain/shared/ids.js';

export abstract class PlanQuotes {
  abstract byIds(ids: readonly PlanQuoteId[]): Promise<Map<PlanQuoteId, PlanQuote>>;
  /** Those that can still be put to the debtor, in order. */
  abstract validOf(debtIds: readonly DebtId[], now: Instant): Promise<PlanQuote[]>;
  abstract add(quotes: readonly PlanQuote[]): Promise<void>;
  abstract markSent(id: PlanQuoteId, at: Instant): Promise<void>;
  /** Of quotes of the debt that were neither sent nor put to a lead and are no longer valid, nothing is kept. */
  abstract forgetStale(debtId: DebtId, now: Instant): Promise<void>;
}
