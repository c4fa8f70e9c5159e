import { Injectable } from '@nestjs/common';
import type { Payment } from '../../domain/payment/payment.js';
import type { PaymentTeller, UnmatchedPayment } from '../../domain/payment/unmatched-payment.js';
import type { UnmatchedPaymentId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Ids } from '../ports/ids.js';
import { Payments } from '../ports/payments.js';
import { UnmatchedPayments } from '../ports/unmatched-payments.js';
import type { PaymentOutcome, PaymentRequest } from './record-payment.js';
import { RecordPayment } from './record-payment.js';

/** Money that somebody told of, by the lender's reference of the debt. */
export interface ToldPayment extends Omit<PaymentRequest, 'debt'> {
  readonly debtReference: string;
}

/** `known` = told before; `unmatched` = kept for a person, who finds the debt. */
export type ReceivedPayment =
  | { readonly kind: 'recorded' | 'known'; readonly payment: Payment }
  | { readonly kind: 'unmatched'; readonly unmatched: UnmatchedPayment; readonly sentence: string }
  | { readonly kind: 'dismissed'; readonly unmatched: UnmatchedPayment }
  | {
      readonly kind: 'refused';
      readonly code: 'PAYMENT.TOLD_DIFFERENTLY';
      readonly sentence: string;
    };

const WHY = {
  'PAYMENT.UNKNOWN_DEBT': 'unknown-debt',
  'PAYMENT.OTHER_CURRENCY': 'other-currency',
} as const;

/**
 * Takes money that somebody tells of, inside the caller's unit of work. It is never lost: what cannot be put on a
 * debt is kept as unmatched, and goes on its debt when it is told again after the debt has come.
 */
@Injectable()
export class ReceivePayment {
  constructor(
    private readonly recordPayment: RecordPayment,
    private readonly payments: Payments,
    private readonly unmatched: UnmatchedPayments,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `PAYMENT.BAD_AMOUNT` unless the amount is above 0. */
  async run(told: ToldPayment, toldBy: PaymentTeller): Promise<ReceivedPayment> {
    const kept = await this.unmatched.byReference(told.lenderId, told.reference);
    if (kept && !isSame(kept, told)) return differs();
    if (kept && kept.state !== 'open') return this.decided(kept);
    const { debtReference, ...request } = told;
    const outcome = await this.recordPayment.run({ ...request, debt: { reference: debtReference } });
    if (outcome.kind === 'refused') return this.keep(told, toldBy, outcome, kept);
    if (kept) await this.settle(kept, outcome.payment);
    return { kind: outcome.kind, payment: outcome.payment };
  }

  private async decided(kept: UnmatchedPayment): Promise<ReceivedPayment> {
    const { lenderId, reference } = kept;
    const payment = (await this.payments.byReferences(lenderId, [reference])).get(reference);
    return payment ? { kind: 'known', payment } : { kind: 'dismissed', unmatched: kept };
  }

  private async keep(
    told: ToldPayment,
    toldBy: PaymentTeller,
    refusal: Extract<PaymentOutcome, { kind: 'refused' }>,
    kept: UnmatchedPayment | null,
  ): Promise<ReceivedPayment> {
    const { code, sentence } = refusal;
    if (code === 'PAYMENT.TOLD_DIFFERENTLY') return differs();
    const { lenderId, reference } = told;
    const matched = (await this.payments.byReferences(lenderId, [reference])).has(reference);
    if (matched) return differs();
    if (kept) return { kind: 'unmatched', unmatched: kept, sentence };
    const unmatched: UnmatchedPayment = {
      id: this.ids.next<UnmatchedPaymentId>(),
      ...told,
      why: WHY[code],
      toldBy,
      recordedAt: this.clock.now(),
      state: 'open',
      paymentId: null,
      decidedAt: null,
      decidedBy: null,
      decideReason: null,
      version: 1,
    };
    await this.unmatched.add(unmatched);
    await this.events.append([
      {
        type: 'payment.unmatched',
        subjects: { unmatchedPayment: unmatched.id, lender: lenderId },
        reason: unmatched.why,
        payload: { amountMinor: told.amountMinor, currency: told.currency, toldBy },
      },
    ]);
    return { kind: 'unmatched', unmatched, sentence };
  }

  /** The debt has come meanwhile. */
  private async settle(kept: UnmatchedPayment, payment: Payment): Promise<void> {
    const settled = { state: 'matched', paymentId: payment.id, decidedAt: this.clock.now() } as const;
    await this.unmatched.update({ ...kept, ...settled, decidedBy: 'system', decideReason: 'told again' });
    await this.events.append([
      {
        type: 'payment.matched',
        subjects: { unmatchedPayment: kept.id, payment: payment.id, lender: kept.lenderId },
        reason: 'told again',
      },
    ]);
  }
}

const isSame = (kept: UnmatchedPayment, told: ToldPayment): boolean =>
  kept.debtReference === told.debtReference &&
  kept.amountMinor === told.amountMinor &&
  kept.currency === told.currency &&
  kept.receivedOn === told.receivedOn;

const differs = (): ReceivedPayment => ({
  kind: 'refused',
  code: 'PAYMENT.TOLD_DIFFERENTLY',
  sentence: 'A payment with this reference was told before with another debt, amount, currency or date.',
});
