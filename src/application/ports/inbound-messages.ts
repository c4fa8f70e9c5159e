import type { Instant } from '../../domain/calendar/instant.js';
import type { InboundContent } from '../../domain/conversation/inbound-content.js';
import type { Channel } from '../../domain/shared/channel.js';
import type {
  ChannelAccountId,
  ContactPointId,
  ConversationId,
  InboundMessageId,
} from '../../domain/shared/ids.js';
import type { OlderThan } from './notes.js';
import type { Understanding } from '../../domain/understanding/understanding.js';

/** `unmatched` = no contact point has that address; `failed` = could not be processed, a person reads it. */
export type InboundState = 'recorded' | 'processed' | 'unmatched' | 'failed';

export interface InboundMessage {
  readonly id: InboundMessageId;
  readonly channelAccountId: ChannelAccountId;
  readonly providerMessageId: string;
  readonly channel: Channel;
  readonly address: string;
  readonly contactPointId: ContactPointId | null;
  readonly conversationId: ConversationId | null;
  readonly content: InboundContent;
  /** Raw bytes of a picture, file or voice, base64; kept encrypted. */
  readonly media: string | null;
  readonly sentAt: Instant;
  readonly receivedAt: Instant;
  readonly state: InboundState;
}

export abstract class InboundMessages {
  /** Stores those not known by (channel account, provider message id); returns the stored ones only. */
  abstract record(messages: readonly InboundMessage[]): Promise<InboundMessage[]>;
  /** Which of these provider message ids of the account are stored already. */
  abstract known(accountId: ChannelAccountId, providerMessageIds: readonly string[]): Promise<Set<string>>;
  /** Notes that the sender of a message took it back; it stays as it was. Only the first time counts. */
  abstract markRecalled(recall: {
    readonly channelAccountId: ChannelAccountId;
    readonly providerMessageId: string;
    /** Who took it back: nobody takes back what another one wrote. */
    readonly contactPointId: ContactPointId | null;
    readonly at: Instant;
  }): Promise<void>;
  /** The oldest message of the contact point that is still `recorded`. */
  abstract nextOf(contactPointId: ContactPointId): Promise<InboundMessage | null>;
  /** When and under which id that message arrived, without reading it. */
  abstract nextArrival(
    contactPointId: ContactPointId,
  ): Promise<{ readonly id: InboundMessageId; readonly receivedAt: Instant } | null>;
  /** Contact points with a message that is still `recorded` and was received at or before that moment. */
  abstract waitingSince(receivedBy: Instant, limit: number): Promise<ContactPointId[]>;
  /** From addresses that no debtor has, or of somebody who owes nobody; newest first, without the bytes of media. */
  abstract unmatched(page: OlderThan<InboundMessageId>): Promise<InboundMessage[]>;
  abstract byIds(ids: readonly InboundMessageId[]): Promise<Map<InboundMessageId, InboundMessage>>;
  abstract ofConversation(id: ConversationId, limit: number): Promise<InboundMessage[]>;
  /** Keeps what was heard in a voice that is still `recorded`. */
  abstract keepHeard(
    id: InboundMessageId,
    content: Extract<InboundContent, { readonly kind: 'voice' }>,
  ): Promise<void>;
  abstract markProcessed(
    id: InboundMessageId,
    result: {
      readonly conversationId: ConversationId;
      readonly understanding: Understanding | null;
      /** Whether the decision moved the conversation; replies to messages that did not are counted by the loop breaker. */
      readonly advanced: boolean;
      readonly at: Instant;
    },
  ): Promise<void>;
  /** Sets a message aside that nothing can be done about but by a person, so that later ones go on. */
  abstract markFailed(
    id: InboundMessageId,
    conversationId: ConversationId | null,
    at: Instant,
  ): Promise<void>;
  /** Processed since `since` without advancing, per contact point. */
  abstract idleSince(
    contactPointIds: readonly ContactPointId[],
    since: Instant,
  ): Promise<Map<ContactPointId, number>>;
}
