import { Injectable } from '@nestjs/common';
import { holderOf } from '../../domain/conversation/hand-off.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { HandOffId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { DeskQueue } from '../ports/desk-queue.js';
import { DeskStaff } from '../ports/desk-staff.js';
import { HandOffs } from '../ports/hand-offs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { TakeItem } from './take-item.js';

/** So many of the first free items are tried before the queue is looked at again. */
const TRIED = 20;
const ROUNDS = 5;

/** Takes the first item of the queue that is free, that the person may see and in whose language they can answer. */
@Injectable()
export class TakeNext {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: DeskQueue,
    private readonly handOffs: HandOffs,
    private readonly debtors: Debtors,
    private readonly staff: DeskStaff,
    private readonly takeItem: TakeItem,
    private readonly clock: Clock,
  ) {}

  /** Null when nothing is free. Throws `DESK.CAPACITY_FULL`. */
  async run(scope: WorkScope): Promise<HandOff | null> {
    const login = staffLogin(scope);
    for (let round = 0; round < ROUNDS; round += 1) {
      const free = await this.unitOfWork.run(scope, async () => {
        const { languages } = await this.staff.of(login);
        return this.queue.free({ reach: scope.reach, languages }, this.clock.now(), TRIED);
      });
      for (const id of free) {
        const taken = await this.take(scope, id, login);
        if (taken) return taken;
      }
      if (free.length < TRIED) return null;
    }
    return null;
  }

  /** One transaction for each try, so that nobody waits for the locks of items that were lost. */
  private async take(scope: WorkScope, id: HandOffId, login: string): Promise<HandOff | null> {
    try {
      return await this.unitOfWork.run(scope, async () => {
        const person = await this.staff.lock(login);
        const before = await this.handOffs.byId(id);
        if (!before) return null;
        await this.debtors.lock([before.debtorId]);
        const item = await this.handOffs.byId(id);
        const free = item && item.state !== 'closed' && holderOf(item, this.clock.now()) === null;
        return free ? await this.takeItem.run(item, person) : null;
      });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'HAND_OFF.TAKEN') return null;
      throw error;
    }
  }
}
