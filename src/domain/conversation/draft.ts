import type { Instant } from '../calendar/instant.js';
import type { ConversationId } from '../shared/ids.js';

/** What a draft is to become: the one never turns into the other. */
export const DRAFT_MODES = ['reply', 'note'] as const;
export type DraftMode = (typeof DRAFT_MODES)[number];

export const LONGEST_DRAFT = 10_000;

/** What a person typed and has not sent yet. */
export interface Draft {
  readonly conversationId: ConversationId;
  readonly author: string;
  readonly mode: DraftMode;
  readonly text: string;
  readonly savedAt: Instant;
}
