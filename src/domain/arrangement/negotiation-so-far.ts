import type { LocalDate } from '../calendar/local-date.js';
import type { DebtorAct } from './negotiation/debtor-reading.js';
import type { Proposal } from './negotiation/proposal.js';

/** What was said and offered about one debt, oldest first. Plain values, at most `MOST_ACTS` acts and offers each. */
export interface NegotiationSoFar {
  readonly acts: readonly DebtorAct[];
  /** The assistant's own offers, one for each round that was used. */
  readonly offers: readonly Proposal[];
  /** Whether the debtor was asked what is possible, or said it unasked. */
  readonly asked: boolean;
  /** What the debtor said is left in a month, in minor units of the debt's currency; null: nothing. */
  readonly leftMinor: number | null;
  /** Whether hardship was told. */
  readonly inNeed: boolean;
  /** The rhythm and the first day that were asked for last; null: none. */
  readonly per: 'week' | 'month' | null;
  readonly firstOn: LocalDate | null;
  /** Day of the month on which the debtor is paid; null: not said. */
  readonly payDay: number | null;
}

export const NOTHING_SAID: NegotiationSoFar = {
  acts: [],
  offers: [],
  asked: false,
  leftMinor: null,
  inNeed: false,
  per: null,
  firstOn: null,
  payDay: null,
};

/** Older ones are forgotten: no lender has as many rounds, and a debtor who says the same again is known by then. */
export const MOST_ACTS = 24;

export const withAct = (soFar: NegotiationSoFar, act: DebtorAct): NegotiationSoFar => ({
  ...soFar,
  acts: [...soFar.acts, act].slice(-MOST_ACTS),
});
