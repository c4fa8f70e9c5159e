import { Injectable } from '@nestjs/common';
import type { Approval, ApprovalState } from '../../domain/arrangement/approval.js';
import type { PlanQuote } from '../../domain/arrangement/plan-quote.js';
import { Approvals } from '../ports/approvals.js';
import { PlanQuotes } from '../ports/plan-quotes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

export interface ApprovalEntry {
  readonly approval: Approval;
  readonly quote: PlanQuote | null;
}

/** What leads were asked for, what is due first first. */
@Injectable()
export class ReadApprovals {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly approvals: Approvals,
    private readonly quotes: PlanQuotes,
  ) {}

  run(
    scope: WorkScope,
    state: ApprovalState,
    page: Parameters<Approvals['list']>[2],
  ): Promise<ApprovalEntry[]> {
    return this.unitOfWork.run(scope, async () => {
      const approvals = await this.approvals.list(state, scope.reach ?? 'all', page);
      const quotes = await this.quotes.byIds(approvals.map(({ planQuoteId }) => planQuoteId));
      return approvals.map((approval) => ({ approval, quote: quotes.get(approval.planQuoteId) ?? null }));
    });
  }
}
