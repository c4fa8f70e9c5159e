import type { LocalDate } from '../../calendar/local-date.js';
import { addDays } from '../../calendar/local-date.js';
import type { DelinquencyBucket } from '../../debt/delinquency.js';
import type { Money } from '../../shared/money.js';
import { money, splitEvenly } from '../../shared/money.js';
import type { PlanTerms } from '../arrangement.js';
import { singlePayment } from '../build-terms.js';
import type { ArrangementLimits, Frequency } from '../limits.js';
import { instalmentDate, shareDown, termsWithinLimits } from '../terms-within-limits.js';
import type { Ground, Proposal } from './proposal.js';

export interface DebtToday {
  readonly balance: Money;
  readonly bucket: DelinquencyBucket;
  readonly today: LocalDate;
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
    affordablePerMille: 1000,
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
  const firstOn = addDays(today, proposal.startDays);
  const terms =
    proposal.kind === 'lump'
      ? singlePayment(balance, balance.minor - proposal.totalMinor, firstOn)
      : inInstalments(proposal, balance, firstOn, frequency);
  return terms && termsWithinLimits(terms, limits, balance, bucket, today) === null ? terms : null;
}

function inInstalments(
  { totalMinor, downMinor, count }: Proposal,
  balance: Money,
  firstOn: LocalDate,
  frequency: Frequency | null,
): PlanTerms | null {
  if (frequency === null) return null;
  const rest = splitEvenly(money(totalMinor - downMinor, balance.currency), count);
  const amounts = [downMinor, ...rest.map(({ minor }) => minor)].filter((minor) => minor > 0);
  return {
    currency: balance.currency,
    totalMinor,
    discountMinor: balance.minor - totalMinor,
    frequency,
    instalments: amounts.map((amountMinor, place) => ({
      dueOn: instalmentDate(firstOn, frequency, place),
      amountMinor,
    })),
  };
}
