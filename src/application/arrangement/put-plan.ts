import { Injectable } from '@nestjs/common';
import type { Authority } from '../../domain/arrangement/limits.js';
import type { PlanQuote } from '../../domain/arrangement/plan-quote.js';
import { authorityFor, mayAgree } from '../../domain/arrangement/quote-plans.js';
import type { Conversation, OfferedBy, OfferedWithin } from '../../domain/conversation/conversation.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PlanQuoteId } from '../../domain/shared/ids.js';
import type { DeskCase } from '../desk/desk-case.js';
import { Approvals } from '../ports/approvals.js';
import { Arrangements } from '../ports/arrangements.js';
import { Conversations } from '../ports/conversations.js';
import { PlanQuotes } from '../ports/plan-quotes.js';
import { NO_PLAN_SENTENCES, whyNoPlan } from './plan-eligibility.js';
import { ReadQuotedDebt } from './quoted-debt.js';

/** A quote that may be put to the debtor now, and within which limits its terms are looked at until it is agreed. */
export interface FitQuote {
  readonly quote: PlanQuote;
  readonly within: OfferedWithin;
}

/** Puts a quoted plan on the table of a conversation. Inside the caller's unit of work, under the debtor's lock. */
@Injectable()
export class PutPlan {
  constructor(
    private readonly quotes: PlanQuotes,
    private readonly approvals: Approvals,
    private readonly arrangements: Arrangements,
    private readonly conversations: Conversations,
    private readonly readQuotedDebt: ReadQuotedDebt,
  ) {}

  /**
   * Throws `PLAN_QUOTE.UNKNOWN`, `PLAN_QUOTE.EXPIRED`, `PLAN_QUOTE.NO_LONGER_FITS`, `PLAN_QUOTE.OUTSIDE_AUTHORITY`
   * and the reasons why no plan can be put to the debtor.
   */
  async check(id: PlanQuoteId, about: DeskCase, authority: Authority): Promise<FitQuote> {
    const quote = (await this.quotes.byIds([id])).get(id);
    const { conversation } = about;
    if (quote?.debtorId !== conversation.debtorId || quote.lenderId !== conversation.lenderId) {
      throw new DomainError('PLAN_QUOTE.UNKNOWN', 'No plan of this debtor has this id.');
    }
    if (quote.validUntil <= about.now) {
      throw new DomainError('PLAN_QUOTE.EXPIRED', 'This plan was valid for 48 hours; work it out anew.');
    }
    const found = await this.readQuotedDebt.run(quote.debtId);
    const active = await this.arrangements.activeOf([quote.debtId]);
    const why = whyNoPlan(about, found.debt, active.length > 0);
    if (why) throw new DomainError(why, NO_PLAN_SENTENCES[why] ?? 'No plan can be put to the debtor now.');
    const needs = authorityFor(quote.terms, found);
    if (!needs) {
      throw new DomainError(
        'PLAN_QUOTE.NO_LONGER_FITS',
        'The balance, the day or the limits changed since this plan was worked out; work it out anew.',
      );
    }
    if (!mayAgree(authority, needs) && !(await this.isApproved(id))) {
      throw new DomainError('PLAN_QUOTE.OUTSIDE_AUTHORITY', 'A lead must approve this plan first.', {
        needs,
      });
    }
    const { limits, bucket } = found;
    return {
      quote,
      within: { debtId: quote.debtId, limits: limits[needs], bucket, until: quote.validUntil },
    };
  }

  /** From now on a yes of the debtor agrees it, once the message was handed over. */
  async onTheTable(
    conversation: Conversation,
    { quote, within }: FitQuote,
    by: OfferedBy,
    now: DeskCase['now'],
  ): Promise<void> {
    await this.quotes.markSent(quote.id, now);
    await this.conversations.update({
      ...conversation,
      debtId: quote.debtId,
      context: {
        ...conversation.context,
        offer: quote.terms,
        offeredWithin: within,
        offeredBy: by,
        choices: [{ intent: 'accept_offer' }, { intent: 'reject_offer' }],
      },
    });
  }

  private async isApproved(id: PlanQuoteId): Promise<boolean> {
    return (await this.approvals.ofQuote(id)).some(({ state }) => state === 'approved');
  }
}
