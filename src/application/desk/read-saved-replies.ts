import { Injectable } from '@nestjs/common';
import type { SavedReplyId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import type { SavedReply } from '../../domain/template/saved-reply.js';
import { SavedReplies } from '../ports/saved-replies.js';
import { UnitOfWork } from '../ports/unit-of-work.js';
import type { WorkScope } from '../ports/unit-of-work.js';

/** The texts that the actor may send again and again. */
@Injectable()
export class ReadSavedReplies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly replies: SavedReplies,
  ) {}

  run(
    scope: WorkScope,
    locale: Locale | null,
    page: { readonly after: SavedReplyId | null; readonly limit: number },
  ): Promise<SavedReply[]> {
    return this.unitOfWork.run(scope, () => this.replies.list(scope.reach ?? 'all', locale, page));
  }
}
