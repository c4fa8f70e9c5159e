/** What a test tells the puppet server's process. */
export type PuppetOrder =
  | {
      readonly do: 'open';
      readonly endpoint: string;
      readonly token: string;
      readonly tls: boolean;
      readonly self: string;
      readonly loggedIn: boolean;
      readonly contacts: readonly { readonly id: string; readonly alias?: string }[];
    }
  | { readonly do: 'person'; readonly id: string; readonly alias?: string }
  | { readonly do: 'fault'; readonly fault: string | null }
  /** A message of wechaty's numbered type; `from: 'self'` was typed on the account's own phone. */
  | {
      readonly do: 'receive';
      readonly from: string;
      readonly to?: string;
      readonly type: number;
      readonly text?: string;
      readonly file?: { readonly name: string; readonly base64: string };
      readonly room?: string;
      readonly at?: number;
    }
  | { readonly do: 'repeat' }
  | { readonly do: 'friend'; readonly id: string; readonly address: string; readonly hello: string }
  | { readonly do: 'kick' }
  | { readonly do: 'scan'; readonly code: string; readonly status: number }
  | { readonly do: 'log-in' }
  /** No heartbeat from now on. */
  | { readonly do: 'silence' };

export type PuppetWord =
  | { readonly kind: 'done'; readonly at: number }
  | { readonly kind: 'failed'; readonly at: number; readonly why: string }
  | { readonly kind: 'shown'; readonly address: string; readonly text: string }
  | { readonly kind: 'sent'; readonly id: string }
  | { readonly kind: 'named'; readonly address: string; readonly alias: string }
  | { readonly kind: 'accepted'; readonly address: string }
  | { readonly kind: 'drop' };
