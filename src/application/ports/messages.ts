import type { Instant } from '../../domain/calendar/instant.js';
import type { CancelCause, Message, MessageState, Purpose } from '../../domain/message/message.js';
import type { Channel } from '../../domain/shared/channel.js';
import type {
  ContactPointId,
  ConversationId,
  DebtId,
  DebtorId,
  InboundMessageId,
  LenderId,
  MessageId,
  TouchId,
} from '../../domain/shared/ids.js';
import type { Touch } from '../../domain/treatment/touch.js';

export type CancelScope =
  | { readonly kind: 'debtor'; readonly debtorId: DebtorId }
  | { readonly kind: 'debt'; readonly debtId: DebtId }
  | { readonly kind: 'contact-point'; readonly contactPointId: ContactPointId };

/** A change of one message's state; fields left out stay as they are. */
export interface MessageChange {
  readonly id: MessageId;
  readonly state: MessageState;
  readonly reason: string | null;
  readonly notBefore?: Instant;
  readonly body?: string;
  readonly sentAt?: Instant;
  readonly templateVersionId?: Message['templateVersionId'];
}

export interface TouchChannel {
  readonly touchId: TouchId;
  readonly channel: Channel;
}

export interface SentCount {
  readonly contactPointId: ContactPointId;
  readonly lenderId: LenderId;
  readonly sent: number;
  readonly revealed: number;
}

export abstract class Messages {
  abstract queue(messages: readonly Message[]): Promise<void>;
  abstract byIds(ids: readonly MessageId[]): Promise<Map<MessageId, Message>>;
  /** Whom the messages are for, each debtor once. */
  abstract debtorsOf(ids: readonly MessageId[]): Promise<DebtorId[]>;
  /** To that contact point, with a text, and in a new state since then; whatever their state. */
  abstract lately(id: ContactPointId, since: Instant): Promise<Message[]>;
  /** On which channels each of the touches has messages. */
  abstract channelsOfTouches(touches: readonly Pick<Touch, 'id' | 'debtId'>[]): Promise<TouchChannel[]>;
  abstract ofConversation(id: ConversationId, limit: number): Promise<Message[]>;
  /**
   * Gives up to `limit` due messages (`queued`, or `deferred` whose time has come) to `token` and moves them
   * to `checking`. Replies come first, then by time. No message is ever given to two tokens.
   */
  abstract claimDue(now: Instant, limit: number, token: string): Promise<MessageId[]>;
  /** The messages of the token that are still `checking`; those withdrawn meanwhile are not among them. */
  abstract claimed(token: string): Promise<Message[]>;
  /** Writes the changes of messages that `token` still holds, and lets go of those no longer `checking`. */
  abstract settleClaimed(token: string, changes: readonly MessageChange[], now: Instant): Promise<void>;
  /** Changes later states (receipts, reconciliation). Final states never go back: see `advance`. */
  abstract change(changes: readonly MessageChange[], now: Instant): Promise<void>;
  /**
   * Withdraws everything queued, deferred or checking without an attempt; replies to the debtor only if asked,
   * never what is for one of the purposes `except`. Returns their ids.
   */
  abstract cancelQueued(
    scope: CancelScope,
    reason: string,
    now: Instant,
    options?: {
      readonly includeReplies?: boolean;
      readonly except?: readonly Purpose[];
      /** What people wrote stays. */
      readonly keepStaff?: boolean;
    },
  ): Promise<MessageId[]>;
  /**
   * Withdraws what waits at the contact point, or for the debtor at the lender, and was to be withdrawn for this
   * cause. Returns their ids.
   */
  abstract cancelFor(
    cause: CancelCause,
    scope:
      | { readonly contactPointId: ContactPointId }
      | { readonly debtorId: DebtorId; readonly lenderId: LenderId },
    reason: string,
    now: Instant,
  ): Promise<MessageId[]>;
  /** What people wrote in the conversation and what still waits for its time, in order of that time. */
  abstract waitingOf(id: ConversationId): Promise<Message[]>;
  /** Claimed before `before` and without an attempt: back to `queued`. Returns how many. */
  abstract requeueAbandoned(before: Instant, now: Instant): Promise<number>;
  /** Claimed before `before`, with an attempt that has no outcome: `unknown`. Returns their ids. */
  abstract declareUnknown(before: Instant, now: Instant): Promise<MessageId[]>;
  /** In the order of their ids; those after `after` only. */
  abstract inState(state: MessageState, limit: number, after?: MessageId): Promise<Message[]>;
  /** How much each (contact point, lender) was sent before, counting what may have been taken. */
  abstract sentCounts(contactPointIds: readonly ContactPointId[]): Promise<SentCount[]>;
  /** How many replies to each inbound message were handed over, counting what may have been taken; none: absent. */
  abstract answersGiven(inboundIds: readonly InboundMessageId[]): Promise<Map<InboundMessageId, number>>;
  /** When the next queued or deferred message becomes due; null when there is none. */
  abstract nextDue(): Promise<Instant | null>;
}
