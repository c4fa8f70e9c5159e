import type { LenderReach } from '../../domain/people/access.js';
import type { SavedReplyId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';
import type { SavedReply } from '../../domain/template/saved-reply.js';

export abstract class SavedReplies {
  /** Those of the whole tenant and of the lenders within reach, oldest first, after `after`. */
  abstract list(
    reach: LenderReach,
    locale: Locale | null,
    page: { readonly after: SavedReplyId | null; readonly limit: number },
  ): Promise<SavedReply[]>;
  abstract byId(id: SavedReplyId): Promise<SavedReply | null>;
  abstract add(reply: SavedReply): Promise<void>;
  /** Throws `SAVED_REPLY.CHANGED_MEANWHILE` unless it still has the version it was read with. */
  abstract update(reply: SavedReply): Promise<void>;
  abstract remove(id: SavedReplyId): Promise<void>;
}
