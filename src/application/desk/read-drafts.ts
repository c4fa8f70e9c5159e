import { Injectable } from '@nestjs/common';
import type { Draft } from '../../domain/conversation/draft.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Drafts } from '../ports/drafts.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedConversation } from './reached-conversation.js';

/** What the actor typed in a conversation and has not sent; nobody else's. */
@Injectable()
export class ReadDrafts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly drafts: Drafts,
  ) {}

  /** Throws `CONVERSATION.UNKNOWN`. */
  run(scope: WorkScope, id: ConversationId): Promise<Draft[]> {
    const author = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      await this.reached.of(id);
      return this.drafts.of(id, author);
    });
  }
}
