import type { Instant } from '../calendar/instant.js';
import type { ConversationId, DebtorId, HandOffId, LenderId } from '../shared/ids.js';

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
] as const;
export type HandOffReason = (typeof HAND_OFF_REASONS)[number];

/** `urgent` is answered within minutes, at any hour; the others within working hours. */
export type HandOffPriority = 'urgent' | 'high' | 'normal';

/** The item in the queue of the desk. */
export interface HandOff {
  readonly id: HandOffId;
  readonly conversationId: ConversationId;
  readonly debtorId: DebtorId;
  readonly lenderId: LenderId;
  readonly reason: HandOffReason;
  readonly priority: HandOffPriority;
  readonly answerBy: Instant;
  readonly state: 'open' | 'claimed' | 'closed';
  readonly claimedBy: string | null;
  readonly leaseUntil: Instant | null;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly closeReason: string | null;
  readonly version: number;
}

const URGENCY: Readonly<Record<HandOffPriority, number>> = { urgent: 0, high: 1, normal: 2 };

export const moreUrgent = (first: HandOffPriority, second: HandOffPriority): boolean =>
  URGENCY[first] < URGENCY[second];
