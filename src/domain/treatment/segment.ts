import type { LocalDate } from '../calendar/local-date.js';
import type { Debt } from '../debt/debt.js';
import { outstanding } from '../debt/debt.js';
import { bucketOf, daysPastDue } from '../debt/delinquency.js';
import type { Segment } from './treatment.js';

/** Whether a segment takes in a debt of that lender today. */
export function fits(segment: Segment, debt: Debt, lenderCode: string, today: LocalDate): boolean {
  return (
    among(segment.lenders, lenderCode) &&
    among(segment.products, debt.product) &&
    among(segment.currencies, debt.currency) &&
    among(segment.buckets, bucketOf(daysPastDue(debt, today))) &&
    outstanding(debt).minor >= (segment.minimumOutstandingMinor ?? 0)
  );
}

/** Whether some debt may be in both; amounts aside, because a large debt is in both. */
export const overlap = (a: Segment, b: Segment): boolean =>
  common(a.lenders, b.lenders) &&
  common(a.products, b.products) &&
  common(a.currencies, b.currencies) &&
  common(a.buckets, b.buckets);

const among = (list: readonly string[] | undefined, value: string): boolean => !list || list.includes(value);

const common = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  !a || !b || a.some((value) => b.includes(value));
