import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/calendar/instant.js';
import { toIso } from '../../domain/calendar/instant.js';
import type { Hold, HoldScope } from '../../domain/debtor/hold.js';
import type { PLACED_BY_PEOPLE } from '../../domain/debtor/hold.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { DebtId, HoldId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { Ids } from '../ports/ids.js';
import { Messages } from '../ports/messages.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedCase } from './reached-case.js';

export interface HoldRequest {
  readonly debtId: DebtId;
  readonly scope: HoldScope['kind'];
  readonly reason: (typeof PLACED_BY_PEOPLE)[number];
  /** Null: until somebody releases it. */
  readonly until: Instant | null;
  readonly note: string | null;
}

export interface PlacedHold {
  readonly hold: Hold;
  /** Messages that were waiting and will not be sent. */
  readonly cancelled: number;
}

/** A person stops treatment of a debt or a debtor; what was queued is withdrawn in the same transaction. */
@Injectable()
export class PlaceHold {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedCase,
    private readonly debtors: Debtors,
    private readonly holds: Holds,
    private readonly messages: Messages,
    private readonly events: EventLog,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Throws `CASE.UNKNOWN`, `HOLD.UNTIL_PAST`, `HOLD.EXISTS` or `ACCESS.PERSON_NEEDED`. */
  run(scope: WorkScope, request: HoldRequest): Promise<PlacedHold> {
    const placedBy = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const { debt, debtor } = await this.reached.of(request.debtId);
      await this.debtors.lock([debtor.id]);
      const now = this.clock.now();
      if (request.until !== null && request.until <= now) {
        throw new DomainError('HOLD.UNTIL_PAST', 'A hold must end later than now.');
      }
      const hold: Hold = {
        id: this.ids.next<HoldId>(),
        scope:
          request.scope === 'debtor'
            ? { kind: 'debtor', debtorId: debtor.id }
            : { kind: 'debt', debtorId: debtor.id, debtId: debt.id },
        reason: request.reason,
        placedAt: now,
        until: request.until,
      };
      await this.refuseSecond(hold, now);
      await this.holds.place([hold], { note: request.note, placedBy });
      const cancelled = await this.messages.cancelQueued(
        request.scope === 'debtor'
          ? { kind: 'debtor', debtorId: debtor.id }
          : { kind: 'debt', debtId: debt.id },
        request.reason,
        now,
      );
      await this.events.append([
        {
          type: 'hold.placed',
          subjects: { hold: hold.id, debt: debt.id, debtor: debtor.id, lender: debt.lenderId },
          reason: request.reason,
          payload: { scope: request.scope, until: request.until, cancelled: cancelled.length },
        },
      ]);
      return { hold, cancelled: cancelled.length };
    });
  }

  private async refuseSecond({ scope, reason }: Hold, now: Instant): Promise<void> {
    const same = (await this.holds.inForce([scope.debtorId], now)).find(
      (one) =>
        one.reason === reason &&
        one.scope.kind === scope.kind &&
        (one.scope.kind === 'debtor' || (scope.kind === 'debt' && one.scope.debtId === scope.debtId)),
    );
    if (!same) return;
    const by = (await this.holds.notes([same.id])).get(same.id);
    throw new DomainError('HOLD.EXISTS', 'Such a hold is in force already.', {
      placedBy: by?.placedBy ?? 'system',
      placedAt: toIso(same.placedAt),
    });
  }
}
