import type { LocalDate } from '../calendar/local-date.js';
import { daysBetween } from '../calendar/local-date.js';
import { interestOf } from './instalment-interest.js';

export interface Repayment {
  /** What is repaid, in minor units, without interest. */
  readonly balanceMinor: number;
  readonly dates: readonly LocalDate[];
  readonly interestPerYearPerMille: number;
  /** The first payment, where it is other than the rest. */
  readonly firstMinor: number | null;
}

/**
 * Equal payments, interest within them, that repay the balance exactly: the last one is smaller, or where that would be
 * less than `smallest`, they differ by one minor unit. `eachMinor` is taken as the size where it fits the dates.
 */
export function equalInstalments(
  repayment: Repayment,
  smallest: number,
  eachMinor: number | null,
): readonly number[] {
  const even = evenSize(repayment);
  for (const size of [eachMinor ?? 0, even]) {
    const amounts = paidBy(repayment, () => size);
    const last = amounts.at(-1) ?? 0;
    if (last >= smallest && last <= size) return amounts;
  }
  return oneApart(repayment, even);
}

/** Payments that differ by one minor unit, the larger ones first. */
export function oneApart(repayment: Repayment, even = evenSize(repayment)): readonly number[] {
  const equal = repayment.dates.length - (repayment.firstMinor === null ? 0 : 1);
  let larger = 0;
  const amounts = () => paidBy(repayment, (place) => (place < larger ? even : even - 1));
  while (larger < equal - 1 && (amounts().at(-1) ?? 0) > even - 1) larger += 1;
  return amounts();
}

/** All payments when every equal one but the last has its size, and the last pays all that is left. */
function paidBy(repayment: Repayment, sizeOf: (place: number) => number): number[] {
  const { balanceMinor, dates, interestPerYearPerMille, firstMinor } = repayment;
  const first = firstMinor === null ? [] : [firstMinor];
  const sizes = dates.slice(first.length, -1).map((_date, place) => sizeOf(place));
  const before = [...first, ...sizes];
  const payments = dates.map((dueOn, place) => ({ dueOn, amountMinor: before[place] ?? 0 }));
  return [...before, interestOf(balanceMinor, payments, interestPerYearPerMille).leftMinor];
}

/** The smallest size with which the last payment is no larger than the others. */
function evenSize(repayment: Repayment): number {
  const { balanceMinor, dates, interestPerYearPerMille, firstMinor } = repayment;
  const [from, through] = [dates[0], dates.at(-1)];
  const rest = balanceMinor - (firstMinor ?? 0);
  const count = dates.length - (firstMinor === null ? 0 : 1);
  let size = Math.ceil(rest / count);
  if (interestPerYearPerMille === 0 || !from || !through) return size;
  const days = daysBetween(from, through);
  let enough = size + Math.ceil((rest / 365_000) * days * interestPerYearPerMille) + 1;
  while (size < enough) {
    const middle = Math.floor((size + enough) / 2);
    const last = paidBy(repayment, () => middle).at(-1) ?? 0;
    if (last <= middle) enough = middle;
    else size = middle + 1;
  }
  return size;
}
