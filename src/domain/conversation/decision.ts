import type { Instant } from '../calendar/instant.js';
import type { Understanding } from '../understanding/understanding.js';
import type { Action } from './action.js';
import type { Conversation, ConversationContext, ConversationState } from './conversation.js';
import type { ConversationFacts } from './conversation-facts.js';
import type { InboundContent } from './inbound-content.js';

export interface DecisionInput {
  readonly conversation: Conversation;
  readonly content: InboundContent;
  /** Null where there is nothing to read: a picture, a sticker, a recalled message. */
  readonly understanding: Understanding | null;
  readonly facts: ConversationFacts;
  readonly now: Instant;
}

/** What to do about one message. At most one action is a `reply`; the conversation moves to state, context, owner. */
export interface Decision {
  readonly actions: readonly Action[];
  readonly state: ConversationState;
  readonly context: ConversationContext;
  readonly owner: Conversation['owner'];
  /** False when the reply only repeated where things stand; such replies are counted by the loop breaker. */
  readonly advanced: boolean;
}
