import { Injectable } from '@nestjs/common';
import type { Approval } from '../../domain/arrangement/approval.js';
import type { Authority } from '../../domain/arrangement/limits.js';
import { authorityFor, mayAgree } from '../../domain/arrangement/quote-plans.js';
import { addWorkingMinutes } from '../../domain/calendar/working-hours.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ApprovalId, PlanQuoteId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Approvals } from '../ports/approvals.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { PlanQuotes } from '../ports/plan-quotes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReadQuotedDebt } from './quoted-debt.js';

/** Working minutes within which a lead answers. */
export const APPROVAL_MINUTES = 60;

/** Asks a lead for a plan beyond the person's own authority. One open question per plan. */
@Injectable()
export class AskApproval {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly quotes: PlanQuotes,
    private readonly approvals: Approvals,
    private readonly readQuotedDebt: ReadQuotedDebt,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `PLAN_QUOTE.UNKNOWN`, `PLAN_QUOTE.NO_LONGER_FITS`, `APPROVAL.NOT_NEEDED`, `APPROVAL.EXISTS`. */
  run(scope: WorkScope, quoteId: PlanQuoteId, reason: string, authority: Authority): Promise<Approval> {
    const login = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const quote = (await this.quotes.byIds([quoteId])).get(quoteId);
      if (!quote || !reaches(scope.reach, quote.lenderId)) {
        throw new DomainError('PLAN_QUOTE.UNKNOWN', 'No plan has this id.');
      }
      const found = await this.readQuotedDebt.run(quote.debtId);
      const needs = authorityFor(quote.terms, found);
      if (!needs) {
        throw new DomainError(
          'PLAN_QUOTE.NO_LONGER_FITS',
          'Nobody may agree this plan any more; work it out anew.',
        );
      }
      if (mayAgree(authority, needs)) {
        throw new DomainError('APPROVAL.NOT_NEEDED', 'You may put this plan to the debtor yourself.');
      }
      const asked = await this.approvals.ofQuote(quoteId);
      if (asked.some(({ state }) => state !== 'refused')) {
        throw new DomainError('APPROVAL.EXISTS', 'A lead was asked for this plan already.');
      }
      const now = this.clock.now();
      const approval: Approval = {
        id: this.ids.next<ApprovalId>(),
        planQuoteId: quoteId,
        conversationId: quote.conversationId,
        debtId: quote.debtId,
        lenderId: quote.lenderId,
        state: 'open',
        askedBy: login,
        reason,
        askedAt: now,
        answerBy: addWorkingMinutes(found.lender.workingHours, now, APPROVAL_MINUTES),
        decidedBy: null,
        decisionReason: null,
        decidedAt: null,
        version: 1,
      };
      await this.approvals.add(approval);
      await this.events.append([
        {
          type: 'approval.asked',
          subjects: {
            approval: approval.id,
            debt: quote.debtId,
            lender: quote.lenderId,
            ...(quote.conversationId ? { conversation: quote.conversationId } : {}),
          },
          payload: { answerBy: approval.answerBy },
        },
      ]);
      return approval;
    });
  }
}
