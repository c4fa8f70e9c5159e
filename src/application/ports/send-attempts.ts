import type { Instant } from '../../domain/calendar/instant.js';
import type { SendOutcome } from '../../domain/message/send-outcome.js';
import type { ChannelAccountId, MessageId, SendAttemptId } from '../../domain/shared/ids.js';

/** One hand-over to a provider. The row exists before the network is touched. */
export interface SendAttempt {
  readonly id: SendAttemptId;
  readonly messageId: MessageId;
  readonly channelAccountId: ChannelAccountId;
  readonly outcome: SendOutcome['kind'] | null;
  readonly providerMessageId: string | null;
  readonly detail: string | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}

export abstract class SendAttempts {
  abstract start(attempts: readonly SendAttempt[]): Promise<void>;
  abstract finish(attempts: readonly SendAttempt[]): Promise<void>;
  abstract byIds(ids: readonly SendAttemptId[]): Promise<Map<SendAttemptId, SendAttempt>>;
  abstract ofMessages(ids: readonly MessageId[]): Promise<SendAttempt[]>;
  /**
   * Of several under one id the newest.
   * A provider that was given our own id may name an attempt by it, also one whose outcome is in doubt, but not one that
   * is being handed over right now.
   */
  abstract byProviderIds(
    accountId: ChannelAccountId,
    providerMessageIds: readonly string[],
  ): Promise<Map<string, SendAttempt>>;
}
