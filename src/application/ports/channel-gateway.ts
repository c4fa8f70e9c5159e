import type { SendOutcome } from '../../domain/message/send-outcome.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { SendAttemptId } from '../../domain/shared/ids.js';
import type { ChannelAccount } from './channel-accounts.js';
import type { AccountCheck } from './channel-probe.js';

export interface OutgoingText {
  readonly attemptId: SendAttemptId;
  readonly address: string;
  readonly text: string;
  /** What the text offers by number, for channels with buttons; pressing one is the same as writing `reply`. */
  readonly choices?: readonly { readonly reply: string; readonly label: string }[];
  /** The provider must not deliver after this moment (end of the contact window), where it can be told so. */
  readonly validUntil: Instant;
}

export type { AccountCheck };

/** Hands one text to one provider. Only the outbound line may see it. Never throws: a failure is an outcome. */
export abstract class ChannelGateway {
  abstract readonly provider: string;
  abstract send(account: ChannelAccount, text: OutgoingText): Promise<SendOutcome>;
  /** Asks the provider what became of an attempt, where it can be asked; null where it cannot. */
  abstract lookUp(account: ChannelAccount, attemptId: SendAttemptId): Promise<SendOutcome | null>;
  /** Reaches the provider with the account's credentials, writing to nobody. Never throws. */
  abstract check(account: ChannelAccount): Promise<AccountCheck>;
}

/** Every gateway of this installation, by provider. */
export abstract class ChannelGateways {
  /** Throws `CHANNEL.NO_PROVIDER`. */
  abstract of(provider: string): ChannelGateway;
}
