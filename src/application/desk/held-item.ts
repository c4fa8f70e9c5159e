import { Injectable } from '@nestjs/common';
import { plus } from '../../domain/calendar/instant.js';
import { CLAIM_LEASE, holderOf } from '../../domain/conversation/hand-off.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ConversationId, HandOffId } from '../../domain/shared/ids.js';
import { Clock } from '../ports/clock.js';
import { Debtors } from '../ports/debtors.js';
import { HandOffs } from '../ports/hand-offs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import { ReachedConversation } from './reached-conversation.js';

/**
 * Finds an item for the person who works on it, locks its debtor and renews the lease. Inside the caller's unit of
 * work.
 */
@Injectable()
export class HeldItem {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly handOffs: HandOffs,
    private readonly debtors: Debtors,
    private readonly reached: ReachedConversation,
    private readonly clock: Clock,
  ) {}

  /** Throws `HAND_OFF.UNKNOWN` or, when `staff` does not hold it now, `HAND_OFF.NOT_YOURS`. */
  async of(id: HandOffId, staff: string): Promise<HandOff> {
    const item = await this.handOffs.byId(id);
    if (!item || !reaches(this.unitOfWork.scope().reach, item.lenderId)) {
      throw new DomainError('HAND_OFF.UNKNOWN', `No item of the queue has the id ${id}.`);
    }
    await this.debtors.lock([item.debtorId]);
    return this.renewed(await this.handOffs.byId(id), staff);
  }

  /** The open item of the conversation. Throws `CONVERSATION.UNKNOWN`, `HAND_OFF.NOT_YOURS`. */
  async ofConversation(id: ConversationId, staff: string): Promise<HandOff> {
    await this.reached.locked(id);
    const [item] = await this.handOffs.openOf([id]);
    return this.renewed(item ?? null, staff);
  }

  private async renewed(item: HandOff | null, staff: string): Promise<HandOff> {
    const now = this.clock.now();
    if (!item || holderOf(item, now) !== staff) {
      throw new DomainError('HAND_OFF.NOT_YOURS', 'Claim this item first; you do not hold it now.');
    }
    const renewed = { ...item, leaseUntil: plus(now, CLAIM_LEASE), unread: 0 };
    await this.handOffs.update(renewed);
    return { ...renewed, version: item.version + 1 };
  }
}
