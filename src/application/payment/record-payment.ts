import { Injectable } from '@nestjs/common';
import type { PromiseToPay } from '../../domain/arrangement/promise-to-pay.js';
import { settlePromise } from '../../domain/arrangement/settle-promise.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import type { Debt } from '../../domain/debt/debt.js';
import { outstanding } from '../../domain/debt/debt.js';
import type { AllocatedPayment } from '../../domain/payment/allocate-payment.js';
import { allocatePayment } from '../../domain/payment/allocate-payment.js';
import type { Payment } from '../../domain/payment/payment.js';
import type { DebtId, LenderId, PaymentId } from '../../domain/shared/ids.js';
import type { Currency } from '../../domain/shared/money.js';
import { withdrawnEvents } from '../outbound/message-event.js';
import { Arrangements } from '../ports/arrangements.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import type { NewEvent } from '../ports/event-log.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { Ids } from '../ports/ids.js';
import { Messages } from '../ports/messages.js';
import { Payments } from '../ports/payments.js';
import { Promises } from '../ports/promises.js';
import { ThankForPayment } from './thank-for-payment.js';

export interface PaymentRequest {
  readonly lenderId: LenderId;
  readonly debt: { readonly id: DebtId } | { readonly reference: string };
  /** The lender's or bank's reference of the payment; unique within the lender. */
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly receivedOn: LocalDate;
}

/** `known` = told before; nothing was changed. */
export type PaymentOutcome =
  | {
      readonly kind: 'recorded';
      readonly payment: Payment;
      readonly debt: Debt;
      readonly overpaidMinor: number;
    }
  | { readonly kind: 'known'; readonly payment: Payment }
  | {
      readonly kind: 'refused';
      readonly code: 'PAYMENT.UNKNOWN_DEBT' | 'PAYMENT.OTHER_CURRENCY' | 'PAYMENT.TOLD_DIFFERENTLY';
      readonly sentence: string;
    };

/**
 * Records money that arrived, inside the caller's unit of work: on the debt, its plan and its promise. Demands that
 * still wait for this debt are withdrawn, and a thank-you is queued. A payment told twice counts once.
 */
