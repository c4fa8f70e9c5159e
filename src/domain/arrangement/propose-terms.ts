import type { LocalDate } from '../calendar/local-date.js';
import { addDays, daysBetween } from '../calendar/local-date.js';
import type { DelinquencyBucket } from '../debt/delinquency.js';
import { DomainError } from '../shared/domain-error.js';
import type { Money } from '../shared/money.js';
import type { Slots } from '../understanding/understanding.js';
import type { PlanTerms } from './arrangement.js';
import { buildTerms, singlePayment, startWithin } from './build-terms.js';
import type { ArrangementLimits, Frequency } from './limits.js';
import { paymentDay, startOnPayDay } from './payment-days.js';
import { shareDown } from './terms-within-limits.js';

export { termsWithinLimits } from './terms-within-limits.js';

/**
 * What a debtor asked for. `amount` is per payment, except beside `installments: 1`, where it is all the debtor would
 * pay; `downPayment` comes before the instalments; `date` is the first payment's; `payDay` is the day of the month that
 * payments by the month follow; `ratio` is the share of the balance that the debtor would pay at once.
 */
export type PlanWish = Pick<
  Slots,
  'installments' | 'per' | 'payDay' | 'amount' | 'downPayment' | 'date' | 'ratio'
>;

export interface TermsRequest {
  readonly balance: Money;
  readonly limits: ArrangementLimits;
  readonly bucket: DelinquencyBucket;
  readonly today: LocalDate;
  readonly wish?: PlanWish;
}

/** The first payment of a plan is asked for so many days ahead when the debtor names no day. */
const USUAL_START_DAYS = 3;

/** A wish made comparable: all in instalments of this balance. */
interface Asked {
  /** Infinity: as many as possible. */
  readonly count: number;
  readonly per: 'week' | 'month' | null;
  readonly firstOn: LocalDate | null;
  readonly firstMinor: number | null;
  readonly eachMinor: number | null;
  readonly discountMinor: number;
  readonly payDay?: number;
}

/**
 * The nearest terms to the wish that the limits allow; without a wish a short plan. Always within the limits. Throws
 * `ARRANGEMENT.NOTHING_OWED` without a balance.
 */
export function proposeTerms(request: TermsRequest): PlanTerms {
  const { wish } = request;
  if (!wish || isEmpty(wish)) return openingTerms(request);
  return termsFor(request, read(wish, request.balance, null), null);
}

/**
 * The same terms for today's balance, date and limits, when a payment or a night came between the offer and the
 * yes: as many instalments where they still fit, the same larger first payment, the discount in proportion.
 */
export function renewTerms(terms: PlanTerms, request: TermsRequest): PlanTerms {
  const { balance, limits, bucket, today } = request;
  const firstOn = startWithin(limits, today, terms.instalments[0]?.dueOn ?? today);
  const perMille = Math.floor((1000 * terms.discountMinor) / (terms.totalMinor + terms.discountMinor));
  const discount = shareDown(balance.minor, Math.min(perMille, limits.lumpDiscountPerMille[bucket] ?? 0));
  if (balance.minor > 0 && discount > 0) return singlePayment(balance, discount, firstOn);
  const [first, second] = terms.instalments;
  const largerFirst = first && second && first.amountMinor > second.amountMinor ? first.amountMinor : null;
  const firstMinor = largerFirst && Math.min(largerFirst, balance.minor);
  const eachMinor = largerFirst ? (second?.amountMinor ?? null) : (first?.amountMinor ?? null);
  const count = terms.instalments.length;
  const paid = terms.payDay === undefined ? {} : { payDay: terms.payDay };
  const asked: Asked = { count, per: null, firstOn, firstMinor, eachMinor, discountMinor: 0, ...paid };
  return termsFor(request, asked, terms);
}

/** Exactly what was asked for; null where the limits do not allow that, or where the wish leaves the length open. */
export function wishedTerms(
  request: TermsRequest & { readonly onTable: PlanTerms | null },
): PlanTerms | null {
  const { wish, balance, limits, onTable } = request;
  if (!wish || isEmpty(wish) || balance.minor <= 0) return null;
  const asked = read(wish, balance, onTable);
  const terms = termsFor(request, asked, onTable);
  return givesAll(asked, terms, limits) ? terms : null;
}

/** Whether terms pay everything about as soon as the plan that is put on the table first. */
export function isOpeningLength(terms: PlanTerms, request: TermsRequest): boolean {
  const { discountMinor, frequency, instalments } = terms;
  const months = openingCount(longestCount(request, frequency === 'once' ? null : frequency, null)) - 1;
  const [first] = instalments;
  const last = instalments.at(-1);
  if (discountMinor > 0 || !first || !last) return false;
  return daysBetween(first.dueOn, last.dueOn) < months * LONGEST_MONTH + ABOUT_DAYS;
}

const isEmpty = (wish: PlanWish): boolean => Object.values(wish).every((value) => value === undefined);

const positive = (wished: Money | undefined, balance: Money): number | null =>
  wished && wished.currency === balance.currency && wished.minor > 0
    ? Math.min(wished.minor, balance.minor)
    : null;

