import type { Instant } from '../calendar/instant.js';
import { MINUTE } from '../calendar/instant.js';
import type { Hold } from '../debtor/hold.js';
import type { Channel } from '../shared/channel.js';
import type { ConversationId, DebtorId, HandOffId, HoldId, LenderId } from '../shared/ids.js';
import type { AfterClose, CloseOutcome } from './close.js';

/** Why a person is needed; a closed list. */
export const HAND_OFF_REASONS = [
  'crisis',
  'dispute',
  'payment-claimed',
  'identity-failed',
  'requested',
  'complaint',
  'abuse',
  'hardship',
  'representation',
  'insolvency',
  'deceased',
  'minor',
  'opt-out-review',
  'cease-contact',
  'rounds-exhausted',
  'outside-authority',
  'promise-broken',
  'plan-broken',
  'not-understood',
  'transfer-sent',
  'refused',
  'reply-loop',
  'inbound-stuck',
  'wrote-again',
  'taken-over',
  'answered-elsewhere',
  'old-message',
] as const;
export type HandOffReason = (typeof HAND_OFF_REASONS)[number];

/** `urgent` is answered within minutes, at any hour; the others within working hours. */
export type HandOffPriority = 'urgent' | 'high' | 'normal';

/** Holds that closing an item placed and lifted, so that closing can be undone. */
export interface CloseEffects {
  readonly placed: readonly HoldId[];
  readonly lifted: readonly Hold[];
}

/** The item in the queue of the desk. */
export interface HandOff {
  readonly id: HandOffId;
  readonly conversationId: ConversationId;
  readonly debtorId: DebtorId;
  readonly lenderId: LenderId;
  readonly channel: Channel | null;
  readonly reason: HandOffReason;
  readonly priority: HandOffPriority;
  readonly answerBy: Instant;
  readonly state: 'open' | 'claimed' | 'closed';
  readonly claimedBy: string | null;
  readonly claimedAt: Instant | null;
  readonly leaseUntil: Instant | null;
  /** Since when the debtor has our answer and nothing is to be done but wait; null: it is our turn. */
  readonly waitingSince: Instant | null;
  /** Messages of the debtor since somebody who held the item last acted. */
  readonly unread: number;
  /** The debtor's last words, short and masked. */
  readonly lastWords: string | null;
  readonly openedAt: Instant;
  /** When the lead was told that nobody takes it. */
  readonly escalatedAt: Instant | null;
  /** The closed item of the same conversation that this one follows. */
  readonly linkedTo: HandOffId | null;
  readonly closedAt: Instant | null;
  readonly closedBy: string | null;
  readonly outcome: CloseOutcome | null;
  readonly afterClose: AfterClose | null;
  readonly closeEffects: CloseEffects | null;
  readonly closeReason: string | null;
  readonly version: number;
}

/** A new item, free for anybody. */
export const newHandOff = (
  start: Pick<
    HandOff,
    | 'id'
    | 'conversationId'
    | 'debtorId'
    | 'lenderId'
    | 'channel'
    | 'reason'
    | 'priority'
    | 'answerBy'
    | 'openedAt'
    | 'linkedTo'
  >,
): HandOff => ({
  ...start,
  state: 'open',
  claimedBy: null,
  claimedAt: null,
  leaseUntil: null,
  waitingSince: null,
  unread: 0,
  lastWords: null,
  escalatedAt: null,
  closedAt: null,
  closedBy: null,
  outcome: null,
  afterClose: null,
  closeEffects: null,
  closeReason: null,
  version: 1,
});

/** How long a claim lasts without an act of the person who holds it. */
export const CLAIM_LEASE = 10 * MINUTE;

/** Who works on the item now; null when nobody does, also because a lease ran out. */
export const holderOf = (
  item: Pick<HandOff, 'state' | 'claimedBy' | 'leaseUntil'>,
  now: Instant,
): string | null =>
  item.state === 'claimed' && item.leaseUntil !== null && item.leaseUntil > now ? item.claimedBy : null;

/** The same item, back in the queue for anybody. */
export const freed = (item: HandOff): HandOff => ({
  ...item,
  state: 'open',
  claimedBy: null,
  claimedAt: null,
  leaseUntil: null,
  escalatedAt: null,
});

/** A closed item, in the hands of a person again. */
export const reopened = (item: HandOff, staff: string, now: Instant, leaseUntil: Instant): HandOff => ({
  ...item,
  state: 'claimed',
  claimedBy: staff,
  claimedAt: now,
  leaseUntil,
  waitingSince: null,
  escalatedAt: null,
  closedAt: null,
  closedBy: null,
  outcome: null,
  afterClose: null,
  closeEffects: null,
});

const URGENCY: Readonly<Record<HandOffPriority, number>> = { urgent: 0, high: 1, normal: 2 };

export const moreUrgent = (first: HandOffPriority, second: HandOffPriority): boolean =>
  URGENCY[first] < URGENCY[second];
