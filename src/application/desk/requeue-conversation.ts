import { Injectable } from '@nestjs/common';
import { freed } from '../../domain/conversation/hand-off.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { EventLog } from '../ports/event-log.js';
import { HandOffs } from '../ports/hand-offs.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedConversation } from './reached-conversation.js';

/** A lead puts back into the queue what somebody holds, with a reason. */
@Injectable()
export class RequeueConversation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly handOffs: HandOffs,
    private readonly events: EventLog,
  ) {}

  /** Throws `CONVERSATION.UNKNOWN`, `HAND_OFF.NOT_THERE`. */
  run(scope: WorkScope, id: ConversationId, reason: string): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      await this.reached.locked(id);
      const [item] = await this.handOffs.openOf([id]);
      if (!item) throw new DomainError('HAND_OFF.NOT_THERE', 'Nothing of this conversation is in the queue.');
      await this.handOffs.update(freed(item));
      await this.events.append([
        {
          type: 'hand-off.requeued',
          subjects: { handOff: item.id, conversation: id, lender: item.lenderId },
          reason,
          payload: { from: item.claimedBy },
        },
      ]);
    });
  }
}
