import type { ArrangementLimits } from '../../src/domain/arrangement/limits.js';
import type { DelinquencyBucket } from '../../src/domain/debt/delinquency.js';
import type { SimPolicy } from './simulator.js';

/** Last day of each bucket, as the simulator wants them. */
const BUCKETS: readonly (readonly [number, DelinquencyBucket])[] = [
  [30, '1-30'],
  [60, '31-60'],
  [90, '61-90'],
  [180, '91-180'],
  [360, '181-360'],
  [99_999, 'over-360'],
];

/**
 * The limits of a lender for simulated debtors. What the simulator has one of for all buckets is the strictest of
 * them; the first payment counts as one of the instalments. What an instalment may take of the means is as usual: half.
 */
export function policyOf(
  limitsOf: (bucket: DelinquencyBucket) => ArrangementLimits,
  usual: SimPolicy,
): SimPolicy {
  const all = BUCKETS.map(([, bucket]) => limitsOf(bucket));
  const least = (of: (limits: ArrangementLimits) => number): number => Math.min(...all.map(of));
  const most = (of: (limits: ArrangementLimits) => number): number => Math.max(...all.map(of));
  const first = most(({ minimumFirstPaymentPerMille }) => minimumFirstPaymentPerMille) / 1000;
  const smallest = most(({ minimumInstalmentMinor }) => minimumInstalmentMinor);
  return {
    ...usual,
    maxOffers: least(({ maximumRounds }) => maximumRounds),
    maxStartDelayDays: least(({ startWithinDays }) => startWithinDays),
    minInstalment: smallest,
    minDownMinor: smallest,
    floors: BUCKETS.map(([last, bucket]) => {
      const discount = limitsOf(bucket).lumpDiscountPerMille[bucket] ?? 0;
      return [last, 1 - discount / 1000, 1] as const;
    }),
    maxInstalments: [[1e15, Math.max(0, least(({ maximumInstalments }) => maximumInstalments) - 1)]],
    minDownPct: first,
    minDownPctHardship: first,
  };
}
