import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import { writeAmount, writeDate, writePlanSummary } from '../../domain/conversation/wording.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PlanQuoteId } from '../../domain/shared/ids.js';
import type { SavedReply } from '../../domain/template/saved-reply.js';
import { fillBlanks } from '../../domain/template/saved-reply.js';
import { caseFields } from '../outbound/case-fields.js';
import { CrisisLines } from '../ports/crisis-lines.js';
import { PlanQuotes } from '../ports/plan-quotes.js';
import type { DeskCase } from './desk-case.js';

/** What a person put into the typed blanks; written out in the language of the debtor. */
export interface TypedValues {
  readonly amountMinor?: number;
  readonly date?: LocalDate;
  readonly planQuoteId?: PlanQuoteId;
  readonly person?: string;
}

export interface FilledReply {
  readonly text: string;
  /** Names of the blanks that nobody filled yet. */
  readonly left: readonly string[];
}

/** Fills a saved reply with the case and with what a person typed. Inside the caller's unit of work. */
@Injectable()
export class FillReply {
  constructor(
    private readonly quotes: PlanQuotes,
    private readonly crisisLines: CrisisLines,
  ) {}

  /** Throws `PLAN_QUOTE.UNKNOWN`. */
  async run(reply: SavedReply, about: DeskCase, typed: TypedValues): Promise<FilledReply> {
    const { debtor, lender, debt, now } = about;
    const locale = reply.locale;
    const { amountMinor, date, person, planQuoteId } = typed;
    const currency = (debt ?? about.debts[0])?.currency ?? 'CNY';
    return fillBlanks(reply.text, {
      ...caseFields({ debtor, lender, debt }, locale, now, this.crisisLines),
      ...(amountMinor === undefined ? {} : { amount: writeAmount(amountMinor, currency, locale) }),
      ...(date === undefined ? {} : { date: writeDate(date, locale) }),
      ...(person === undefined ? {} : { person }),
      ...(planQuoteId === undefined ? {} : { plan: await this.planSummary(planQuoteId, about, locale) }),
    });
  }

  private async planSummary(
    id: PlanQuoteId,
    { debtor }: DeskCase,
    locale: SavedReply['locale'],
  ): Promise<string> {
    const quote = (await this.quotes.byIds([id])).get(id);
    if (quote?.debtorId === debtor.id) return writePlanSummary(quote.terms, locale);
    throw new DomainError('PLAN_QUOTE.UNKNOWN', 'No plan of this debtor has this id.');
  }
}
