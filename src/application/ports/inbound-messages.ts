import type { Instant } from '../../domain/calendar/instant.js';
import type { InboundContent } from '../../domain/conversation/inbound-content.js';
import type { Channel } from '../../domain/shared/channel.js';
import type {
  ChannelAccountId,
  ContactPointId,
  ConversationId,
  InboundMessageId,
} from '../../domain/shared/ids.js';
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
  /** The oldest message of the contact point that is still `recorded`. */
  abstract nextOf(contactPointId: ContactPointId): Promise<InboundMessage | null>;
  /** When and under which id that message arrived, without reading it. */
  abstract nextArrival(
    contactPointId: ContactPointId,
  ): Promise<{ readonly id: InboundMessageId; readonly receivedAt: Instant } | null>;
  /** Contact points with a message that is still `recorded` and was received at or before that moment. */
  abstract waitingSince(receivedBy: Instant, limit: number): Promise<ContactPointId[]>;
  abstract byIds(ids: readonly InboundMessageId[]): Promise<Map<InboundMessageId, InboundMessage>>;
  abstract ofConversation(id: ConversationId, limit: number): Promise<InboundMessage[]>;
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
