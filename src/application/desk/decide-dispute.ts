import { Injectable } from '@nestjs/common';
import type { Dispute, DisputeOutcome } from '../../domain/conversation/dispute.js';
import { debtAfterDispute, resultTemplate } from '../../domain/conversation/dispute-result.js';
import type { Debt } from '../../domain/debt/debt.js';
import { Clock } from '../ports/clock.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Conversations } from '../ports/conversations.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { Disputes } from '../ports/disputes.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { QueueMessages } from '../outbound/queue-messages.js';
import { ReachedDispute } from './reached-dispute.js';

export interface DisputeDecision {
  readonly number: string;
  readonly outcome: DisputeOutcome;
  readonly staff: string;
  /** What is still owed, in minor units of the debt; needed for `partly-upheld` only. */
  readonly correctedMinor?: number;
}

/**
 * A person decides a dispute: the debt is withdrawn (upheld), corrected (partly) or stands (rejected), the hold
 * is lifted and the debtor is told. A payment that is found is recorded from the lender's file, not here.
 */
@Injectable()
export class DecideDispute {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly disputes: Disputes,
    private readonly debts: Debts,
    private readonly debtors: Debtors,
    private readonly conversations: Conversations,
    private readonly contactPoints: ContactPoints,
    private readonly holds: Holds,
    private readonly events: EventLog,
    private readonly reachedDispute: ReachedDispute,
    private readonly queueMessages: QueueMessages,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, decision: DisputeDecision): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      const now = this.clock.now();
      const found = await this.reachedDispute.of(decision.number);
      await this.debtors.lock([found.debt.debtorId]);
      const { dispute, debt } = await this.reachedDispute.open(decision.number);
      const decided = debtAfterDispute(dispute, debt, decision.outcome, decision.correctedMinor, now);
      if (decided !== debt) await this.debts.update([decided]);
      await this.disputes.update({
        ...dispute,
        state: 'decided',
        outcome: decision.outcome,
        decidedAt: now,
        decidedBy: decision.staff,
      });
      const hold = dispute.kind === 'payment-claimed' ? 'payment-claimed' : 'dispute';
      await this.holds.release({ kind: 'debt', debtorId: debt.debtorId, debtId: debt.id }, hold, now);
      await this.events.append([
        {
          type: 'dispute.decided',
          subjects: { debt: debt.id, debtor: debt.debtorId, dispute: dispute.id },
          reason: decision.outcome,
        },
      ]);
      await this.tellDebtor(dispute, decided, decision.outcome);
    });
  }

  private async tellDebtor(dispute: Dispute, debt: Debt, outcome: DisputeOutcome): Promise<void> {
    const conversation = (await this.conversations.byIds([dispute.conversationId])).get(
      dispute.conversationId,
    );
    if (!conversation) return;
    const contactPoint = (await this.contactPoints.byIds([conversation.contactPointId])).get(
      conversation.contactPointId,
    );
    const debtor = (await this.debtors.byIds([debt.debtorId])).get(debt.debtorId);
    if (!contactPoint || !debtor) return;
    await this.queueMessages.run([
      {
        contactPoint,
        debtor,
        lenderId: debt.lenderId,
        debtId: debt.id,
        conversationId: conversation.id,
        touchId: null,
        origin: 'staff',
        template: resultTemplate(dispute, outcome),
        fields: { disputeNumber: dispute.number },
        answersId: null,
        notBefore: this.clock.now(),
      },
    ]);
  }
}
