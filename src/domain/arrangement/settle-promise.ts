import type { LocalDate } from '../calendar/local-date.js';
import type { PromiseState, PromiseToPay } from './promise-to-pay.js';

/**
 * What has become of a promise: kept as soon as the promised amount was paid since it was made; otherwise, once its day
 * has passed, partly kept or broken. `paidMinor` is all that was ever paid on the debt; `today` is the debtor's day.
 */
export function settlePromise(promise: PromiseToPay, paidMinor: number, today: LocalDate): PromiseState {
  if (promise.state !== 'open') return promise.state;
  const paidSince = paidMinor - promise.paidBeforeMinor;
  if (paidSince >= promise.amount.minor) return 'kept';
  if (today <= promise.dueOn) return 'open';
  return paidSince > 0 ? 'partly-kept' : 'broken';
}
