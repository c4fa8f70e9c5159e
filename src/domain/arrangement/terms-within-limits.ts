import type { LocalDate } from '../calendar/local-date.js';
import type { DelinquencyBucket } from '../debt/delinquency.js';
import type { Money } from '../shared/money.js';
import type { PlanTerms } from './arrangement.js';
import { interestOf } from './instalment-interest.js';
import type { ArrangementLimits } from './limits.js';
import { instalmentDates, startWithin } from './payment-days.js';

/** Why terms cannot be agreed; stable codes. */
export type LimitBreach =
  | 'ARRANGEMENT.CURRENCY'
  | 'ARRANGEMENT.BAD_AMOUNTS'
  | 'ARRANGEMENT.DOES_NOT_ADD_UP'
  | 'ARRANGEMENT.INTEREST'
  | 'ARRANGEMENT.DISCOUNT'
  | 'ARRANGEMENT.TOO_MANY_INSTALMENTS'
  | 'ARRANGEMENT.FREQUENCY'
  | 'ARRANGEMENT.SMALL_INSTALMENT'
  | 'ARRANGEMENT.SMALL_FIRST_PAYMENT'
  | 'ARRANGEMENT.START_DATE'
  | 'ARRANGEMENT.DATES';

/** A per-mille share of an amount in minor units, rounded down. */
export const shareDown = (minor: number, perMille: number): number =>
  Number((BigInt(minor) * BigInt(perMille)) / 1000n);
/** The same rounded up. */
export const shareUp = (minor: number, perMille: number): number =>
  Number((BigInt(minor) * BigInt(perMille) + 999n) / 1000n);

/**
 * Checks terms against the limits from nothing but both, whoever made them. A single payment of all that is asked needs
 * no smallest instalment and no smallest first payment; only a single payment may carry a discount.
 */
export function termsWithinLimits(
  terms: PlanTerms,
  limits: ArrangementLimits,
  balance: Money,
  bucket: DelinquencyBucket,
  today: LocalDate,
): LimitBreach | null {
  const amounts = terms.instalments.map((instalment) => instalment.amountMinor);
  const [first] = terms.instalments;
  const single = amounts.length === 1;
  if (terms.currency !== balance.currency) return 'ARRANGEMENT.CURRENCY';
  if (!first || amounts.some((amount) => !Number.isSafeInteger(amount) || amount <= 0)) {
    return 'ARRANGEMENT.BAD_AMOUNTS';
  }
  if (amounts.reduce((sum, amount) => sum + amount, 0) !== terms.totalMinor)
    return 'ARRANGEMENT.DOES_NOT_ADD_UP';
  const interest = interestOf(
    balance.minor - terms.discountMinor,
    terms.instalments,
    limits.interestPerYearPerMille ?? 0,
  );
  if (interest.leftMinor !== 0) return 'ARRANGEMENT.DOES_NOT_ADD_UP';
  const named = terms.instalments.map(({ interestMinor = 0 }) => interestMinor);
  if (named.some((minor, place) => minor !== interest.interestMinor[place])) return 'ARRANGEMENT.INTEREST';

  const largestDiscount = single ? shareDown(balance.minor, limits.lumpDiscountPerMille[bucket] ?? 0) : 0;
  if (terms.discountMinor < 0 || terms.discountMinor > largestDiscount) return 'ARRANGEMENT.DISCOUNT';

  if (first.dueOn !== startWithin(limits, today, first.dueOn)) return 'ARRANGEMENT.START_DATE';
  const { frequency } = terms;
  if (single) return frequency === 'once' ? null : 'ARRANGEMENT.FREQUENCY';
  if (amounts.length > limits.maximumInstalments) return 'ARRANGEMENT.TOO_MANY_INSTALMENTS';
  if (frequency === 'once' || !limits.frequencies.includes(frequency)) return 'ARRANGEMENT.FREQUENCY';
  if (amounts.some((amount) => amount < limits.minimumInstalmentMinor)) return 'ARRANGEMENT.SMALL_INSTALMENT';
  if (first.amountMinor < shareUp(balance.minor, limits.minimumFirstPaymentPerMille)) {
    return 'ARRANGEMENT.SMALL_FIRST_PAYMENT';
  }
  const { payDay } = terms;
  if (payDay !== undefined && (frequency !== 'monthly' || !isDayOfMonth(payDay))) return 'ARRANGEMENT.DATES';
  const rhythm = { frequency, count: amounts.length, ...(payDay === undefined ? {} : { payDay }) };
  const dates = instalmentDates(first.dueOn, rhythm, limits);
  return terms.instalments.every(({ dueOn }, place) => dueOn === dates[place]) ? null : 'ARRANGEMENT.DATES';
}

const isDayOfMonth = (day: number): boolean => Number.isInteger(day) && day >= 1 && day <= 31;
