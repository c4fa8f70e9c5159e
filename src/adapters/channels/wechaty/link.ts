/**
 * What a wechaty child and its parent say to one another, as JSON over the IPC channel of the fork. The child keeps
 * the login and knows no database; the parent records, and only then is a message `taken`.
 */
export interface OpenOrder {
  readonly kind: 'open';
  readonly puppet: string;
  readonly puppetOptions: Readonly<Record<string, unknown>>;
  /** Longest wait for one answer of the puppet. */
  readonly callTimeoutMs: number;
  /** Longest time until a new or reset connection has a login or a code to scan; then the child leaves. */
  readonly resetAfterMs: number;
  readonly mediaLimitBytes: number;
  readonly friendRequests: 'none' | 'with-code';
  readonly secondsBetweenFriends: number;
  /** Where what was not taken is kept when the parent is gone, and the secret that seals it. */
  readonly journal: { readonly file: string; readonly secret: string };
}

export type Order =
  | OpenOrder
  | { readonly kind: 'say'; readonly request: number; readonly address: string; readonly text: string }
  | { readonly kind: 'taken'; readonly sequence: number }
  /** Asks for a sign of life that goes there and back over the event stream. */
  | { readonly kind: 'ask'; readonly request: number }
  | { readonly kind: 'name'; readonly address: string; readonly alias: string }
  /** Reads the aliases of contacts, one after the other, without a burst. */
  | { readonly kind: 'aliases'; readonly of: readonly string[] }
  /** Leaves without ending the login. */
  | { readonly kind: 'leave' };

/** A message as the puppet tells it. */
export interface HeardMessage {
  readonly kind: 'message';
  readonly id: string;
  /** wechaty's number of the message type. */
  readonly type: number;
  readonly talkerId: string;
  readonly listenerId: string;
  readonly text: string;
  readonly filename: string;
  /** In seconds or in milliseconds since 1970. */
  readonly timestamp: number;
  /** Written by the account itself. */
  readonly self: boolean;
  /** Base64; null where there is none, it is too large, or it could not be fetched. */
  readonly media: string | null;
}

/** A friend request whose greeting has a code, once it is accepted. */
export interface HeardFriend {
  readonly kind: 'friend';
  readonly id: string;
  readonly contactId: string;
  readonly hello: string;
  readonly timestamp: number;
}

export type Heard = HeardMessage | HeardFriend;

/** What became of one text at the puppet. */
export type Said =
  | { readonly kind: 'taken'; readonly id: string | null }
  | { readonly kind: 'failed'; readonly code: number | null; readonly text: string }
  /** No answer in time. */
  | { readonly kind: 'lost' };

/** What happened to the login or its connection. */
export type SessionSignal =
  | { readonly kind: 'starting' }
  | { readonly kind: 'scan'; readonly status: number; readonly code: string }
  | { readonly kind: 'login' }
  | { readonly kind: 'logout' }
  /** The event stream is gone; it can perhaps still send, and hears nothing. */
  | { readonly kind: 'link-lost' }
  | { readonly kind: 'unreachable' }
  /** The gateway takes the connection and tells nothing: another client has its only event stream. */
  | { readonly kind: 'not-served' }
  /** The gateway serves us, has no login, and shows no code. */
  | { readonly kind: 'no-login' }
  | { readonly kind: 'bad-token' }
  | { readonly kind: 'no-package'; readonly name: string }
  | { readonly kind: 'puppet-failed' }
  /** A line of WeChat in a chat says that we write too often. */
  | { readonly kind: 'too-fast-notice' };

export type Word =
  | { readonly kind: 'ready-for-orders' }
  | { readonly kind: 'session'; readonly signal: SessionSignal }
  | { readonly kind: 'heard'; readonly sequence: number; readonly heard: Heard }
  | { readonly kind: 'said'; readonly request: number; readonly said: Said }
  | { readonly kind: 'answer'; readonly request: number; readonly well: boolean }
  /** Who is there after a login. */
  | { readonly kind: 'contacts'; readonly ids: readonly string[] }
  | {
      readonly kind: 'named';
      readonly contacts: readonly { readonly address: string; readonly alias: string }[];
    };

/** How a child leaves. */
export const LEFT = {
  /** The link hangs or is gone: start again. */
  hung: 75,
  /** Somebody has to look: a package, a token, an option. */
  hopeless: 78,
} as const;
