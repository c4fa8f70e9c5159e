import type { ChannelAccount } from '../../application/ports/channel-accounts.js';

/**
 * Keeps the connections of one provider's accounts open. `open` returns at once and goes on trying by itself; what
 * it hears it stores by `TakeChannelEvents` before it acknowledges, and how it does it tells by `ReportAccountState`.
 * Opening an account that is open with a newer version opens it anew.
 */
export abstract class ChannelListener {
  abstract readonly provider: string;
  abstract open(account: ChannelAccount): Promise<void>;
  /** Resolves when nothing of the connection is left. */
  abstract close(accountId: ChannelAccount['id']): Promise<void>;
}
