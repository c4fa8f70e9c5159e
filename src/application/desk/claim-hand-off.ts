import { Injectable } from '@nestjs/common';
import { holderOf } from '../../domain/conversation/hand-off.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { HandOffId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { DeskStaff } from '../ports/desk-staff.js';
import { HandOffs } from '../ports/hand-offs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { TakeItem } from './take-item.js';
import { takenBy } from './taken.js';

/** Gives an item to one person. The second to try is told who has it: `HAND_OFF.TAKEN`. */
@Injectable()
export class ClaimHandOff {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly handOffs: HandOffs,
    private readonly debtors: Debtors,
    private readonly staff: DeskStaff,
    private readonly takeItem: TakeItem,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, id: HandOffId, staff: string): Promise<HandOff> {
    return this.unitOfWork.run(scope, async () => {
      const item = await this.handOffs.byId(id);
      if (!item || !reaches(scope.reach, item.lenderId)) {
        throw new DomainError('HAND_OFF.UNKNOWN', `No item of the queue has the id ${id}.`);
      }
      const holder = holderOf(item, this.clock.now());
      if (item.state === 'closed' || (holder !== null && holder !== staff)) throw takenBy(item);
      const person = await this.staff.lock(staff);
      await this.debtors.lock([item.debtorId]);
      return this.takeItem.run((await this.handOffs.byId(id)) ?? item, person);
    });
  }
}
