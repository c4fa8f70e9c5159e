import type { LocalDate } from '../calendar/local-date.js';
import { daysBetween } from '../calendar/local-date.js';

export interface DatedAmount {
  readonly dueOn: LocalDate;
  readonly amountMinor: number;
}

export interface InterestOfInstalments {
  /** Interest within each payment, in minor units; of the first none. */
  readonly interestMinor: readonly number[];
  /** What of the balance no payment covers; below 0 where they pay more than is owed. */
  readonly leftMinor: number;
}

/** A year of 365 days, times per mille. */
const YEAR = 365n * 1000n;

/**
 * Simple interest on what is left of the balance, by days from the first payment to the last; nothing runs before the
 * first. All of it so far is rounded down to the minor unit at every payment, so nobody pays a part of one too much.
 */
export function interestOf(
  balanceMinor: number,
  payments: readonly DatedAmount[],
  perYearPerMille: number,
): InterestOfInstalments {
  const totalMinor = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (perYearPerMille === 0) {
    return { interestMinor: payments.map(() => 0), leftMinor: balanceMinor - totalMinor };
  }
  let left = balanceMinor;
  let running = 0n;
  let charged = 0;
  const interestMinor = payments.map(({ dueOn, amountMinor }, place) => {
    const before = payments[place - 1]?.dueOn ?? dueOn;
    running += BigInt(Math.max(0, left)) * BigInt(daysBetween(before, dueOn) * perYearPerMille);
    const part = Number(running / YEAR) - charged;
    charged += part;
    left -= amountMinor - part;
    return part;
  });
  return { interestMinor, leftMinor: left };
}
