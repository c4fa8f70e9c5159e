import type { MessageFields } from '../message/message.js';
import type { Instant } from '../calendar/instant.js';
import { DAY, plus } from '../calendar/instant.js';
import type { Intent, Slots } from '../understanding/understanding.js';
import type { Action } from './action.js';
import type { Choice, Conversation, ConversationContext, ConversationState } from './conversation.js';
import type { ConversationFacts, DebtFacts } from './conversation-facts.js';
import type { HandOffPriority, HandOffReason } from './hand-off.js';
import type { InboundContent } from './inbound-content.js';
import type { ReplyName } from './reply-templates.js';
import type { HoldReason } from '../debtor/hold.js';

/** One message with everything a move needs, worked out once. */
export interface Turn {
  /** The state in force: what is stored, corrected by the owner and by whether the right party is confirmed. */
  readonly state: ConversationState;
  readonly context: ConversationContext;
  readonly confirmed: boolean;
  /** The debt being talked about, where that is clear. */
  readonly debt: DebtFacts | null;
  readonly primary: Intent;
  readonly intents: readonly Intent[];
  readonly slots: Slots;
  readonly content: InboundContent;
  readonly facts: ConversationFacts;
  readonly now: Instant;
}

/** What a move wants; everything it does not mention stays as it is. */
export interface Draft {
  readonly actions?: readonly Action[];
  readonly reply?: {
    readonly template: ReplyName;
    readonly fields?: MessageFields;
    /** Said for the person who has the conversation, not by the assistant. */
    readonly forPerson?: true;
  };
  readonly state?: ConversationState;
  readonly context?: Partial<ConversationContext>;
  /** What is remembered where the reply has to wait for the contact window; nothing of `context` is. */
  readonly whileWaiting?: Partial<ConversationContext>;
  /** Choices of a list that is made of the case, such as debts; a template's own list otherwise. */
  readonly choices?: readonly Choice[];
  readonly owner?: Conversation['owner'];
  /** True when the reply only repeats where things stand. */
  readonly idle?: boolean;
  /** Goes on with this intent, once the actions above make the debtor a confirmed right party. */
  readonly continueWith?: Intent;
}

export type Move = (turn: Turn) => Draft;

export const hold = (scope: 'debtor' | 'debt', reason: HoldReason, until: Instant | null = null): Action => ({
  kind: 'place-hold',
  scope,
  reason,
  until,
});

export const cancelQueued = (scope: 'debtor' | 'debt' | 'contact-point', reason: string): Action => ({
  kind: 'cancel-queued',
  scope,
  reason,
});

export const handOff = (reason: HandOffReason, priority: HandOffPriority): Action => ({
  kind: 'hand-off',
  reason,
  priority,
});

export const inDays = (turn: Turn, days: number): Instant => plus(turn.now, days * DAY);

/** A person takes over from here; bot and cadence are silent. */
export const toPerson = { owner: 'person', state: 'with-person' } as const;
