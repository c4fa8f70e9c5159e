import { Injectable } from '@nestjs/common';
import type { PromiseToPay } from '../../domain/arrangement/promise-to-pay.js';
import { addDays } from '../../domain/calendar/local-date.js';
import { instantAt, todayIn } from '../../domain/calendar/zone.js';
import { writeAmount, writeDate } from '../../domain/conversation/wording.js';
import type { DebtId, TenantId } from '../../domain/shared/ids.js';
import type { QueueRequest } from '../outbound/queue-messages.js';
import { QueueMessages } from '../outbound/queue-messages.js';
import { Clock } from '../ports/clock.js';
import { Promises } from '../ports/promises.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { AgreementCase } from './agreement-cases.js';
import { AgreementCases } from './agreement-cases.js';
import { FOLLOW_UP_LIMIT, batchesOf, isTimeToRemind, latestToday } from './follow-ups.js';

/** Reminds debtors, once, of what they promised for tomorrow. */
@Injectable()
export class RemindPromises {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly promises: Promises,
    private readonly cases: AgreementCases,
    private readonly queueMessages: QueueMessages,
    private readonly clock: Clock,
  ) {}

  /** How many were reminded. */
  async run(tenantId: TenantId): Promise<number> {
    const scope = { tenantId, actor: { kind: 'system', name: 'remind-promises' } } as const;
    const dueBy = addDays(latestToday(this.clock.now()), 1);
    const open = await this.unitOfWork.run(scope, () => this.promises.openDueBy(dueBy, FOLLOW_UP_LIMIT));
    let reminded = 0;
    for (const debtIds of batchesOf(open.filter(({ remindedAt }) => remindedAt === null))) {
      reminded += await this.unitOfWork.run(scope, () => this.remind(debtIds));
    }
    return reminded;
  }

  private async remind(debtIds: readonly DebtId[]): Promise<number> {
    await this.cases.lock(debtIds);
    const now = this.clock.now();
    const open = (await this.promises.openOf(debtIds)).filter(({ remindedAt }) => remindedAt === null);
    const requests: QueueRequest[] = [];
    const reminded: PromiseToPay[] = [];
    for (const { agreement, about } of await this.cases.of(open)) {
      if (!isTimeToRemind(agreement.dueOn, todayIn(agreement.madeAt, about.zone), about.today)) continue;
      if (about.debt.state !== 'open') continue;
      const request = this.cases.message(about, 'promise-reminder', fieldsOf(agreement, about));
      if (!request) continue;
      requests.push({ ...request, expiresAt: instantAt(addDays(agreement.dueOn, 1), 0, about.zone) });
      reminded.push({ ...agreement, remindedAt: now });
    }
    if (reminded.length > 0) await this.promises.update(reminded);
    await this.queueMessages.run(requests);
    return reminded.length;
  }
}

/** What is still to come of the promise. */
function fieldsOf({ amount, dueOn, paidBeforeMinor }: PromiseToPay, { debt, debtor }: AgreementCase) {
  const received = Math.max(0, debt.components.paidMinor - paidBeforeMinor);
  return {
    promisedAmount: writeAmount(amount.minor - received, amount.currency, debtor.locale),
    promisedOn: writeDate(dueOn, debtor.locale),
  };
}
