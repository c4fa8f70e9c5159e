import type { Instant } from '../../domain/calendar/instant.js';
import type { InboundContent } from '../../domain/conversation/inbound-content.js';
import type { ChannelAccount } from './channel-accounts.js';

/** One message as a debtor's phone at the simulator shows it. */
export interface ShownText {
  /** Place in the account's list; ask from the next one on. */
  readonly place: number;
  readonly address: string;
  readonly text: string;
}

export interface TypedMessage {
  readonly address: string;
  readonly content: InboundContent;
  /** Bytes of a picture, file or voice, base64. */
  readonly media?: string;
}

/** The debtors' side of the simulator: what they see, and what they write. Throws `SIMULATOR.UNREACHABLE`. */
export abstract class SimulatedPhones {
  /** What the provider took for any debtor of the account, from a place on. */
  abstract shown(account: ChannelAccount, from: number): Promise<ShownText[]>;
  abstract write(account: ChannelAccount, messages: readonly TypedMessage[], at: Instant): Promise<void>;
}
