import { Injectable } from '@nestjs/common';
import { reaches } from '../../domain/people/access.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { LenderId, SavedReplyId } from '../../domain/shared/ids.js';
import type { SavedReply } from '../../domain/template/saved-reply.js';
import { SavedReplies } from '../ports/saved-replies.js';
import { UnitOfWork } from '../ports/unit-of-work.js';

/** Finds a saved reply that the actor may use. Inside the caller's unit of work. */
@Injectable()
export class ReachedReply {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly replies: SavedReplies,
  ) {}

  /** Throws `SAVED_REPLY.UNKNOWN`, also where it is for other lenders only. */
  async of(id: SavedReplyId, forLender: LenderId | null = null): Promise<SavedReply> {
    const reply = await this.replies.byId(id);
    const { reach } = this.unitOfWork.scope();
    const fits =
      reply &&
      (reply.lenderId === null ||
        (reaches(reach, reply.lenderId) && (forLender === null || reply.lenderId === forLender)));
    if (fits) return reply;
    throw new DomainError('SAVED_REPLY.UNKNOWN', 'There is no such saved reply.');
  }

  /** Throws `ACCESS.DENIED` unless the actor may change what that lender, or every lender, sends. */
  requireRight(lenderId: LenderId | null): void {
    const { reach } = this.unitOfWork.scope();
    const may = lenderId === null ? reach === undefined || reach === 'all' : reaches(reach, lenderId);
    if (may) return;
    throw new DomainError('ACCESS.DENIED', 'This saved reply is for lenders that you do not work for.');
  }
}
