import type { Instant } from '../../domain/calendar/instant.js';
import type { Receipt } from '../../domain/message/send-outcome.js';
import type { ChannelAccountId } from '../../domain/shared/ids.js';

/** A receipt whose message is not known yet: it overtook the provider's acceptance. */
export interface PendingReceipt {
  readonly channelAccountId: ChannelAccountId;
  readonly receipt: Receipt;
  readonly keptAt: Instant;
}

export abstract class PendingReceipts {
  /** Keeps receipts; one with the same (channel account, provider message id, status) is kept once. */
  abstract keep(receipts: readonly PendingReceipt[]): Promise<void>;
  /** Removes and returns what is kept under these provider message ids. */
  abstract take(accountId: ChannelAccountId, providerMessageIds: readonly string[]): Promise<Receipt[]>;
  /** The oldest ones, at most `limit`. */
  abstract oldest(limit: number): Promise<PendingReceipt[]>;
  /** Forgets what was kept before `before`; returns how many. */
  abstract forget(before: Instant): Promise<number>;
}
