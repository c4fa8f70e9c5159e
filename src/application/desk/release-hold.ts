import { Injectable } from '@nestjs/common';
import type { HoldReason } from '../../domain/debtor/hold.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { Debts } from '../ports/debts.js';
import { EventLog } from '../ports/event-log.js';
import { Holds } from '../ports/holds.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** A person lifts a hold of a debt or its debtor, with a reason that is kept. Returns how many were lifted. */
@Injectable()
export class ReleaseHold {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly debts: Debts,
    private readonly debtors: Debtors,
    private readonly holds: Holds,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  run(
    scope: WorkScope,
    lenderId: LenderId,
    reference: string,
    hold: HoldReason,
    why: string,
  ): Promise<number> {
    return this.unitOfWork.run(scope, async () => {
      const found = (await this.debts.byReferences(lenderId, [reference])).get(reference);
      if (!found) throw new DomainError('DEBT.UNKNOWN', `The lender has no debt ${reference}.`);
      const { debtorId, id: debtId } = found.debt;
      await this.debtors.lock([debtorId]);
      const now = this.clock.now();
      const lifted =
        (await this.holds.release({ kind: 'debtor', debtorId }, hold, now)) +
        (await this.holds.release({ kind: 'debt', debtorId, debtId }, hold, now));
      if (lifted === 0) {
        throw new DomainError('HOLD.NOT_IN_FORCE', `No hold for ${hold} is in force on debt ${reference}.`);
      }
      await this.events.append([
        { type: 'hold.released', subjects: { debt: debtId, debtor: debtorId }, reason: `${hold}: ${why}` },
      ]);
      return lifted;
    });
  }
}
