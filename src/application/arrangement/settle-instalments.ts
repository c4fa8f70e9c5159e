import { Injectable } from '@nestjs/common';
import type { Arrangement } from '../../domain/arrangement/arrangement.js';
import type { ArrangementTransition } from '../../domain/arrangement/follow-arrangement.js';
import { followArrangement, offerCure } from '../../domain/arrangement/follow-arrangement.js';
import { limitsFor } from '../../domain/arrangement/negotiation-limits.js';
import { addDays } from '../../domain/calendar/local-date.js';
import type { Instant } from '../../domain/calendar/instant.js';
import { writeAmount, writeDate } from '../../domain/conversation/wording.js';
import type { DebtId, TenantId } from '../../domain/shared/ids.js';
import { OpenHandOff } from '../desk/open-hand-off.js';
import { QueueMessages } from '../outbound/queue-messages.js';
import { Arrangements } from '../ports/arrangements.js';
import { Clock } from '../ports/clock.js';
import type { NewEvent } from '../ports/event-log.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { AgreementCase } from './agreement-cases.js';
import { AgreementCases } from './agreement-cases.js';
import { FOLLOW_UP_LIMIT, batchesOf, latestToday } from './follow-ups.js';

export interface SettledInstalments {
  readonly missed: number;
  readonly broken: number;
  readonly cancelled: number;
}

type Missed = Extract<ArrangementTransition, { kind: 'instalment-missed' }>;

/**
 * Lets time pass for repayment plans. An instalment unpaid after its grace is missed: the debtor is offered to catch
 * up. One that stays unpaid after that breaks the plan, which then goes to a person.
 */
@Injectable()
export class SettleInstalments {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly arrangements: Arrangements,
    private readonly holds: Holds,
    private readonly cases: AgreementCases,
    private readonly openHandOff: OpenHandOff,
    private readonly queueMessages: QueueMessages,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  async run(tenantId: TenantId): Promise<SettledInstalments> {
    const scope = { tenantId, actor: { kind: 'system', name: 'settle-instalments' } } as const;
    const dueBy = addDays(latestToday(this.clock.now()), -1);
    const active = await this.unitOfWork.run(scope, () =>
      this.arrangements.activeDueBy(dueBy, FOLLOW_UP_LIMIT),
    );
    const total = { missed: 0, broken: 0, cancelled: 0 };
    for (const debtIds of batchesOf(active)) {
      const batch = await this.unitOfWork.run(scope, () => this.settle(debtIds));
      total.missed += batch.missed;
      total.broken += batch.broken;
      total.cancelled += batch.cancelled;
    }
    return total;
  }

  private async settle(debtIds: readonly DebtId[]): Promise<SettledInstalments> {
    await this.cases.lock(debtIds);
    const now = this.clock.now();
    const done = { missed: 0, broken: 0, cancelled: 0 };
    for (const { agreement, about } of await this.cases.of(await this.arrangements.activeOf(debtIds))) {
      if (about.debt.state !== 'open') {
        done.cancelled++;
        await this.end({ ...agreement, state: 'cancelled', endedAt: now }, about, now);
        continue;
      }
      const { arrangement, transitions } = followArrangement(agreement, {
        today: about.today,
        now,
        graceDays: limitsFor(about.lender, about.debt, 'assistant', about.today).graceDays,
      });
      const missed = transitions.filter((transition): transition is Missed => transition.kind !== 'broken');
      if (missed.length > 0) {
        done.missed += missed.length;
        await this.offerToCatchUp(arrangement, missed, about, now);
      }
      if (arrangement.state === 'broken') {
        done.broken++;
        await this.end(arrangement, about, now);
        await this.openHandOff.run({
          conversationId: arrangement.conversationId,
          debtorId: about.debtor.id,
          lenderId: about.lender.id,
          reason: 'plan-broken',
          priority: 'normal',
        });
      }
    }
    return done;
  }

  /** One message, about the oldest, however many were found missed at once. */
  private async offerToCatchUp(
    arrangement: Arrangement,
    missed: readonly Missed[],
    about: AgreementCase,
    now: Instant,
  ): Promise<void> {
    const [oldest] = missed;
    const instalment = arrangement.instalments.find(({ id }) => id === oldest?.instalmentId);
    const request =
      oldest && instalment
        ? this.cases.message(about, 'instalment-missed', {
            instalmentNumber: instalment.number,
            instalmentAmount: writeAmount(oldest.missingMinor, arrangement.currency, about.debtor.locale),
            instalmentDueOn: writeDate(instalment.dueOn, about.debtor.locale),
            cureUntil: writeDate(oldest.cureUntil, about.debtor.locale),
          })
        : null;
    const offered = request
      ? missed.reduce((so, { instalmentId }) => offerCure(so, instalmentId, now), arrangement)
      : arrangement;
    await this.arrangements.update([offered]);
    await this.events.append(missed.map((one) => missedEvent(arrangement, one, about)));
    if (request) await this.queueMessages.run([request]);
  }

  private async end(arrangement: Arrangement, about: AgreementCase, now: Instant): Promise<void> {
    await this.arrangements.update([arrangement]);
    await this.holds.release(
      { kind: 'debt', debtorId: about.debtor.id, debtId: about.debt.id },
      'arrangement-performing',
      now,
    );
    await this.events.append([
      { type: `arrangement.${arrangement.state}`, subjects: subjectsOf(arrangement, about) },
    ]);
  }
}

const subjectsOf = (arrangement: Arrangement, { debt, debtor }: AgreementCase) => ({
  arrangement: arrangement.id,
  debt: debt.id,
  debtor: debtor.id,
});

const missedEvent = (arrangement: Arrangement, missed: Missed, about: AgreementCase): NewEvent => ({
  type: 'instalment.missed',
  subjects: { ...subjectsOf(arrangement, about), instalment: missed.instalmentId },
  payload: { missingMinor: missed.missingMinor, currency: arrangement.currency },
});