@Injectable()
export class RecordPayment {
  constructor(
    private readonly payments: Payments,
    private readonly debts: Debts,
    private readonly debtors: Debtors,
    private readonly arrangements: Arrangements,
    private readonly promises: Promises,
    private readonly holds: Holds,
    private readonly messages: Messages,
    private readonly thankForPayment: ThankForPayment,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `PAYMENT.BAD_AMOUNT` unless the amount is above 0. */
  async run(request: PaymentRequest): Promise<PaymentOutcome> {
    const found = await this.debtOf(request);
    if (!found) {
      return {
        kind: 'refused',
        code: 'PAYMENT.UNKNOWN_DEBT',
        sentence: 'The lender has no debt with this reference.',
      };
    }
    await this.debtors.lock([found.debtorId]);
    const debt = (await this.debts.byIds([found.id])).get(found.id) ?? found;
    const known = (await this.payments.byReferences(request.lenderId, [request.reference])).get(
      request.reference,
    );
    if (known) return sameOrRefused(known, debt, request);
    if (debt.currency !== request.currency) {
      return {
        kind: 'refused',
        code: 'PAYMENT.OTHER_CURRENCY',
        sentence: `The debt is in ${debt.currency}, the payment in ${request.currency}.`,
      };
    }
    return this.record(request, debt);
  }

  private async record(request: PaymentRequest, debt: Debt): Promise<PaymentOutcome> {
    const now = this.clock.now();
    const [arrangement] = await this.arrangements.activeOf([debt.id]);
    const allocated = allocatePayment({
      amountMinor: request.amountMinor,
      debt,
      arrangement: arrangement ?? null,
      now,
    });
    const payment: Payment = {
      id: this.ids.next<PaymentId>(),
      lenderId: request.lenderId,
      debtId: debt.id,
      reference: request.reference,
      amountMinor: request.amountMinor,
      currency: request.currency,
      receivedOn: request.receivedOn,
      recordedAt: now,
    };
    await this.payments.add(payment, allocated.allocations);
    await this.debts.update([allocated.debt]);
    const followed = [
      ...(await this.followArrangement(debt, allocated, now)),
      ...(await this.followPromises(allocated.debt, request.receivedOn, now)),
    ];
    await this.messages.cancelQueued({ kind: 'debt', debtId: debt.id }, 'payment-received', now, {
      except: ['receipt', 'confirmation'],
    });
    const { debtorId, lenderId } = debt;
    const needless = await this.messages.cancelFor(
      'payment',
      { debtorId, lenderId },
      'payment-received',
      now,
    );
    await this.events.append([
      received(payment, allocated),
      ...followed,
      ...closed(debt, allocated.debt),
      ...withdrawnEvents(needless, debtorId, 'payment-received'),
    ]);
    await this.thankForPayment.run(payment, allocated.debt);
    return { kind: 'recorded', payment, debt: allocated.debt, overpaidMinor: allocated.overpaidMinor };
  }

  private async debtOf({ debt, lenderId }: PaymentRequest): Promise<Debt | null> {
    if ('id' in debt) {
      const found = (await this.debts.byIds([debt.id])).get(debt.id);
      return found?.lenderId === lenderId ? found : null;
    }
    return (await this.debts.byReferences(lenderId, [debt.reference])).get(debt.reference)?.debt ?? null;
  }

  private async followArrangement(
    before: Debt,
    { arrangement, debt }: AllocatedPayment,
    now: Instant,
  ): Promise<NewEvent[]> {
    if (!arrangement) return [];
    await this.arrangements.update([arrangement]);
    if (arrangement.state !== 'completed') return [];
    const scope = { kind: 'debt', debtorId: before.debtorId, debtId: before.id } as const;
    await this.holds.release(scope, 'arrangement-performing', now);
    return [
      {
        type: 'arrangement.completed',
        subjects: { arrangement: arrangement.id, debt: debt.id, debtor: debt.debtorId },
        payload: { discountMinor: arrangement.discountMinor, currency: arrangement.currency },
      },
    ];
  }

  /** A promise is kept at once when all that was promised has been paid, or nothing is owed any more. */
  private async followPromises(debt: Debt, receivedOn: LocalDate, now: Instant): Promise<NewEvent[]> {
    const kept = (await this.promises.openOf([debt.id]))
      .filter(
        (promise) =>
          debt.state !== 'open' || settlePromise(promise, debt.components.paidMinor, receivedOn) === 'kept',
      )
      .map((promise): PromiseToPay => ({ ...promise, state: 'kept', settledAt: now }));
    if (kept.length === 0) return [];
    await this.promises.update(kept);
    const scope = { kind: 'debt', debtorId: debt.debtorId, debtId: debt.id } as const;
    await this.holds.release(scope, 'promise-open', now);
    return kept.map((promise) => ({
      type: 'promise.kept',
      subjects: { promise: promise.id, debt: debt.id, debtor: debt.debtorId },
      payload: { amountMinor: promise.amount.minor, currency: promise.amount.currency },
    }));
  }
}

function sameOrRefused(known: Payment, debt: Debt, request: PaymentRequest): PaymentOutcome {
  const same =
    known.debtId === debt.id &&
    known.amountMinor === request.amountMinor &&
    known.currency === request.currency &&
    known.receivedOn === request.receivedOn;
  if (same) return { kind: 'known', payment: known };
  return {
    kind: 'refused',
    code: 'PAYMENT.TOLD_DIFFERENTLY',
    sentence:
      'A payment with this reference was recorded before with another debt, amount, currency or date.',
  };
}

const received = (payment: Payment, { debt, overpaidMinor }: AllocatedPayment): NewEvent => ({
  type: 'payment.recorded',
  subjects: { payment: payment.id, debt: debt.id, debtor: debt.debtorId, lender: debt.lenderId },
  payload: {
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    receivedOn: payment.receivedOn,
    outstandingMinor: outstanding(debt).minor,
    overpaidMinor,
  },
});

const closed = (before: Debt, after: Debt): NewEvent[] =>
  before.state === 'open' && after.state !== 'open'
    ? [
        {
          type: 'debt.closed',
          subjects: { debt: after.id, debtor: after.debtorId, lender: after.lenderId },
          reason: after.state,
        },
      ]
    : [];
