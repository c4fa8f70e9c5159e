import { Injectable } from '@nestjs/common';
import { reaches } from '../../domain/people/access.js';
import type { UnmatchedPayment } from '../../domain/payment/unmatched-payment.js';
import { actorLabel } from '../../domain/shared/actor.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PaymentId, UnmatchedPaymentId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { UnmatchedPayments } from '../ports/unmatched-payments.js';
import { RecordPayment } from './record-payment.js';

/** A person says what an unmatched payment is: for which debt, or none of ours. */
@Injectable()
export class DecideUnmatchedPayment {
  constructor(
    private readonly unmatched: UnmatchedPayments,
    private readonly recordPayment: RecordPayment,
    private readonly events: EventLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `UNMATCHED_PAYMENT.UNKNOWN`, `UNMATCHED_PAYMENT.DECIDED`, `PAYMENT.UNKNOWN_DEBT`, `PAYMENT.OTHER_CURRENCY`
   * or `PAYMENT.TOLD_DIFFERENTLY`.
   */
  match(
    scope: WorkScope,
    id: UnmatchedPaymentId,
    debtReference: string,
    reason: string,
  ): Promise<UnmatchedPayment> {
    return this.unitOfWork.run(scope, async () => {
      const open = await this.openOne(scope, id);
      const { lenderId, reference, amountMinor, currency, receivedOn } = open;
      const outcome = await this.recordPayment.run({
        lenderId,
        debt: { reference: debtReference },
        ...{ reference, amountMinor, currency, receivedOn },
      });
      if (outcome.kind === 'refused') throw new DomainError(outcome.code, outcome.sentence);
      return this.decide(scope, open, 'matched', reason, outcome.payment.id);
    });
  }

  /** Throws `UNMATCHED_PAYMENT.UNKNOWN` or `UNMATCHED_PAYMENT.DECIDED`. */
  dismiss(scope: WorkScope, id: UnmatchedPaymentId, reason: string): Promise<UnmatchedPayment> {
    return this.unitOfWork.run(scope, async () =>
      this.decide(scope, await this.openOne(scope, id), 'dismissed', reason, null),
    );
  }

  private async openOne(scope: WorkScope, id: UnmatchedPaymentId): Promise<UnmatchedPayment> {
    const found = await this.unmatched.byId(id);
    if (!found || !reaches(scope.reach, found.lenderId)) {
      throw new DomainError('UNMATCHED_PAYMENT.UNKNOWN', 'There is no such unmatched payment.');
    }
    if (found.state === 'open') return found;
    throw new DomainError('UNMATCHED_PAYMENT.DECIDED', `The payment was ${found.state} already.`);
  }

  private async decide(
    scope: WorkScope,
    open: UnmatchedPayment,
    state: 'matched' | 'dismissed',
    reason: string,
    paymentId: PaymentId | null,
  ): Promise<UnmatchedPayment> {
    const decided: UnmatchedPayment = {
      ...open,
      state,
      paymentId,
      decidedAt: this.clock.now(),
      decidedBy: actorLabel(scope.actor),
      decideReason: reason,
    };
    await this.unmatched.update(decided);
    const ofPayment = paymentId === null ? {} : { payment: paymentId };
    await this.events.append([
      {
        type: `payment.${state}`,
        subjects: { unmatchedPayment: open.id, lender: open.lenderId, ...ofPayment },
        reason,
        payload: { amountMinor: open.amountMinor, currency: open.currency },
      },
    ]);
    return { ...decided, version: open.version + 1 };
  }
}
