import type { DelinquencyBucket } from '../debt/delinquency.js';
import { DELINQUENCY_BUCKETS } from '../debt/delinquency.js';
import type { ContentFault } from '../revision/content-fault.js';
import { repeated, stop, warn } from '../revision/content-fault.js';
import type { Authority, Concessions, NegotiationLimits } from './limits.js';
import { AUTHORITIES } from './limits.js';
import { DEFAULT_PRODUCT, styleOf } from './negotiation-limits.js';
import { faultsOfStyle } from './negotiation/negotiation-style.js';

/** What limits meet at the lender they are for. */
export interface LimitsSurroundings {
  /** The product they are for, or `default`. */
  readonly product: string;
  /** Products of the lender's open debts, each with the largest balance. */
  readonly products: ReadonlyMap<string, number>;
}

/** Everything that contradicts itself in limits, each with its places. */
export function checkLimits(limits: NegotiationLimits, around: LimitsSurroundings): readonly ContentFault[] {
  const faults: ContentFault[] = [];
  const { product, products } = around;
  if (product !== DEFAULT_PRODUCT && !products.has(product)) {
    faults.push(
      warn('LIMITS.UNKNOWN_PRODUCT', 'product', null, 'No open debt of the lender has this product.'),
    );
  }
  for (const what of faultsOfStyle(styleOf(limits))) {
    faults.push(stop('LIMITS.STYLE', `style.${what.split(' ', 1)[0]}`, null, what));
  }
  const present = DELINQUENCY_BUCKETS.filter((bucket) => limits.buckets[bucket]);
  if (present.length === 0) {
    faults.push(
      warn('LIMITS.FULL_PAYMENT_ONLY', 'buckets', null, 'In no bucket anything but full payment is agreed.'),
    );
  }
  const largest =
    product === DEFAULT_PRODUCT ? Math.max(0, ...products.values()) : (products.get(product) ?? 0);
  for (const bucket of present) {
    for (const authority of AUTHORITIES) faults.push(...checkOne(limits, bucket, authority, largest));
    faults.push(...checkPair(limits, bucket, 'assistant', 'staff'));
    faults.push(...checkPair(limits, bucket, 'staff', 'lead'));
  }
  return faults;
}

const concessionsOf = (
  limits: NegotiationLimits,
  bucket: DelinquencyBucket,
  authority: Authority,
): Concessions | null => limits.buckets[bucket]?.[authority] ?? null;

/** A plan that is allowed must be possible: it needs a frequency, a rest after the first payment, a balance to fit. */
function checkOne(
  limits: NegotiationLimits,
  bucket: DelinquencyBucket,
  authority: Authority,
  largestMinor: number,
): ContentFault[] {
  const given = concessionsOf(limits, bucket, authority);
  if (!given) return [];
  const path = `buckets.${bucket}.${authority}`;
  const faults = repeated(given.frequencies).map(([later, earlier]) =>
    stop(
      'LIMITS.FREQUENCY_TWICE',
      `${path}.frequencies.${later}`,
      `${path}.frequencies.${earlier}`,
      'A frequency is named twice.',
    ),
  );
  if (given.maximumInstalments < 2) return faults;
  const many = `${path}.maximumInstalments`;
  if (given.frequencies.length === 0) {
    const what = 'Instalments are allowed, but no frequency is.';
    faults.push(stop('LIMITS.NO_FREQUENCY', `${path}.frequencies`, many, what));
  }
  if (given.minimumFirstPaymentPerMille >= 1000) {
    const what = 'Instalments are allowed, but the first payment must be everything.';
    faults.push(stop('LIMITS.NOTHING_LEFT', `${path}.minimumFirstPaymentPerMille`, many, what));
  }
  if (largestMinor > 0 && 2 * given.minimumInstalmentMinor > largestMinor) {
    const what = 'Not even the largest open balance can be paid in two instalments of that size.';
    faults.push(stop('LIMITS.NOTHING_FITS', `${path}.minimumInstalmentMinor`, many, what));
  } else if (largestMinor > 0 && given.minimumInstalmentMinor * given.maximumInstalments > largestMinor) {
    const what = 'No open balance is large enough for so many instalments of that size.';
    faults.push(warn('LIMITS.LONGEST_NEVER_FITS', `${path}.minimumInstalmentMinor`, many, what));
  }
  return faults;
}

/** In what the first concedes more than the second, which may do at least as much. */
function checkPair(
  limits: NegotiationLimits,
  bucket: DelinquencyBucket,
  lower: Authority,
  higher: Authority,
): ContentFault[] {
  const less = concessionsOf(limits, bucket, lower);
  const more = concessionsOf(limits, bucket, higher);
  if (!less || !more) return [];
  const exceeds: Readonly<Record<keyof Concessions, boolean>> = {
    maximumInstalments: less.maximumInstalments > more.maximumInstalments,
    minimumInstalmentMinor: less.minimumInstalmentMinor < more.minimumInstalmentMinor,
    minimumFirstPaymentPerMille: less.minimumFirstPaymentPerMille < more.minimumFirstPaymentPerMille,
    startWithinDays: less.startWithinDays > more.startWithinDays,
    frequencies: less.frequencies.some((frequency) => !more.frequencies.includes(frequency)),
    lumpDiscountPerMille: less.lumpDiscountPerMille > more.lumpDiscountPerMille,
  };
  return Object.entries(exceeds)
    .filter(([, above]) => above)
    .map(([field]) =>
      stop(
        'LIMITS.ABOVE_AUTHORITY',
        `buckets.${bucket}.${lower}.${field}`,
        `buckets.${bucket}.${higher}.${field}`,
        `The ${lower} would concede more than the ${higher}.`,
      ),
    );
}