function read(wish: PlanWish, balance: Money, offer: PlanTerms | null): Asked {
  const firstMinor = positive(wish.downPayment, balance);
  const amountMinor = positive(wish.amount, balance);
  const installments =
    wish.installments !== undefined && wish.installments >= 1 ? Math.floor(wish.installments) : null;
  const single = installments === 1 && firstMinor === null;
  const eachMinor = single ? null : amountMinor;

  let payMinor = balance.minor;
  if (wish.ratio !== undefined && wish.ratio > 0 && wish.ratio < 1)
    payMinor = Math.round(balance.minor * wish.ratio);
  else if (single && amountMinor !== null) payMinor = amountMinor;
  const onlyMoved =
    installments === null && amountMinor === null && firstMinor === null && wish.ratio === undefined;
  if (offer && onlyMoved && !isEmpty(wish)) payMinor = balance.minor - offer.discountMinor;
  const discountMinor = balance.minor - Math.max(1, payMinor);

  const before = firstMinor === null ? 0 : 1;
  const needed = eachMinor ? Math.ceil((balance.minor - (firstMinor ?? 0)) / eachMinor) + before : 0;
  const named = installments === null ? 0 : installments + before;
  let count = Math.max(needed, named);
  if (firstMinor === balance.minor || (discountMinor > 0 && count === 0)) count = 1;
  if (count === 0)
    count = isEmpty(wish) || !offer ? Infinity : Math.max(offer.instalments.length, 1 + before);
  const firstOn = wish.date ?? null;
  const payDay = wish.payDay === undefined ? {} : { payDay: wish.payDay };
  return { count, per: wish.per ?? null, firstOn, firstMinor, eachMinor, discountMinor, ...payDay };
}

function frequencyOf(
  limits: ArrangementLimits,
  per: Asked['per'],
  offer: PlanTerms | null,
): Frequency | null {
  const offered: Frequency[] = offer && offer.frequency !== 'once' ? [offer.frequency] : [];
  const preferred: Record<'week' | 'month' | 'any', Frequency[]> = {
    week: ['weekly', 'fortnightly', 'monthly'],
    month: ['monthly', 'fortnightly', 'weekly'],
    any: [...offered, 'monthly', 'fortnightly', 'weekly'],
  };
  return preferred[per ?? 'any'].find((frequency) => limits.frequencies.includes(frequency)) ?? null;
}

function usualStart({ limits, today }: TermsRequest): LocalDate {
  return startWithin(limits, today, addDays(today, USUAL_START_DAYS));
}

function longestCount(request: TermsRequest, frequency: Frequency | null, firstMinor: number | null): number {
  const shape = { count: Infinity, frequency, firstOn: request.today, firstMinor, eachMinor: null };
  return buildTerms(request.balance, request.limits, request.today, shape).instalments.length;
}

const LONGEST_MONTH = 31;
/** Two plans end at about the same time when so many days lie between. */
const ABOUT_DAYS = 20;

const openingCount = (longest: number): number => Math.min(longest, Math.max(2, Math.ceil(longest / 4)));

function openingTerms(request: TermsRequest): PlanTerms {
  const { balance, limits, today } = request;
  if (balance.minor <= 0) {
    throw new DomainError('ARRANGEMENT.NOTHING_OWED', 'No plan can be made for a debt without a balance.');
  }
  const frequency = frequencyOf(limits, null, null);
  const count = openingCount(longestCount(request, frequency, null));
  const shape = { count, frequency, firstOn: usualStart(request), firstMinor: null, eachMinor: null };
  return buildTerms(balance, limits, today, shape);
}

function termsFor(request: TermsRequest, asked: Asked, offer: PlanTerms | null): PlanTerms {
  const { balance, limits, bucket, today } = request;
  if (balance.minor <= 0) return openingTerms(request);
  const defaultStart =
    asked.firstMinor !== null ? today : (offer?.instalments[0]?.dueOn ?? usualStart(request));
  const { payDay } = asked;
  const onPayDay = payDay === undefined ? null : startOnPayDay(limits, today, payDay);
  const firstOn = startWithin(limits, today, asked.firstOn ?? onPayDay ?? defaultStart);

  const cash = asked.discountMinor > 0 && asked.count === 1;
  if (cash) {
    const largest = shareDown(balance.minor, limits.lumpDiscountPerMille[bucket] ?? 0);
    const discountMinor = Math.min(asked.discountMinor, largest, balance.minor - 1);
    if (discountMinor > 0) return singlePayment(balance, discountMinor, firstOn);
  }
  const frequency = frequencyOf(limits, asked.per, offer);
  const count = cash ? Infinity : asked.count;
  const { firstMinor, eachMinor } = asked;
  const paid = payDay === undefined ? {} : { payDay };
  return buildTerms(balance, limits, today, { count, frequency, firstOn, firstMinor, eachMinor, ...paid });
}

/** Whether the terms give everything that was asked for. */
function givesAll(asked: Asked, terms: PlanTerms, limits: ArrangementLimits): boolean {
  const [first, ...others] = terms.instalments;
  if (!first || terms.discountMinor < asked.discountMinor) return false;
  if (asked.firstOn !== null && first.dueOn !== paymentDay(asked.firstOn, limits)) return false;
  const count = terms.instalments.length;
  if (count < asked.count) return false;
  const frequency = asked.per && { week: 'weekly', month: 'monthly' }[asked.per];
  if (frequency && count > 1 && terms.frequency !== frequency) return false;
  const { eachMinor, firstMinor } = asked;
  if (firstMinor !== null && first.amountMinor > firstMinor) return false;
  if (eachMinor === null || count === 1) return true;
  if (firstMinor === null && first.amountMinor > eachMinor) return false;
  return others.every((instalment) => instalment.amountMinor <= eachMinor);
}

export const sameTerms = (a: PlanTerms, b: PlanTerms): boolean =>
  a.totalMinor === b.totalMinor &&
  a.frequency === b.frequency &&
  a.instalments.length === b.instalments.length &&
  a.instalments.every((instalment, place) => {
    const other = b.instalments[place];
    return instalment.amountMinor === other?.amountMinor && instalment.dueOn === other.dueOn;
  });
