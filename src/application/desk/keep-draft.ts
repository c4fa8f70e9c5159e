import { Injectable } from '@nestjs/common';
import type { Draft, DraftMode } from '../../domain/conversation/draft.js';
import { LONGEST_DRAFT } from '../../domain/conversation/draft.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { ConversationId } from '../../domain/shared/ids.js';
import { staffLogin } from '../people/staff-login.js';
import { Clock } from '../ports/clock.js';
import { Drafts } from '../ports/drafts.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';
import { ReachedConversation } from './reached-conversation.js';

/** Keeps what a person typed and has not sent; without a text, forgets it. */
@Injectable()
export class KeepDraft {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reached: ReachedConversation,
    private readonly drafts: Drafts,
    private readonly clock: Clock,
  ) {}

  /** Throws `CONVERSATION.UNKNOWN`, `DRAFT.TOO_LONG`. */
  run(
    scope: WorkScope,
    conversationId: ConversationId,
    mode: DraftMode,
    text: string | null,
  ): Promise<Draft | null> {
    const author = staffLogin(scope);
    return this.unitOfWork.run(scope, async () => {
      await this.reached.of(conversationId);
      if (text === null || text === '') {
        await this.drafts.remove(conversationId, author, mode);
        return null;
      }
      if (text.length > LONGEST_DRAFT) {
        throw new DomainError('DRAFT.TOO_LONG', `A draft has at most ${LONGEST_DRAFT} characters.`);
      }
      const draft: Draft = { conversationId, author, mode, text, savedAt: this.clock.now() };
      await this.drafts.save(draft);
      return draft;
    });
  }
}
