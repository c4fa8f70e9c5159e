import { Injectable } from '@nestjs/common';
import type { SavedReplyId } from '../../domain/shared/ids.js';
import { EventLog } from '../ports/event-log.js';
import { SavedReplies } from '../ports/saved-replies.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedReply } from './reached-reply.js';

/** Takes a saved reply away; messages that were made of it stay. */
@Injectable()
export class RemoveSavedReply {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly replies: SavedReplies,
    private readonly reachedReply: ReachedReply,
    private readonly events: EventLog,
  ) {}

  /** Throws `SAVED_REPLY.UNKNOWN`, `ACCESS.DENIED`. */
  run(scope: WorkScope, id: SavedReplyId): Promise<void> {
    return this.unitOfWork.run(scope, async () => {
      const reply = await this.reachedReply.of(id);
      this.reachedReply.requireRight(reply.lenderId);
      await this.replies.remove(id);
      await this.events.append([
        {
          type: 'saved-reply.removed',
          subjects: { savedReply: id, ...(reply.lenderId ? { lender: reply.lenderId } : {}) },
        },
      ]);
    });
  }
}
