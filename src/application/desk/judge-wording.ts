import { Injectable } from '@nestjs/common';
import type { Debt } from '../../domain/debt/debt.js';
import { outstanding, totalOwed } from '../../domain/debt/debt.js';
import type { Money } from '../../domain/shared/money.js';
import { money } from '../../domain/shared/money.js';
import type { WordingFinding } from '../../domain/wording/check-wording.js';
import { checkWording } from '../../domain/wording/check-wording.js';
import type { Ledger } from '../../domain/wording/ledger.js';
import { Arrangements } from '../ports/arrangements.js';
import { ConversationRecords } from '../ports/conversation-records.js';
import { CrisisLines } from '../ports/crisis-lines.js';
import { Disputes } from '../ports/disputes.js';
import { PlanQuotes } from '../ports/plan-quotes.js';
import { Promises } from '../ports/promises.js';
import type { DeskCase } from './desk-case.js';

/** An older payment is hardly told any more. */
const LATEST_PAYMENTS = 100;

/** Holds what a person is about to say against the rules and the ledger. Inside the caller's unit of work. */
@Injectable()
export class JudgeWording {
  constructor(
    private readonly promises: Promises,
    private readonly arrangements: Arrangements,
    private readonly disputes: Disputes,
    private readonly records: ConversationRecords,
    private readonly quotes: PlanQuotes,
    private readonly crisisLines: CrisisLines,
  ) {}

  /** `neutral`: the text is sent as one that tells of no debt, whoever reads it. */
  async run(text: string, about: DeskCase, neutral: boolean): Promise<readonly WordingFinding[]> {
    return checkWording(text, {
      locale: about.debtor.locale,
      crisis: about.crisis,
      confirmed: about.confirmed && !neutral,
      checkFacts: about.debtor.checkFacts,
      publicNumbers: this.publicNumbers(about),
      ledger: await this.ledger(about),
    });
  }

  private publicNumbers({ lender, debtor }: DeskCase): string[] {
    const country = debtor.country ?? lender.country;
    return [
      lender.hotline,
      this.crisisLines.crisisLine(country),
      this.crisisLines.emergencyNumber(country),
    ].filter((number) => number !== '');
  }

  private async ledger({ conversation, debts, debt, debtor, today, now }: DeskCase): Promise<Ledger> {
    const ids = debts.map(({ id }) => id);
    const promises = await this.promises.openOf(ids);
    const plans = (await this.arrangements.activeOf(ids)).map(({ instalments, totalMinor, currency }) => ({
      instalments,
      totalMinor,
      currency,
    }));
    const offered = [
      ...(await this.quotes.validOf(ids, now)).map(({ terms }) => terms),
      ...(conversation.context.offer ? [conversation.context.offer] : []),
    ];
    const agreed = [...plans, ...offered];
    const paid = await this.records.payments(ids, { before: null, limit: LATEST_PAYMENTS });
    const disputes = await this.disputes.openOf(ids);
    return {
      locale: debtor.locale,
      today,
      currency: (debt ?? debts[0])?.currency ?? 'CNY',
      outstanding: debt && outstanding(debt),
      amounts: [
        ...debts.flatMap(amountsOf),
        ...promises.map(({ amount }) => amount),
        ...agreed.flatMap(({ instalments, totalMinor, currency }) =>
          [totalMinor, ...instalments.map(({ amountMinor }) => amountMinor)].map((minor) =>
            money(minor, currency),
          ),
        ),
        ...paid.map(({ amountMinor, currency }) => money(amountMinor, currency)),
      ],
      dates: [
        ...debts.map(({ dueOn }) => dueOn),
        ...promises.map(({ dueOn }) => dueOn),
        ...agreed.flatMap(({ instalments }) => instalments.map(({ dueOn }) => dueOn)),
        ...paid.map(({ receivedOn }) => receivedOn),
        ...disputes.map(({ answerByOn }) => answerByOn),
      ],
      name: debtor.name,
    };
  }
}

const amountsOf = (debt: Debt): Money[] => {
  const { principalMinor, interestMinor, feesMinor, paidMinor } = debt.components;
  return [
    outstanding(debt),
    totalOwed(debt),
    ...[principalMinor, interestMinor, feesMinor, paidMinor].map((minor) => money(minor, debt.currency)),
  ];
};
