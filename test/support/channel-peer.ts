import type { Channel } from '../../src/domain/shared/channel.js';

/** What a peer does with texts until it is told otherwise. */
export const FAULTS = [
  /** Nothing listens: a connection is refused. */
  'unreachable',
  /** Answers that we are too fast; nothing is taken. */
  'throttles',
  /** Takes the text, then the connection is gone before its answer. */
  'takes-then-drops',
  /** Takes the text, then answers with an error of its own. */
  'takes-then-errors',
  /** Takes the text and never answers. */
  'hangs',
  /** Nobody has this address; nothing is taken. */
  'no-such-address',
  /** The recipient does not want us; nothing is taken. */
  'blocked',
  /** Does not take the wording. */
  'refuses-content',
  /** Does not take our credentials. */
  'bad-credentials',
] as const;
export type Fault = (typeof FAULTS)[number];

export type PhoneContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'picture' | 'file' | 'voice'; readonly bytes: Buffer; readonly name: string };

/** A real peer of one provider, with the phones behind it. */
export interface ChannelPeer {
  /** Settings of an account that uses this peer, with short time-outs. */
  readonly settings: Readonly<Record<string, string>>;
  /** The address that Parley knows this person by; known to the peer from now on. */
  addressOf(person: number): string;
  /** Texts that the phone of the address shows, in order, long ones put together. */
  shown(address: string): Promise<readonly string[]>;
  writes(address: string, content: PhoneContent): Promise<void>;
  /** Delivers the last thing that somebody wrote once more, with the same id. */
  repeats(): Promise<void>;
  /** Null: behaves well again. */
  misbehaves(fault: Fault | null): Promise<void>;
  /** Where the provider calls back, for providers that do. */
  callsBackAt?(url: string): Promise<void>;
  /** Goes away without a word, connections and all, and comes back at the same address. */
  restarts(): Promise<void>;
  stop(): Promise<void>;
}

/** How a provider's peer is made, and what it can be asked to do. */
export interface PeerKind {
  /** As it stands in `docs/channels.md`, e.g. "SMSC made with the package smpp". */
  readonly name: string;
  readonly provider: string;
  readonly channel: Channel;
  /** Faults that this provider can have at all; each is one test of the contract. */
  readonly faults: readonly Fault[];
  /** Whether receipts come, so that a text ends as delivered. */
  readonly receipts: boolean;
  start(): Promise<ChannelPeer>;
}
