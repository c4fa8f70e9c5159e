import type { LocalDate } from '../calendar/local-date.js';
import { addDays } from '../calendar/local-date.js';
import type { Money } from '../shared/money.js';
import { money, splitEvenly } from '../shared/money.js';
import type { PlanTerms } from './arrangement.js';
import type { ArrangementLimits, Frequency } from './limits.js';
import { instalmentDate, shareUp } from './terms-within-limits.js';

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
}

/** The first payment moved into the days in which the limits let a plan start. */
export function startWithin(limits: ArrangementLimits, today: LocalDate, wanted: LocalDate): LocalDate {
  const last = addDays(today, limits.startWithinDays);
  if (wanted < today) return today;
  return wanted > last ? last : wanted;
}

export const singlePayment = (balance: Money, discountMinor: number, dueOn: LocalDate): PlanTerms => ({
  currency: balance.currency,
  totalMinor: balance.minor - discountMinor,
  discountMinor,
  frequency: 'once',
  instalments: [{ dueOn, amountMinor: balance.minor - discountMinor }],
});

/** The plan nearest to the shape that the limits allow; a single payment of the balance when they allow no other. */
export function buildTerms(
  balance: Money,
  limits: ArrangementLimits,
  today: LocalDate,
  shape: PlanShape,
): PlanTerms {
  const firstOn = startWithin(limits, today, shape.firstOn);
  const { frequency } = shape;
  if (frequency === null) return singlePayment(balance, 0, firstOn);
  for (let count = Math.min(shape.count, limits.maximumInstalments); count > 1; count -= 1) {
    const amounts = amountsOf(balance, limits, shape, count);
    if (!amounts) continue;
    return {
      currency: balance.currency,
      totalMinor: balance.minor,
      discountMinor: 0,
      frequency,
      instalments: amounts.map((amountMinor, place) => ({
        dueOn: instalmentDate(firstOn, frequency, place),
        amountMinor,
      })),
    };
  }
  return singlePayment(balance, 0, firstOn);
}

function amountsOf(
  balance: Money,
  limits: ArrangementLimits,
  shape: PlanShape,
  count: number,
): number[] | null {
  const smallest = Math.max(1, limits.minimumInstalmentMinor);
  const smallestFirst = Math.max(smallest, shareUp(balance.minor, limits.minimumFirstPaymentPerMille));
  if (shape.firstMinor === null) {
    const even = equalParts(balance, count, smallest, shape.eachMinor);
    if ((even[0] ?? 0) >= smallestFirst && even.every((part) => part >= smallest)) return even;
  }
  const first = Math.max(smallestFirst, shape.firstMinor ?? 0);
  if (first >= balance.minor) return null;
  const rest = equalParts(
    money(balance.minor - first, balance.currency),
    count - 1,
    smallest,
    shape.eachMinor,
  );
  return rest.every((part) => part >= smallest) ? [first, ...rest] : null;
}

/** Equal instalments with a smaller last one, or parts that differ by one minor unit where that would be too small. */
function equalParts(total: Money, count: number, smallest: number, each: number | null): number[] {
  for (const size of [each ?? 0, Math.ceil(total.minor / count)]) {
    const last = total.minor - size * (count - 1);
    if (last >= smallest && last <= size) return [...Array<number>(count - 1).fill(size), last];
  }
  return splitEvenly(total, count).map((part) => part.minor);
}
