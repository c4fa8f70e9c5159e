import { Injectable } from '@nestjs/common';
import { todayIn } from '../../domain/calendar/zone.js';
import type { Lender } from '../../domain/debt/lender.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Clock } from '../ports/clock.js';
import { Lenders } from '../ports/lenders.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { ReceivedPayment, ToldPayment } from './receive-payment.js';
import { ReceivePayment } from './receive-payment.js';

export interface PaymentTold extends Omit<ToldPayment, 'lenderId'> {
  /** Code. */
  readonly lender: string;
}

export type AcceptedPayment = Exclude<ReceivedPayment, { kind: 'refused' }>;

/** Takes a payment that a person or a program enters. */
@Injectable()
export class RegisterPayment {
  constructor(
    private readonly receivePayment: ReceivePayment,
    private readonly lenders: Lenders,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `LENDER.UNKNOWN`, `PAYMENT.BAD_AMOUNT`, `PAYMENT.IN_FUTURE` or `PAYMENT.TOLD_DIFFERENTLY`. */
  run(scope: WorkScope, { lender: code, ...told }: PaymentTold): Promise<AcceptedPayment> {
    return this.unitOfWork.run(scope, async () => {
      const lender = await this.lenders.byCode(code);
      if (!lender || !reaches(scope.reach, lender.id)) {
        throw new DomainError('LENDER.UNKNOWN', `There is no lender ${code}.`);
      }
      return this.receive(lender, told, 'api');
    });
  }

  /** The same from a source that is known by its signature, inside the caller's unit of work. */
  async receive(
    lender: Lender,
    told: Omit<ToldPayment, 'lenderId'>,
    toldBy: 'api' | 'notification',
  ): Promise<AcceptedPayment> {
    if (told.receivedOn > todayIn(this.clock.now(), lender.zone)) {
      throw new DomainError('PAYMENT.IN_FUTURE', 'A payment cannot have arrived after today.');
    }
    const outcome = await this.receivePayment.run({ lenderId: lender.id, ...told }, toldBy);
    if (outcome.kind === 'refused') throw new DomainError(outcome.code, outcome.sentence);
    return outcome;
  }
}
