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
  abstract ofMessages(ids: readonly MessageId[]): Promise<SendAttempt[]>;
  abstract byProviderIds(
    accountId: ChannelAccountId,
    providerMessageIds: readonly string[],
  ): Promise<Map<string, SendAttempt>>;
}
