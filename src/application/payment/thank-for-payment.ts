import { Injectable } from '@nestjs/common';
import { writeAmount, writeDate } from '../../domain/conversation/wording.js';
import type { Debt } from '../../domain/debt/debt.js';
import type { Payment } from '../../domain/payment/payment.js';
import { QueueMessages } from '../outbound/queue-messages.js';
import { ChannelDirectory } from '../ports/channel-directory.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Conversations } from '../ports/conversations.js';
import { Debtors } from '../ports/debtors.js';
import { contactPointInTouch } from '../treatment/choose-contact-point.js';

/**
 * Queues the receipt of a payment, or the good news that nothing is left to pay. Somebody who was never in touch gets
 * none: to a stranger it would be a riddle at best.
 */
@Injectable()
export class ThankForPayment {
  constructor(
    private readonly debtors: Debtors,
    private readonly contactPoints: ContactPoints,
    private readonly conversations: Conversations,
    private readonly channels: ChannelDirectory,
    private readonly queueMessages: QueueMessages,
    private readonly clock: Clock,
  ) {}

  async run(payment: Payment, debt: Debt): Promise<void> {
    const now = this.clock.now();
    const available = new Set(await this.channels.available());
    const contactPoint = contactPointInTouch(
      await this.contactPoints.ofDebtors([debt.debtorId]),
      null,
      available,
      now,
    );
    const debtor = (await this.debtors.byIds([debt.debtorId])).get(debt.debtorId);
    if (!contactPoint || !debtor) return;
    const conversation = (await this.conversations.ofContactPoints([contactPoint.id])).find(
      ({ lenderId }) => lenderId === debt.lenderId,
    );
    await this.queueMessages.run([
      {
        contactPoint,
        debtor,
        lenderId: debt.lenderId,
        debtId: debt.id,
        conversationId: conversation?.id ?? null,
        touchId: null,
        origin: 'system',
        template: debt.state === 'open' ? 'payment-receipt' : 'debt-closed',
        fields: {
          amount: writeAmount(payment.amountMinor, payment.currency, debtor.locale),
          receivedOn: writeDate(payment.receivedOn, debtor.locale),
        },
        answersId: null,
        notBefore: now,
      },
    ]);
  }
}
