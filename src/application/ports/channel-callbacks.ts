import type { ChannelAccount } from './channel-accounts.js';

/** What a provider called us with, untouched: signatures are made over exactly this. */
export interface CallbackRequest {
  readonly method: 'GET' | 'POST';
  /** The whole address as the provider knows it, with its query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface CallbackAnswer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
}

/** Takes the calls of one provider: proves who calls, stores, and only then answers. */
export abstract class ChannelCallback {
  abstract readonly provider: string;
  abstract receive(account: ChannelAccount, request: CallbackRequest): Promise<CallbackAnswer>;
}

export abstract class ChannelCallbacks {
  /** Null: accounts of this provider are not called back. */
  abstract of(provider: string): ChannelCallback | null;
}

/** Where the provider of an account calls, below the public address; whoever knows it can pretend to be the provider. */
export const callbackPath = ({
  tenantId,
  id,
  callbackSecret,
}: Pick<ChannelAccount, 'tenantId' | 'id' | 'callbackSecret'>): string =>
  `/v1/channel-callbacks/${tenantId}.${id}.${callbackSecret}`;
