import { Injectable } from '@nestjs/common';
import type { Authority } from '../../domain/arrangement/limits.js';
import type { PlanQuote } from '../../domain/arrangement/plan-quote.js';
import { QUOTE_VALID } from '../../domain/arrangement/plan-quote.js';
import type { PlanStep, QuotedTerms, QuoteWish } from '../../domain/arrangement/quote-plans.js';
import { quotePlans } from '../../domain/arrangement/quote-plans.js';
import type { InstalmentRow } from '../../domain/arrangement/split-instalments.js';
import { splitInstalments } from '../../domain/arrangement/split-instalments.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { plus } from '../../domain/calendar/instant.js';
import { PLAN_TEMPLATE } from '../../domain/conversation/reply-templates.js';
import { writePlanFields } from '../../domain/conversation/wording.js';
import { isConfirmed } from '../../domain/debtor/contact-point.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ConversationId, DebtId, PlanQuoteId } from '../../domain/shared/ids.js';
import type { Money } from '../../domain/shared/money.js';
import { OpenDeskCase } from '../desk/desk-case.js';
import { ReachedConversation } from '../desk/reached-conversation.js';
import { caseFields } from '../outbound/case-fields.js';
import { TemplatesInForce } from '../outbound/templates-in-force.js';
import { staffLogin } from '../people/staff-login.js';
import { Arrangements } from '../ports/arrangements.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { CrisisLines } from '../ports/crisis-lines.js';
import { Holds } from '../ports/holds.js';
import { Ids } from '../ports/ids.js';
import { PlanQuotes } from '../ports/plan-quotes.js';
import { TemplateRenderer } from '../ports/template-renderer.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { whyNoPlan } from './plan-eligibility.js';
import type { QuotedDebt } from './quoted-debt.js';
import { ReadQuotedDebt } from './quoted-debt.js';

export interface QuoteAbout {
  readonly conversationId?: ConversationId;
  readonly debtId?: DebtId;
}

/** One plan that can be put to the debtor, or to a lead first. */
export interface OfferedPlan {
  readonly quote: PlanQuote;
  readonly rows: readonly InstalmentRow[];
  /** As the debtor will read it. */
  readonly preview: string;
}

export interface QuoteAnswer {
  readonly debtId: DebtId;
  readonly balance: Money;
  readonly asOf: Instant;
  /** Why none of them can be sent now; null where each can. */
  readonly why: string | null;
  readonly offers: readonly OfferedPlan[];
  readonly beyond: OfferedPlan | null;
  readonly steps: readonly PlanStep[];
}

/** Works out up to three plans inside the authority of a person, and keeps them for as long as they are valid. */
@Injectable()
export class QuotePlan {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly openDeskCase: OpenDeskCase,
    private readonly readQuotedDebt: ReadQuotedDebt,
    private readonly arrangements: Arrangements,
    private readonly contactPoints: ContactPoints,
    private readonly holds: Holds,
    private readonly quotes: PlanQuotes,
    private readonly templatesInForce: TemplatesInForce,
    private readonly renderer: TemplateRenderer,
    private readonly crisisLines: CrisisLines,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `DEBT.UNKNOWN`, `CONVERSATION.UNKNOWN`, `CONVERSATION.WHICH_DEBT`. */
  run(scope: WorkScope, about: QuoteAbout, wish: QuoteWish, authority: Authority): Promise<QuoteAnswer> {
    const login = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const found = await this.readQuotedDebt.run(await this.debtIdOf(about));
      const standing = await this.standing(found, about);
      const active = await this.arrangements.activeOf([found.debt.id]);
      const answer = {
        debtId: found.debt.id,
        balance: found.balance,
        asOf: now,
        why: whyNoPlan(standing, found.debt, active.length > 0),
      };
      if (found.balance.minor === 0) return { ...answer, offers: [], beyond: null, steps: [] };
      const { offers, beyond, steps } = quotePlans({ ...found, wish, authority });
      const offered = await this.describe(found, [...offers, ...(beyond ? [beyond] : [])], {
        conversationId: about.conversationId ?? null,
        askedBy: login,
        quotedAt: now,
      });
      await this.quotes.forgetStale(found.debt.id, now);
      await this.quotes.add(offered.map(({ quote }) => quote));
      return {
        ...answer,
        offers: offered.slice(0, offers.length),
        beyond: offered[offers.length] ?? null,
        steps,
      };
    });
  }

  private async debtIdOf({ conversationId, debtId }: QuoteAbout): Promise<DebtId> {
    if (debtId) return debtId;
    if (!conversationId) throw new DomainError('DEBT.UNKNOWN', 'Name a conversation or a debt.');
    const { debt } = await this.openDeskCase.run(await this.reached.of(conversationId));
    if (debt) return debt.id;
    throw new DomainError(
      'CONVERSATION.WHICH_DEBT',
      'The debtor has several debts here; say by debtId which one the plan is for.',
    );
  }

  /** Without a conversation, whoever reads at any of the contact points counts. */
  private async standing({ debt }: QuotedDebt, { conversationId }: QuoteAbout) {
    if (conversationId) {
      const about = await this.openDeskCase.run(await this.reached.of(conversationId));
      if (about.debts.some(({ id }) => id === debt.id)) return about;
      throw new DomainError('DEBT.UNKNOWN', 'This debt is none of the conversation.');
    }
    const now = this.clock.now();
    const points = await this.contactPoints.ofDebtors([debt.debtorId]);
    return {
      holds: await this.holds.inForce([debt.debtorId], now),
      confirmed: points.some(({ rightParty }) => isConfirmed(rightParty, now)),
    };
  }

  private async describe(
    { debt, debtor, lender }: QuotedDebt,
    all: readonly QuotedTerms[],
    start: Pick<PlanQuote, 'conversationId' | 'askedBy' | 'quotedAt'>,
  ): Promise<OfferedPlan[]> {
    const { locale } = debtor;
    const wanted = { lenderId: lender.id, name: PLAN_TEMPLATE, locale };
    const template = (await this.templatesInForce.run([wanted])).of(wanted);
    const fields = caseFields({ debtor, lender, debt }, locale, start.quotedAt, this.crisisLines);
    return all.map(({ terms, needs }) => ({
      quote: {
        ...start,
        id: this.ids.next<PlanQuoteId>(),
        debtId: debt.id,
        debtorId: debtor.id,
        lenderId: lender.id,
        terms,
        needs,
        validUntil: plus(start.quotedAt, QUOTE_VALID),
        sentAt: null,
      },
      rows: splitInstalments(terms, debt),
      preview: this.renderer.render(template, { ...writePlanFields(terms, locale), ...fields }),
    }));
  }
}
