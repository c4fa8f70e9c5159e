import type { Instant } from '../calendar/instant.js';
import type { DebtId, DebtorId, HoldId } from '../shared/ids.js';

/** Everything that can stop treatment; nothing else does. */
export const HOLD_REASONS = [
  'dispute',
  'hardship',
  'crisis',
  'representation',
  'insolvency',
  'moratorium',
  'deceased',
  'minor',
  'cease-contact',
  'complaint',
  'payment-claimed',
  'promise-open',
  'arrangement-performing',
  'human-owner',
  'opt-out-review',
  'staff',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Those that a person may place; the others stand for a record of their own and come and go with it. */
export const PLACED_BY_PEOPLE = [
  'hardship',
  'crisis',
  'representation',
  'insolvency',
  'moratorium',
  'deceased',
  'minor',
  'cease-contact',
  'complaint',
  'opt-out-review',
  'staff',
] as const satisfies readonly HoldReason[];

export type HoldScope =
  | { readonly kind: 'debtor'; readonly debtorId: DebtorId }
  | { readonly kind: 'debt'; readonly debtorId: DebtorId; readonly debtId: DebtId };

export interface Hold {
  readonly id: HoldId;
  readonly scope: HoldScope;
  readonly reason: HoldReason;
  readonly placedAt: Instant;
  /** Null: until somebody or something releases it. */
  readonly until: Instant | null;
}

export const holdsDebt = (hold: Hold, debtorId: DebtorId, debtId: DebtId | null): boolean =>
  hold.scope.kind === 'debtor' ? hold.scope.debtorId === debtorId : hold.scope.debtId === debtId;
