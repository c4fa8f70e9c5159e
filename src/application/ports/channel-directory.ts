import type { Channel } from '../../domain/shared/channel.js';

export interface ChannelCapabilities {
  readonly buttons: boolean;
  readonly receipts: boolean;
  /** Longest text in characters. */
  readonly maximumLength: number;
  /** Texts under way at once per account. */
  readonly concurrency: number;
}

/** What channels can do; for everybody who must not be able to send. */
export abstract class ChannelDirectory {
  abstract capabilities(provider: string): ChannelCapabilities;
  /** Channels that have an account which is not paused, in the current tenant. */
  abstract available(): Promise<readonly Channel[]>;
}
