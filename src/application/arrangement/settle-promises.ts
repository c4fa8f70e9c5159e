import { Injectable } from '@nestjs/common';
import type { PromiseState, PromiseToPay } from '../../domain/arrangement/promise-to-pay.js';
import { settlePromise } from '../../domain/arrangement/settle-promise.js';
import { addDays } from '../../domain/calendar/local-date.js';
import { writeAmount, writeDate } from '../../domain/conversation/wording.js';
import type { DebtId, TenantId } from '../../domain/shared/ids.js';
import { OpenHandOff } from '../desk/open-hand-off.js';
import { QueueMessages } from '../outbound/queue-messages.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { Promises } from '../ports/promises.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { AgreementCase } from './agreement-cases.js';
import { AgreementCases } from './agreement-cases.js';
import { FOLLOW_UP_LIMIT, batchesOf, latestToday } from './follow-ups.js';

export type SettledPromises = Readonly<Record<Exclude<PromiseState, 'open'>, number>>;

/**
 * Settles promises whose day has passed on the debtor's clock. Partly kept: thanks, and a question about the rest.
 * Broken: a person looks at it; the cadence does not simply begin again.
 */
@Injectable()
export class SettlePromises {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly promises: Promises,
    private readonly holds: Holds,
    private readonly cases: AgreementCases,
    private readonly openHandOff: OpenHandOff,
    private readonly queueMessages: QueueMessages,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId): Promise<SettledPromises> {
    const scope = { tenantId, actor: { kind: 'system', name: 'settle-promises' } } as const;
    const dueBy = addDays(latestToday(this.clock.now()), -1);
    const open = await this.unitOfWork.run(scope, () => this.promises.openDueBy(dueBy, FOLLOW_UP_LIMIT));
    const total = { kept: 0, 'partly-kept': 0, broken: 0, cancelled: 0 };
    for (const debtIds of batchesOf(open)) {
      for (const { state } of await this.unitOfWork.run(scope, () => this.settle(debtIds))) {
        if (state !== 'open') total[state]++;
      }
    }
    return total;
  }

  private async settle(debtIds: readonly DebtId[]): Promise<PromiseToPay[]> {
    await this.cases.lock(debtIds);
    const now = this.clock.now();
    const settled: PromiseToPay[] = [];
    for (const { agreement, about } of await this.cases.of(await this.promises.openOf(debtIds))) {
      const state = stateAfter(agreement, about);
      if (state === 'open') continue;
      const promise: PromiseToPay = { ...agreement, state, settledAt: now };
      settled.push(promise);
      await this.promises.update([promise]);
      await this.holds.release(
        { kind: 'debt', debtorId: about.debtor.id, debtId: about.debt.id },
        'promise-open',
        now,
      );
      await this.events.append([
        {
          type: `promise.${state}`,
          subjects: { promise: promise.id, debt: about.debt.id, debtor: about.debtor.id },
          payload: { amountMinor: promise.amount.minor, currency: promise.amount.currency },
        },
      ]);
      await this.followUp(promise, about);
    }
    return settled;
  }

  private async followUp(promise: PromiseToPay, about: AgreementCase): Promise<void> {
    if (promise.state === 'broken') {
      await this.openHandOff.run({
        conversationId: promise.conversationId,
        debtorId: about.debtor.id,
        lenderId: about.lender.id,
        reason: 'promise-broken',
        priority: 'normal',
      });
    }
    if (promise.state === 'partly-kept') {
      const request = this.cases.message(about, 'promise-broken', fieldsOf(promise, about));
      if (request) await this.queueMessages.run([request]);
    }
  }
}

/** A promise on a debt that was closed otherwise has nothing left to keep. */
function stateAfter(promise: PromiseToPay, { debt, today }: AgreementCase): PromiseState {
  const state = settlePromise(promise, debt.components.paidMinor, today);
  return state !== 'kept' && debt.state !== 'open' ? 'cancelled' : state;
}

function fieldsOf({ amount, dueOn, paidBeforeMinor }: PromiseToPay, { debt, debtor }: AgreementCase) {
  const received = debt.components.paidMinor - paidBeforeMinor;
  return {
    promisedAmount: writeAmount(amount.minor, amount.currency, debtor.locale),
    promisedOn: writeDate(dueOn, debtor.locale),
    received: writeAmount(received, amount.currency, debtor.locale),
    missing: writeAmount(amount.minor - received, amount.currency, debtor.locale),
  };
}
