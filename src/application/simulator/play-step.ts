import { Injectable } from '@nestjs/common';
import { MINUTE, plus } from '../../domain/calendar/instant.js';
import { todayIn } from '../../domain/calendar/zone.js';
import type { SandboxCase, SandboxStep } from '../../domain/sandbox/sandbox.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { RecordInbound } from '../inbound/record-inbound.js';
import { RecordPayment } from '../payment/record-payment.js';
import { ChannelAccounts } from '../ports/channel-accounts.js';
import { ContactPoints } from '../ports/contact-points.js';
import { Debts } from '../ports/debts.js';
import { Ids } from '../ports/ids.js';
import { Lenders } from '../ports/lenders.js';
import { Sandboxes } from '../ports/sandboxes.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import type { InsideSandbox } from './enter-sandbox.js';
import { MoveSandboxClock } from './move-sandbox-clock.js';
import type { SandboxMove } from './move-sandbox-clock.js';

export interface PlayedStep {
  readonly step: SandboxStep;
  /** What a provider would call the message; the same one again is the same message. Made up unless given. */
  readonly messageId?: string;
}

export interface PlayedMove {
  readonly move: SandboxMove;
  /** The case with the step. */
  readonly about: SandboxCase;
}

/**
 * Does one thing to a case of a sandbox, keeps it as a step, and runs what follows from it. Throws
 * `SANDBOX.CHANGED_MEANWHILE` when the case is no longer as it was read.
 */
@Injectable()
export class PlayStep {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sandboxes: Sandboxes,
    private readonly recordInbound: RecordInbound,
    private readonly recordPayment: RecordPayment,
    private readonly moveClock: MoveSandboxClock,
    private readonly debts: Debts,
    private readonly contactPoints: ContactPoints,
    private readonly accounts: ChannelAccounts,
    private readonly lenders: Lenders,
    private readonly ids: Ids,
  ) {}

  async run(
    owner: WorkScope,
    inside: InsideSandbox,
    about: SandboxCase,
    { step, messageId = this.ids.next<string>() }: PlayedStep,
  ): Promise<PlayedMove> {
    const changed = { ...about, steps: [...about.steps, step] };
    await this.unitOfWork.run(owner, () => this.sandboxes.updateCase(changed));
    const move = await this.play(inside, about, step, messageId);
    return { move, about: { ...changed, version: about.version + 1 } };
  }

  private async play(
    inside: InsideSandbox,
    about: SandboxCase,
    step: SandboxStep,
    messageId: string,
  ): Promise<SandboxMove> {
    switch (step.kind) {
      case 'say':
        await this.say(inside, about, step.text, messageId);
        return this.moveClock.settle(inside);
      case 'pay':
        await this.pay(inside, about, step.amountMinor);
        return this.moveClock.settle(inside);
      case 'move':
        return this.moveClock.to(inside, plus(inside.hand.now, step.minutes * MINUTE));
    }
  }

  private async say(
    { scope, hand }: InsideSandbox,
    { debtId }: SandboxCase,
    text: string,
    providerMessageId: string,
  ): Promise<void> {
    const { contactPoint, account } = await this.unitOfWork.run(scope, async () => {
      const debt = (await this.debts.byIds([debtId])).get(debtId);
      const [point] = debt ? await this.contactPoints.ofDebtors([debt.debtorId]) : [];
      const sender = (await this.accounts.all()).find(({ channel }) => channel === point?.channel);
      return { contactPoint: point, account: sender };
    });
    if (!contactPoint || !account) throw new DomainError('SANDBOX_CASE.UNKNOWN', 'There is no such case.');
    await this.recordInbound.run(scope.tenantId, [
      {
        channelAccountId: account.id,
        providerMessageId,
        address: contactPoint.address,
        content: { kind: 'text', text },
        media: null,
        sentAt: hand.now,
      },
    ]);
  }

  private pay({ scope, hand }: InsideSandbox, { debtId }: SandboxCase, amountMinor: number): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      const debt = (await this.debts.byIds([debtId])).get(debtId);
      const lender = debt && (await this.lenders.byIds([debt.lenderId])).get(debt.lenderId);
      if (!debt || !lender) throw new DomainError('SANDBOX_CASE.UNKNOWN', 'There is no such case.');
      await this.recordPayment.run({
        lenderId: debt.lenderId,
        debt: { id: debtId },
        reference: this.ids.next(),
        amountMinor,
        currency: debt.currency,
        receivedOn: todayIn(hand.now, lender.zone),
      });
    });
  }
}
