import type { Instant } from '../calendar/instant.js';
import type { Channel } from '../shared/channel.js';
import type { ChannelAccountId, ContactPointId, DebtorId } from '../shared/ids.js';

/** How the tenant came to know an address; a closed list made from the lawful sources of CBA 2026 (CN-09). */
export const PROVENANCES = [
  'contract',
  'reserved',
  'debtor-authorised',
  'public-channel',
  'told-by-contact',
  'credit-bureau',
] as const;
export type Provenance = (typeof PROVENANCES)[number];

/** Whether the person behind the address is known to be the debtor. Expired means unconfirmed again. */
export type RightParty =
  | { readonly state: 'unconfirmed'; readonly failedTries: number }
  | {
      readonly state: 'confirmed';
      readonly method: 'two-facts' | 'one-time-code';
      readonly at: Instant;
      readonly expiresAt: Instant;
    }
  | { readonly state: 'wrong'; readonly at: Instant };

export interface Consent {
  /** When and how the debtor agreed to be written to here, e.g. `contract`, `binding`, `start`. */
  readonly at: Instant;
  readonly source: string;
}

/** One address on one channel. A phone number is one contact point, whichever account writes to it. */
export interface ContactPoint {
  readonly id: ContactPointId;
  readonly debtorId: DebtorId;
  readonly channel: Channel;
  /** E.164, or an id scoped to its channel account. */
  readonly address: string;
  /** Order in which the debtor's contact points were given; 0 first. */
  readonly position: number;
  readonly channelAccountId: ChannelAccountId | null;
  readonly provenance: Provenance;
  readonly consent: Consent | null;
  readonly rightParty: RightParty;
  readonly optedOutAt: Instant | null;
  /** Set when a provider said that nobody can be reached here. */
  readonly unreachableAt: Instant | null;
  readonly lastInboundAt: Instant | null;
  readonly version: number;
}

/** Nothing speaks against writing here now; the contact policy is still asked when the message is sent. */
export const isUsable = (contactPoint: ContactPoint): boolean =>
  contactPoint.optedOutAt === null &&
  contactPoint.unreachableAt === null &&
  contactPoint.rightParty.state !== 'wrong';

export const isConfirmed = (rightParty: RightParty, now: Instant): boolean =>
  rightParty.state === 'confirmed' && now < rightParty.expiresAt;

/** What is known now: who was confirmed once, and no longer is, is unconfirmed. */
export const rightPartyState = (rightParty: RightParty, now: Instant): RightParty['state'] =>
  rightParty.state === 'confirmed' && !isConfirmed(rightParty, now) ? 'unconfirmed' : rightParty.state;
