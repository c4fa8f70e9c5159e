import type { DelinquencyBucket } from '../debt/delinquency.js';

export type Frequency = 'weekly' | 'fortnightly' | 'monthly';

/** What a lender allows to be agreed for one product. Money in minor units of the debt's currency. */
export interface ArrangementLimits {
  readonly maximumInstalments: number;
  readonly minimumInstalmentMinor: number;
  /** Share of the balance that the first payment must reach, in per mille. */
  readonly minimumFirstPaymentPerMille: number;
  /** The first payment is due within this many days of the agreement. */
  readonly startWithinDays: number;
  readonly frequencies: readonly Frequency[];
  /** Largest discount on a single payment that the assistant may give, by bucket, in per mille of the balance. */
  readonly lumpDiscountPerMille: Readonly<Partial<Record<DelinquencyBucket, number>>>;
  /** Offers and answers to counter-offers before a person takes over. */
  readonly maximumRounds: number;
  /** A promise may lie at most this many days ahead. */
  readonly promiseWithinDays: number;
  /** Days after an instalment's date before it counts as missed. */
  readonly graceDays: number;
  /** How many dates the debtor may move without a person. */
  readonly selfServiceDateMoves: number;
}
