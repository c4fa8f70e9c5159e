import { Injectable } from '@nestjs/common';
import type { DisputeOutcome } from '../../domain/conversation/dispute.js';
import { debtAfterDispute, resultTemplate } from '../../domain/conversation/dispute-result.js';
import { outstanding } from '../../domain/debt/debt.js';
import type { DebtState } from '../../domain/debt/debt.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Money } from '../../domain/shared/money.js';
import { caseFields } from '../outbound/case-fields.js';
import { TemplatesInForce } from '../outbound/templates-in-force.js';
import { Clock } from '../ports/clock.js';
import { CrisisLines } from '../ports/crisis-lines.js';
import { Debtors } from '../ports/debtors.js';
import { Lenders } from '../ports/lenders.js';
import { TemplateRenderer } from '../ports/template-renderer.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedDispute } from './reached-dispute.js';

export interface DecisionPreview {
  /** What the debtor will read, without what the line adds. */
  readonly text: string;
  readonly outstandingBefore: Money;
  readonly outstandingAfter: Money;
  readonly debtStateAfter: DebtState;
}

/** Shows what a decision would do and say, and does nothing. */
@Injectable()
export class PreviewDisputeDecision {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reachedDispute: ReachedDispute,
    private readonly debtors: Debtors,
    private readonly lenders: Lenders,
    private readonly templatesInForce: TemplatesInForce,
    private readonly renderer: TemplateRenderer,
    private readonly crisisLines: CrisisLines,
    private readonly clock: Clock,
  ) {}

  /** Throws `DISPUTE.UNKNOWN`, `DISPUTE.DECIDED`, `DISPUTE.AMOUNT_MISSING`. */
  run(
    scope: WorkScope,
    number: string,
    outcome: DisputeOutcome,
    correctedMinor?: number,
  ): Promise<DecisionPreview> {
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const { dispute, debt: before } = await this.reachedDispute.open(number);
      const debt = debtAfterDispute(dispute, before, outcome, correctedMinor, now);
      const debtor = (await this.debtors.byIds([debt.debtorId])).get(debt.debtorId);
      const lender = (await this.lenders.byIds([debt.lenderId])).get(debt.lenderId);
      if (!debtor || !lender)
        throw new DomainError('DISPUTE.UNKNOWN', 'The people of this dispute are gone.');
      const { locale } = debtor;
      const wanted = { lenderId: lender.id, name: resultTemplate(dispute, outcome), locale };
      const template = (await this.templatesInForce.run([wanted])).of(wanted);
      const fields = caseFields({ debtor, lender, debt }, locale, now, this.crisisLines);
      return {
        text: this.renderer.render(template, { ...fields, disputeNumber: number }),
        outstandingBefore: outstanding(before),
        outstandingAfter: outstanding(debt),
        debtStateAfter: debt.state,
      };
    });
  }
}
