import type { LocalDate } from '../calendar/local-date.js';
import type { Debt } from '../debt/debt.js';
import type { DelinquencyBucket } from '../debt/delinquency.js';
import { DELINQUENCY_BUCKETS, bucketOf, daysPastDue } from '../debt/delinquency.js';
import type { Lender } from '../debt/lender.js';
import type {
  ArrangementLimits,
  Authority,
  Concessions,
  NegotiationLimits,
  ProductLimits,
  WorkingCalendar,
} from './limits.js';
import type { NegotiationStyle } from './negotiation/negotiation-style.js';
import { DEFAULT_STYLE } from './negotiation/negotiation-style.js';

/** Limits of products that have none of their own. */
export const DEFAULT_PRODUCT = 'default';

/** One payment of the whole balance within a week, and a person for anything else. */
export const FULL_PAYMENT_ONLY: ArrangementLimits = {
  maximumInstalments: 1,
  minimumInstalmentMinor: 1,
  minimumFirstPaymentPerMille: 1000,
  startWithinDays: 7,
  frequencies: [],
  lumpDiscountPerMille: {},
  maximumRounds: 1,
  promiseWithinDays: 7,
  graceDays: 0,
  selfServiceDateMoves: 0,
};

/** The limits a lender has for a product; null: none, not by default either. */
export const limitsOfProduct = (lender: Pick<Lender, 'limits'>, product: string): ProductLimits | null =>
  own(lender.limits, product) ?? own(lender.limits, DEFAULT_PRODUCT);

/** What limits leave to one authority for debts of one bucket. */
export function limitsWithin(
  limits: ProductLimits,
  bucket: DelinquencyBucket,
  authority: Authority,
): ArrangementLimits {
  if (!('buckets' in limits)) return limits;
  const { buckets, ...rest } = limits;
  const concessions = buckets[bucket]?.[authority];
  if (!concessions) return { ...FULL_PAYMENT_ONLY, ...rest };
  return { ...concessions, lumpDiscountPerMille: { [bucket]: concessions.lumpDiscountPerMille }, ...rest };
}

/** What an authority may agree for a debt today: full payment only where the lender has no limits. */
export function limitsFor(
  lender: Pick<Lender, 'limits'>,
  debt: Pick<Debt, 'product' | 'dueOn'>,
  authority: Authority,
  today: LocalDate,
): ArrangementLimits {
  const limits = limitsOfProduct(lender, debt.product);
  return limits ? limitsWithin(limits, bucketOf(daysPastDue(debt, today)), authority) : FULL_PAYMENT_ONLY;
}

/** The limits with the days off that their rule of payment days needs. */
export const withCalendar = (limits: ArrangementLimits, calendar: WorkingCalendar): ArrangementLimits =>
  (limits.paymentDayRule ?? 'as-is') === 'as-is' ? limits : { ...limits, calendar };

/** How the assistant negotiates inside these limits. */
export const styleOf = ({ style }: Pick<ProductLimits, 'style'>): NegotiationStyle => ({
  ...DEFAULT_STYLE,
  ...style,
});

/** Limits written out by bucket and authority. */
export function writtenOut(limits: ProductLimits): NegotiationLimits {
  if ('buckets' in limits) return limits;
  const { maximumInstalments, minimumInstalmentMinor, minimumFirstPaymentPerMille, ...others } = limits;
  const { startWithinDays, frequencies, lumpDiscountPerMille, ...rest } = others;
  const terms = { maximumInstalments, minimumInstalmentMinor, minimumFirstPaymentPerMille };
  const buckets = DELINQUENCY_BUCKETS.map((bucket) => {
    const discount = lumpDiscountPerMille[bucket] ?? 0;
    const same: Concessions = { ...terms, startWithinDays, frequencies, lumpDiscountPerMille: discount };
    return [bucket, { assistant: same, staff: same, lead: same }] as const;
  });
  return { buckets: Object.fromEntries(buckets), ...rest };
}

const own = (limits: Lender['limits'], product: string): ProductLimits | null =>
  Object.hasOwn(limits, product) ? (limits[product] ?? null) : null;
