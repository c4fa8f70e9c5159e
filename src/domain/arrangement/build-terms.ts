import type { LocalDate } from '../calendar/local-date.js';
import type { Money } from '../shared/money.js';
import type { PlanTerms } from './arrangement.js';
import type { Repayment } from './equal-instalments.js';
import { equalInstalments } from './equal-instalments.js';
import { interestOf } from './instalment-interest.js';
import type { ArrangementLimits, Frequency } from './limits.js';
import { instalmentDates, startWithin } from './payment-days.js';
import { shareUp } from './terms-within-limits.js';

export { startWithin } from './payment-days.js';

/** What a plan should look like, as far as the limits allow it. */
export interface PlanShape {
  /** Most instalments; fewer are made where the limits need it. */
  readonly count: number;
  readonly frequency: Frequency | null;
  readonly firstOn: LocalDate;
  /** A first payment other than the rest. */
  readonly firstMinor: number | null;
  /** The amount of each instalment, where it fits the count. */
  readonly eachMinor: number | null;
  /** Day of the month on which the debtor is paid; monthly instalments after the first fall on it. */
  readonly payDay?: number;
}

export const singlePayment = (balance: Money, discountMinor: number, dueOn: LocalDate): PlanTerms => ({
  currency: balance.currency,
  totalMinor: balance.minor - discountMinor,
  discountMinor,
  frequency: 'once',
  instalments: [{ dueOn, amountMinor: balance.minor - discountMinor }],
});

/** A plan with these payments; the interest within them is worked out. */
export function inInstalments(
  { minor, currency }: Money,
  rhythm: Pick<PlanTerms, 'payDay'> & { readonly frequency: Frequency },
  dates: readonly LocalDate[],
  amounts: readonly number[],
  { interestPerYearPerMille = 0 }: ArrangementLimits,
): PlanTerms {
  const payments = dates.map((dueOn, place) => ({ dueOn, amountMinor: amounts[place] ?? 0 }));
  const { interestMinor } = interestOf(minor, payments, interestPerYearPerMille);
  const payDay = rhythm.frequency === 'monthly' ? rhythm.payDay : undefined;
  return {
    currency,
    totalMinor: amounts.reduce((sum, amount) => sum + amount, 0),
    discountMinor: 0,
    frequency: rhythm.frequency,
    ...(payDay === undefined ? {} : { payDay }),
    instalments: payments.map((payment, place) => {
      const interest = interestMinor[place] ?? 0;
      return interest === 0 ? payment : { ...payment, interestMinor: interest };
    }),
  };
}

/** The plan nearest to the shape that the limits allow; a single payment of the balance when they allow no other. */
export function buildTerms(
  balance: Money,
  limits: ArrangementLimits,
  today: LocalDate,
  shape: PlanShape,
): PlanTerms {
  const firstOn = startWithin(limits, today, shape.firstOn);
  const { frequency, payDay } = shape;
  const most = Math.min(shape.count, limits.maximumInstalments);
  if (frequency === null || most < 2) return singlePayment(balance, 0, firstOn);
  const rhythm = { frequency, count: most, ...(payDay === undefined ? {} : { payDay }) };
  const dates = instalmentDates(firstOn, rhythm, limits);
  for (let count = most; count > 1; count -= 1) {
    const amounts = amountsOf(balance, limits, shape, dates.slice(0, count));
    if (amounts) return inInstalments(balance, rhythm, dates.slice(0, count), amounts, limits);
  }
  return singlePayment(balance, 0, firstOn);
}

function amountsOf(
  balance: Money,
  limits: ArrangementLimits,
  shape: PlanShape,
  dates: readonly LocalDate[],
): readonly number[] | null {
  const { interestPerYearPerMille = 0 } = limits;
  const repayment: Repayment = {
    balanceMinor: balance.minor,
    dates,
    interestPerYearPerMille,
    firstMinor: null,
  };
  const smallest = Math.max(1, limits.minimumInstalmentMinor);
  const smallestFirst = Math.max(smallest, shareUp(balance.minor, limits.minimumFirstPaymentPerMille));
  if (shape.firstMinor === null) {
    const even = equalInstalments(repayment, smallest, shape.eachMinor);
    if ((even[0] ?? 0) >= smallestFirst && even.every((part) => part >= smallest)) return even;
  }
  const firstMinor = Math.max(smallestFirst, shape.firstMinor ?? 0);
  if (firstMinor >= balance.minor) return null;
  const amounts = equalInstalments({ ...repayment, firstMinor }, smallest, shape.eachMinor);
  return amounts.every((part) => part >= smallest) ? amounts : null;
}
