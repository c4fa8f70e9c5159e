import type { LocalDate } from '../calendar/local-date.js';
import { addDays, daysBetween } from '../calendar/local-date.js';

/** How late a debt is, in the steps that collectors use. Computed, never stored. */
export const DELINQUENCY_BUCKETS = [
  'not-due',
  '1-30',
  '31-60',
  '61-90',
  '91-180',
  '181-360',
  'over-360',
] as const;
export type DelinquencyBucket = (typeof DELINQUENCY_BUCKETS)[number];

/** Days since the due date on the debtor's calendar: 0 on the day itself, negative before. */
export const daysPastDue = (debt: { readonly dueOn: LocalDate }, today: LocalDate): number =>
  daysBetween(debt.dueOn, today);

const UPPER_BOUNDS: readonly (readonly [number, DelinquencyBucket])[] = [
  [0, 'not-due'],
  [30, '1-30'],
  [60, '31-60'],
  [90, '61-90'],
  [180, '91-180'],
  [360, '181-360'],
];

export const bucketOf = (dpd: number): DelinquencyBucket =>
  UPPER_BOUNDS.find(([bound]) => dpd <= bound)?.[1] ?? 'over-360';

/** The due dates of debts that are in a bucket today; null: no first or no last one. */
export function dueDatesOf(
  bucket: DelinquencyBucket,
  today: LocalDate,
): { readonly first: LocalDate | null; readonly last: LocalDate | null } {
  const place = DELINQUENCY_BUCKETS.indexOf(bucket);
  const bound = UPPER_BOUNDS[place]?.[0];
  const before = UPPER_BOUNDS[place - 1]?.[0];
  return {
    first: bound === undefined ? null : addDays(today, -bound),
    last: before === undefined ? null : addDays(today, -before - 1),
  };
}
