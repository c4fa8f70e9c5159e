import { Injectable } from '@nestjs/common';
import type { DisputeOutcome } from '../../domain/conversation/dispute.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { staffLogin } from '../people/staff-login.js';
import { EventLog } from '../ports/event-log.js';
import { Payments } from '../ports/payments.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { DecideDispute } from './decide-dispute.js';
import { ReachedDispute } from './reached-dispute.js';

export type ClaimResult = 'found' | 'not-found';

export interface ClaimDecision {
  readonly number: string;
  readonly result: ClaimResult;
  /** The payment that was found, by its reference. */
  readonly reference: string | null;
}

export const CLAIM_OUTCOMES: Readonly<Record<ClaimResult, DisputeOutcome>> = {
  found: 'upheld',
  'not-found': 'rejected',
};

/** A person says whether the payment that a debtor claims was found; the debtor is told. */
@Injectable()
export class DecidePaymentClaim {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reachedDispute: ReachedDispute,
    private readonly payments: Payments,
    private readonly decideDispute: DecideDispute,
    private readonly events: EventLog,
  ) {}

  /** Throws `PAYMENT_CLAIM.UNKNOWN`, `PAYMENT_CLAIM.OTHER_PAYMENT`, `DISPUTE.DECIDED`. */
  run(scope: WorkScope, { number, result, reference }: ClaimDecision): Promise<void> {
    const staff = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const { dispute, debt } = await this.reachedDispute.claim(number);
      if (reference !== null) {
        const payment = (await this.payments.byReferences(debt.lenderId, [reference])).get(reference);
        if (result !== 'found' || payment?.debtId !== debt.id) {
          throw new DomainError(
            'PAYMENT_CLAIM.OTHER_PAYMENT',
            'No payment with this reference was recorded on the debt of this claim.',
          );
        }
        await this.events.append([
          {
            type: 'payment-claim.matched',
            subjects: { dispute: dispute.id, debt: debt.id, payment: payment.id, lender: debt.lenderId },
          },
        ]);
      }
      await this.decideDispute.run(scope, { number, outcome: CLAIM_OUTCOMES[result], staff });
    });
  }
}
