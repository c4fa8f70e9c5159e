import type { Receipt } from '../../domain/message/send-outcome.js';
import type { ChannelAccountId, SendAttemptId } from '../../domain/shared/ids.js';

/** One of several parts in which a provider took a long text. */
export interface MessagePart {
  readonly channelAccountId: ChannelAccountId;
  readonly providerMessageId: string;
  readonly attemptId: SendAttemptId;
  /** From 1. */
  readonly part: number;
  /** The best that receipts said of it so far. */
  readonly status: Receipt['status'] | null;
}

export abstract class MessageParts {
  /** An id that a provider gives out again belongs to the newer text from then on. */
  abstract keep(parts: readonly MessagePart[]): Promise<void>;
  abstract byProviderIds(
    accountId: ChannelAccountId,
    providerMessageIds: readonly string[],
  ): Promise<Map<string, MessagePart>>;
  /** All parts of the attempts, in order. */
  abstract ofAttempts(ids: readonly SendAttemptId[]): Promise<MessagePart[]>;
  abstract note(parts: readonly MessagePart[]): Promise<void>;
}
