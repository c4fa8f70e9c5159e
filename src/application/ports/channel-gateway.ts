import type { SendOutcome } from '../../domain/message/send-outcome.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { SendAttemptId } from '../../domain/shared/ids.js';
import type { ChannelAccount } from './channel-accounts.js';

export interface OutgoingText {
  readonly attemptId: SendAttemptId;
  readonly address: string;
  readonly text: string;
  /** The provider must not deliver after this moment (end of the contact window), where it can be told so. */
  readonly validUntil: Instant;
}

/** Hands one text to one provider. Only the outbound line may see it. Never throws: a failure is an outcome. */
export abstract class ChannelGateway {
  abstract readonly provider: string;
  abstract send(account: ChannelAccount, text: OutgoingText): Promise<SendOutcome>;
  /** Asks the provider what became of an attempt, where it can be asked; null where it cannot. */
  abstract lookUp(account: ChannelAccount, attemptId: SendAttemptId): Promise<SendOutcome | null>;
}

/** Every gateway of this installation, by provider. */
export abstract class ChannelGateways {
  /** Throws `CHANNEL.NO_PROVIDER`. */
  abstract of(provider: string): ChannelGateway;
}
