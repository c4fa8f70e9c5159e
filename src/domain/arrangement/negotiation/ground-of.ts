import type { LocalDate } from '../../calendar/local-date.js';
import { addDays } from '../../calendar/local-date.js';
import type { DelinquencyBucket } from '../../debt/delinquency.js';
import type { Money } from '../../shared/money.js';
import type { PlanTerms } from '../arrangement.js';
import { inInstalments, singlePayment } from '../build-terms.js';
import { oneApart } from '../equal-instalments.js';
import type { ArrangementLimits, Frequency } from '../limits.js';
import { instalmentDates, startWithin } from '../payment-days.js';
import { shareDown, termsWithinLimits } from '../terms-within-limits.js';
import type { Ground, Proposal } from './proposal.js';

/** Share of what the debtor said is left in a month that an instalment of ours takes, where a longer plan is allowed. */
const AFFORDABLE_PER_MILLE = 500;

export interface DebtToday {
  readonly balance: Money;
  readonly bucket: DelinquencyBucket;
  readonly today: LocalDate;
  /** Day of the month on which the debtor is paid, where it was said; monthly instalments after the first fall on it. */
  readonly payDay?: number;
}

/** The limits of one debt as the engine sees them; the first payment of a plan is one of its instalments. */
export function groundOf(limits: ArrangementLimits, { balance, bucket }: DebtToday): Ground {
  const plans = limits.frequencies.length > 0 ? Math.max(0, limits.maximumInstalments - 1) : 0;
  return {
    balanceMinor: balance.minor,
    lumpFloorMinor: balance.minor - shareDown(balance.minor, limits.lumpDiscountPerMille[bucket] ?? 0),
    instalmentFloorMinor: balance.minor,
    maximumInstalments: plans,
    minimumInstalmentMinor: Math.max(1, limits.minimumInstalmentMinor),
    startWithinDays: limits.startWithinDays,
    downPerMille: limits.minimumFirstPaymentPerMille,
    downPerMilleInHardship: limits.minimumFirstPaymentPerMille,
    minimumDownMinor: Math.max(1, limits.minimumInstalmentMinor),
    affordablePerMille: AFFORDABLE_PER_MILLE,
    maximumOffers: limits.maximumRounds,
  };
}

/** The proposal with its dates; null where the checker of terms finds it outside the limits. */
export function termsOf(
  proposal: Proposal,
  limits: ArrangementLimits,
  debt: DebtToday,
  frequency: Frequency | null,
): PlanTerms | null {
  const { balance, bucket, today } = debt;
  const firstOn = startWithin(limits, today, addDays(today, proposal.startDays));
  const terms =
    proposal.kind === 'lump'
      ? singlePayment(balance, balance.minor - proposal.totalMinor, firstOn)
      : dated(proposal, limits, debt, frequency);
  return terms && termsWithinLimits(terms, limits, balance, bucket, today) === null ? terms : null;
}

function dated(
  { totalMinor, downMinor, count, startDays }: Proposal,
  limits: ArrangementLimits,
  { balance, today, payDay }: DebtToday,
  frequency: Frequency | null,
): PlanTerms | null {
  if (frequency === null || totalMinor !== balance.minor) return null;
  const firstOn = startWithin(limits, today, addDays(today, startDays));
  const first = downMinor > 0 ? 1 : 0;
  const rhythm = { frequency, count: count + first, ...(payDay === undefined ? {} : { payDay }) };
  const dates = instalmentDates(firstOn, rhythm, limits);
  const repayment = {
    balanceMinor: balance.minor,
    dates,
    interestPerYearPerMille: limits.interestPerYearPerMille ?? 0,
    firstMinor: first === 1 ? downMinor : null,
  };
  return inInstalments(balance, rhythm, dates, oneApart(repayment), limits);
}
