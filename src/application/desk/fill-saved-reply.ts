import { Injectable } from '@nestjs/common';
import type { ConversationId, SavedReplyId } from '../../domain/shared/ids.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { OpenDeskCase } from './desk-case.js';
import { FillReply } from './fill-reply.js';
import type { FilledReply, TypedValues } from './fill-reply.js';
import { ReachedConversation } from './reached-conversation.js';
import { ReachedReply } from './reached-reply.js';

/** Shows a saved reply as it would read in a conversation, and which blanks a person still has to fill. */
@Injectable()
export class FillSavedReply {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly reachedReply: ReachedReply,
    private readonly openDeskCase: OpenDeskCase,
    private readonly fillReply: FillReply,
  ) {}

  run(
    scope: WorkScope,
    id: SavedReplyId,
    conversationId: ConversationId,
    typed: TypedValues,
  ): Promise<FilledReply> {
    return this.unitOfWork.run(scope, async () => {
      const about = await this.openDeskCase.run(await this.reached.of(conversationId));
      const reply = await this.reachedReply.of(id, about.lender.id);
      return this.fillReply.run(reply, about, typed);
    });
  }
}
