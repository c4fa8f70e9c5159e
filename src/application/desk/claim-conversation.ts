import { Injectable } from '@nestjs/common';
import type { Conversation } from '../../domain/conversation/conversation.js';
import { holderOf } from '../../domain/conversation/hand-off.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { DeskStaff } from '../ports/desk-staff.js';
import { HandOffs } from '../ports/hand-offs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { OpenHandOff } from './open-hand-off.js';
import { ReachedConversation } from './reached-conversation.js';
import { TakeItem } from './take-item.js';
import { takenBy } from './taken.js';

/** A person takes a conversation; one that nobody asked a person for gets an item by that. */
@Injectable()
export class ClaimConversation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly handOffs: HandOffs,
    private readonly staff: DeskStaff,
    private readonly openHandOff: OpenHandOff,
    private readonly takeItem: TakeItem,
    private readonly clock: Clock,
  ) {}

  /** Throws `CONVERSATION.UNKNOWN`, `HAND_OFF.TAKEN`, `DESK.CAPACITY_FULL`. */
  run(scope: WorkScope, id: ConversationId): Promise<HandOff> {
    const login = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      await this.refuseIfTaken((await this.reached.of(id)).id, login);
      const person = await this.staff.lock(login);
      const conversation = await this.reached.locked(id);
      const [open] = await this.handOffs.openOf([id]);
      return this.takeItem.run(open ?? (await this.open(conversation)), person);
    });
  }

  /** Whoever comes second is told so before anything is locked. */
  private async refuseIfTaken(id: ConversationId, login: string): Promise<void> {
    const [open] = await this.handOffs.openOf([id]);
    const holder = open ? holderOf(open, this.clock.now()) : null;
    if (open && holder !== null && holder !== login) throw takenBy(open);
  }

  private open({ id, debtorId, lenderId }: Conversation): Promise<HandOff> {
    return this.openHandOff.run({
      conversationId: id,
      debtorId,
      lenderId,
      reason: 'taken-over',
      priority: 'normal',
    });
  }
}
