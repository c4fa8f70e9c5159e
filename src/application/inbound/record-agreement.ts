import { Injectable } from '@nestjs/common';
import type { Arrangement, PlanTerms } from '../../domain/arrangement/arrangement.js';
import { planInterest } from '../../domain/arrangement/arrangement.js';
import { moveInstalment } from '../../domain/arrangement/move-instalment.js';
import type { PromiseToPay } from '../../domain/arrangement/promise-to-pay.js';
import { addDays, yearOf } from '../../domain/calendar/local-date.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { Action } from '../../domain/conversation/action.js';
import type { Dispute } from '../../domain/conversation/dispute.js';
import type { MessageFields } from '../../domain/message/message.js';
import { writeDate } from '../../domain/conversation/wording.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ArrangementId, DebtId, DisputeId, InstalmentId, PromiseId } from '../../domain/shared/ids.js';
import { Arrangements } from '../ports/arrangements.js';
import { Debts } from '../ports/debts.js';
import { Disputes } from '../ports/disputes.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Lenders } from '../ports/lenders.js';
import { PolicyPacks } from '../ports/policy-packs.js';
import { Promises } from '../ports/promises.js';
import type { DecidedCase } from './decided-case.js';

export type AgreementAction = Extract<
  Action,
  { kind: 'record-promise' | 'agree-arrangement' | 'move-instalment' | 'open-dispute' }
>;

/** Records what the debtor and the lender's limits agreed on, or what the debtor disputes. Inside the unit of work. */
@Injectable()
export class RecordAgreement {
  constructor(
    private readonly debts: Debts,
    private readonly promises: Promises,
    private readonly arrangements: Arrangements,
    private readonly disputes: Disputes,
    private readonly lenders: Lenders,
    private readonly packs: PolicyPacks,
    private readonly events: EventLog,
    private readonly ids: Ids,
  ) {}

  /** Returns what the reply may name. */
  async run(current: DecidedCase, action: AgreementAction): Promise<MessageFields> {
    const debtId = debtOf(current);
    switch (action.kind) {
      case 'record-promise': {
        await this.promise(current, debtId, action.amount, action.dueOn);
        return {};
      }
      case 'agree-arrangement': {
        await this.arrangement(current, debtId, action.terms);
        return {};
      }
      case 'move-instalment': {
        await this.move(current, debtId, action);
        return {};
      }
      case 'open-dispute':
        return this.dispute(current, debtId, action.dispute);
    }
  }

  private async promise(
    current: DecidedCase,
    debtId: DebtId,
    amount: PromiseToPay['amount'],
    dueOn: PromiseToPay['dueOn'],
  ): Promise<void> {
    const debt = (await this.debts.byIds([debtId])).get(debtId);
    if (!debt) throw new DomainError('DEBT.UNKNOWN', 'The promised debt is gone.');
    for (const earlier of await this.promises.openOf([debtId])) {
      await this.promises.update([{ ...earlier, state: 'cancelled', settledAt: current.now }]);
    }
    const promise: PromiseToPay = {
      id: this.ids.next<PromiseId>(),
      debtId,
      conversationId: current.conversation.id,
      amount,
      dueOn,
      state: 'open',
      paidBeforeMinor: debt.components.paidMinor,
      madeAt: current.now,
      remindedAt: null,
      settledAt: null,
      version: 1,
    };
    await this.promises.add(promise);
    await this.event(current, 'promise.made', debtId, promise.id, {
      amountMinor: amount.minor,
      currency: amount.currency,
      dueOn,
    });
  }

  private async arrangement(current: DecidedCase, debtId: DebtId, terms: PlanTerms): Promise<void> {
    const arrangement: Arrangement = {
      id: this.ids.next<ArrangementId>(),
      debtId,
      conversationId: current.conversation.id,
      state: 'active',
      currency: terms.currency,
      totalMinor: terms.totalMinor,
      discountMinor: terms.discountMinor,
      frequency: terms.frequency,
      instalments: terms.instalments.map((instalment, index) => ({
        id: this.ids.next<InstalmentId>(),
        number: index + 1,
        ...instalment,
        paidMinor: 0,
        state: 'due',
        remindedAt: null,
      })),
      dateMovesUsed: 0,
      agreedAt: current.now,
      endedAt: null,
      version: 1,
    };
    await this.arrangements.add(arrangement);
    await this.event(current, 'arrangement.agreed', debtId, arrangement.id, {
      totalMinor: terms.totalMinor,
      discountMinor: terms.discountMinor,
      interestMinor: planInterest(terms),
      currency: terms.currency,
      instalments: terms.instalments.length,
    });
  }

  private async move(
    current: DecidedCase,
    debtId: DebtId,
    action: Extract<AgreementAction, { kind: 'move-instalment' }>,
  ): Promise<void> {
    const facts = current.debts.find((debt) => debt.id === debtId);
    if (!facts?.activeArrangement) {
      throw new DomainError('ARRANGEMENT.NONE', 'There is no active plan whose date could move.');
    }
    const today = todayIn(current.now, current.debtor.zones[0] ?? (await this.lender(current)).zone);
    const moved = moveInstalment(
      facts.activeArrangement,
      action.instalmentId,
      action.dueOn,
      facts.limits,
      today,
    );
    await this.arrangements.update([moved]);
    await this.event(current, 'arrangement.date-moved', debtId, moved.id, { dueOn: action.dueOn });
  }

  private async dispute(current: DecidedCase, debtId: DebtId, kind: Dispute['kind']): Promise<MessageFields> {
    const [open] = await this.disputes.openOf([debtId]);
    const named = ({ number, answerByOn }: Dispute): MessageFields => ({
      disputeNumber: number,
      answerBy: writeDate(answerByOn, current.debtor.locale),
    });
    if (open) return named(open);
    const lender = await this.lender(current);
    const today = todayIn(current.now, lender.zone);
    const dispute: Dispute = {
      id: this.ids.next<DisputeId>(),
      number: await this.disputes.nextNumber(yearOf(today)),
      debtId,
      conversationId: current.conversation.id,
      kind,
      state: 'open',
      outcome: null,
      openedAt: current.now,
      answerByOn: addDays(today, this.packs.resolve(lender.country, current.debtor.country).complaintDays),
      decidedAt: null,
      decidedBy: null,
      version: 1,
    };
    await this.disputes.add(dispute);
    await this.event(current, 'dispute.opened', debtId, dispute.id, { kind });
    return named(dispute);
  }

  private async lender(current: DecidedCase) {
    const { lenderId } = current.conversation;
    const lender = (await this.lenders.byIds([lenderId])).get(lenderId);
    if (!lender) throw new DomainError('LENDER.UNKNOWN', 'The lender of this conversation is gone.');
    return lender;
  }

  private event(
    current: DecidedCase,
    type: string,
    debtId: DebtId,
    record: string,
    payload: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    return this.events.append([
      {
        type,
        subjects: {
          debt: debtId,
          debtor: current.debtor.id,
          conversation: current.conversation.id,
          record,
        },
        payload,
      },
    ]);
  }
}

/** The debt that is talked about, or the first open one at this lender. */
const debtOf = (current: DecidedCase): DebtId => {
  const debtId =
    current.conversation.debtId ??
    current.debts.find((debt) => debt.state === 'open')?.id ??
    current.debts[0]?.id;
  if (debtId) return debtId;
  throw new DomainError('DEBT.NONE', 'The debtor has no debt at this lender to agree on.');
};
