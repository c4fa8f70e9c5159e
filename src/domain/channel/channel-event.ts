import type { Instant } from '../calendar/instant.js';
import type { InboundContent } from '../conversation/inbound-content.js';
import type { Receipt } from '../message/send-outcome.js';

/** A debtor wrote. Known by (channel account, provider message id): delivered twice, it is stored once. */
export interface ArrivedMessage {
  readonly kind: 'message';
  readonly providerMessageId: string;
  readonly address: string;
  readonly content: InboundContent;
  /** Bytes of a voice, picture or file, base64. */
  readonly media: string | null;
  readonly sentAt: Instant;
}

/** What a channel reports; listeners and callbacks translate their vendor's payloads into these and nothing else. */
export type ChannelEvent =
  | ArrivedMessage
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  /** Somebody came with the one-time code of a debtor: a deep link, a friend request, a first message. */
  | {
      readonly kind: 'binding';
      readonly providerMessageId: string;
      readonly address: string;
      readonly code: string;
      readonly sentAt: Instant;
    }
  /** `blocked`: the person does not want us; `gone`: nobody is there; `reachable`: they let us write again. */
  | {
      readonly kind: 'reachability';
      readonly address: string;
      readonly state: 'blocked' | 'gone' | 'reachable';
      readonly at: Instant;
      /** The provider's own words. */
      readonly detail: string;
    }
  /** A text left the account that may be ours or may have been typed by a person elsewhere. */
  | {
      readonly kind: 'own-message';
      readonly providerMessageId: string;
      readonly address: string;
      /** Null: something other than text. */
      readonly text: string | null;
      readonly sentAt: Instant;
      /** `unknown`: find out by what we sent; `person`: the provider says that a person typed it. */
      readonly author: 'unknown' | 'person';
    }
  /** Ids changed with a new login: who is found again has a new address, everybody else is quarantined. */
  | {
      readonly kind: 'addresses-changed';
      readonly moved: readonly { readonly from: string; readonly to: string }[];
      /** Addresses of the new login; contact points of the account that are not among them are quarantined. */
      readonly known: readonly string[];
      readonly at: Instant;
    };

/** A place in a provider's stream that is stored in the transaction of the events before it. */
export interface ChannelCursor {
  readonly name: string;
  readonly value: string;
}
