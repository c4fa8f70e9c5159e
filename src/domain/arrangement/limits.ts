import type { LocalDate } from '../calendar/local-date.js';
import type { DelinquencyBucket } from '../debt/delinquency.js';
import type { NegotiationStyle } from './negotiation/negotiation-style.js';

export type Frequency = 'weekly' | 'fortnightly' | 'monthly';

/** Where a payment goes that would fall on a weekend or a holiday. */
export const PAYMENT_DAY_RULES = ['as-is', 'next-working-day', 'previous-working-day'] as const;
export type PaymentDayRule = (typeof PAYMENT_DAY_RULES)[number];

/** Nothing above so much a year is charged for a plan, whatever a lender writes: 36 %. */
export const MOST_INTEREST_PER_MILLE = 360;

/** Days off beside weekends, and weekend days that are worked in exchange. */
export interface WorkingCalendar {
  readonly holidays: readonly LocalDate[];
  readonly makeUpDays: readonly LocalDate[];
}

/** What holds for plans of every bucket and authority. */
export interface PaymentRules {
  /** Left out: `as-is`. */
  readonly paymentDayRule?: PaymentDayRule;
  /** Simple interest on what is left of the balance during a plan, in per mille a year; left out: none. */
  readonly interestPerYearPerMille?: number;
}

/** What a lender allows to be agreed for one product. Money in minor units of the debt's currency. */
export interface ArrangementLimits extends PaymentRules {
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
  /** How the assistant negotiates inside all this; what it leaves out is as in `DEFAULT_STYLE`. */
  readonly style?: Partial<NegotiationStyle>;
  /** Of the lender's country, where the rule of payment days needs it; left out: weekends only. */
  readonly calendar?: WorkingCalendar;
}

/** Who concedes; each may do at least what those before it may. */
export const AUTHORITIES = ['assistant', 'staff', 'lead'] as const;
export type Authority = (typeof AUTHORITIES)[number];

/** What one authority may concede to debts of one bucket. Money in minor units of the debt's currency. */
export interface Concessions {
  readonly maximumInstalments: number;
  readonly minimumInstalmentMinor: number;
  readonly minimumFirstPaymentPerMille: number;
  readonly startWithinDays: number;
  readonly frequencies: readonly Frequency[];
  /** Largest discount on a single payment, in per mille of the balance. */
  readonly lumpDiscountPerMille: number;
}

/** What a lender allows for one product, by bucket and authority. In a bucket it lacks only full payment is agreed. */
export interface NegotiationLimits extends PaymentRules {
  readonly buckets: Readonly<Partial<Record<DelinquencyBucket, Readonly<Record<Authority, Concessions>>>>>;
  readonly maximumRounds: number;
  readonly promiseWithinDays: number;
  readonly graceDays: number;
  readonly selfServiceDateMoves: number;
  readonly style?: Partial<NegotiationStyle>;
}

/** Limits of one product as a lender has them: the same for everybody in every bucket, or by bucket and authority. */
export type ProductLimits = ArrangementLimits | NegotiationLimits;
