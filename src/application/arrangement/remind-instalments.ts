import { Injectable } from '@nestjs/common';
import type { Arrangement, Instalment } from '../../domain/arrangement/arrangement.js';
import { addDays } from '../../domain/calendar/local-date.js';
import { instantAt, todayIn } from '../../domain/calendar/zone.js';
import { writeAmount, writeDate } from '../../domain/conversation/wording.js';
import type { DebtId, TenantId } from '../../domain/shared/ids.js';
import type { QueueRequest } from '../outbound/queue-messages.js';
import { QueueMessages } from '../outbound/queue-messages.js';
import { Arrangements } from '../ports/arrangements.js';
import { Clock } from '../ports/clock.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { AgreementCase } from './agreement-cases.js';
import { AgreementCases } from './agreement-cases.js';
import { FOLLOW_UP_LIMIT, batchesOf, isTimeToRemind, latestToday } from './follow-ups.js';

/** Reminds debtors, once each, of the instalments that fall on tomorrow. */
@Injectable()
export class RemindInstalments {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly arrangements: Arrangements,
    private readonly cases: AgreementCases,
    private readonly queueMessages: QueueMessages,
    private readonly clock: Clock,
  ) {}

  /** How many were reminded. */
  async run(tenantId: TenantId): Promise<number> {
    const scope = { tenantId, actor: { kind: 'system', name: 'remind-instalments' } } as const;
    const dueBy = addDays(latestToday(this.clock.now()), 1);
    const active = await this.unitOfWork.run(scope, () =>
      this.arrangements.activeDueBy(dueBy, FOLLOW_UP_LIMIT),
    );
    let reminded = 0;
    for (const debtIds of batchesOf(active)) {
      reminded += await this.unitOfWork.run(scope, () => this.remind(debtIds));
    }
    return reminded;
  }

  private async remind(debtIds: readonly DebtId[]): Promise<number> {
    await this.cases.lock(debtIds);
    const now = this.clock.now();
    const requests: QueueRequest[] = [];
    const reminded: Arrangement[] = [];
    for (const { agreement, about } of await this.cases.of(await this.arrangements.activeOf(debtIds))) {
      const agreedOn = todayIn(agreement.agreedAt, about.zone);
      const next = agreement.instalments.find(
        ({ state, remindedAt, dueOn }) =>
          state === 'due' && remindedAt === null && isTimeToRemind(dueOn, agreedOn, about.today),
      );
      if (!next) continue;
      const request = this.cases.message(about, 'instalment-reminder', fieldsOf(agreement, next, about));
      if (!request) continue;
      requests.push({ ...request, expiresAt: instantAt(addDays(next.dueOn, 1), 0, about.zone) });
      reminded.push({
        ...agreement,
        instalments: agreement.instalments.map((one) => (one === next ? { ...one, remindedAt: now } : one)),
      });
    }
    if (reminded.length > 0) await this.arrangements.update(reminded);
    await this.queueMessages.run(requests);
    return reminded.length;
  }
}

/** What is still to pay of the instalment. */
const fieldsOf = ({ currency, instalments }: Arrangement, next: Instalment, { debtor }: AgreementCase) => ({
  instalmentNumber: next.number,
  instalmentCount: instalments.length,
  instalmentAmount: writeAmount(next.amountMinor - next.paidMinor, currency, debtor.locale),
  instalmentDueOn: writeDate(next.dueOn, debtor.locale),
});
