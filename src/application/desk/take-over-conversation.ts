import { Injectable } from '@nestjs/common';
import { plus } from '../../domain/calendar/instant.js';
import { CLAIM_LEASE, holderOf } from '../../domain/conversation/hand-off.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { EventLog } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { OpenHandOff } from './open-hand-off.js';
import { ReachedConversation } from './reached-conversation.js';
import { TakeOver } from './take-over.js';

/** A lead takes a conversation from whoever holds it, with a reason; the lead's own capacity does not count. */
@Injectable()
export class TakeOverConversation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly handOffs: HandOffs,
    private readonly openHandOff: OpenHandOff,
    private readonly takeOver: TakeOver,
    private readonly events: EventLog,
    private readonly clock: Clock,
  ) {}

  run(scope: WorkScope, id: ConversationId, reason: string): Promise<HandOff> {
    const login = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      const { debtorId, lenderId } = await this.reached.locked(id);
      const [open] = await this.handOffs.openOf([id]);
      const item =
        open ??
        (await this.openHandOff.run({
          conversationId: id,
          debtorId,
          lenderId,
          reason: 'taken-over',
          priority: 'normal',
        }));
      const now = this.clock.now();
      const from = holderOf(item, now);
      const taken: HandOff = {
        ...item,
        state: 'claimed',
        claimedBy: login,
        claimedAt: from === login ? item.claimedAt : now,
        leaseUntil: plus(now, CLAIM_LEASE),
        unread: 0,
      };
      await this.handOffs.update(taken);
      await this.takeOver.run(id);
      await this.events.append([
        {
          type: 'hand-off.taken-over',
          subjects: { handOff: item.id, conversation: id, lender: lenderId },
          reason,
          payload: { from },
        },
      ]);
      return { ...taken, version: item.version + 1 };
    });
  }
}
