import type { LocalDate } from '../calendar/local-date.js';
import type { DelinquencyBucket } from '../debt/delinquency.js';
import type { Money } from '../shared/money.js';
import { money } from '../shared/money.js';
import type { PlanTerms } from './arrangement.js';
import { buildTerms } from './build-terms.js';
import type { ArrangementLimits, Authority, Frequency } from './limits.js';
import { AUTHORITIES } from './limits.js';
import type { PlanWish } from './propose-terms.js';
import { proposeTerms, termsWithinLimits } from './propose-terms.js';

/** What a person tries out for a debtor. */
export interface QuoteWish {
  readonly instalments?: number;
  readonly amountMinor?: number;
  readonly firstPaymentMinor?: number;
  readonly frequency?: Frequency;
  readonly firstDueOn?: LocalDate;
  /** Day of the month that monthly instalments follow. */
  readonly payDay?: number;
  /** Waived if all the rest is paid at once. */
  readonly discountPerMille?: number;
}

export interface QuoteRequest {
  readonly balance: Money;
  readonly bucket: DelinquencyBucket;
  readonly today: LocalDate;
  readonly wish: QuoteWish;
  readonly limits: Readonly<Record<Authority, ArrangementLimits>>;
  /** Who asks. */
  readonly authority: Authority;
}

export interface QuotedTerms {
  readonly terms: PlanTerms;
  /** The least authority that may agree them. */
  readonly needs: Authority;
}

/** One place of the scale between paying at once and the longest plan anybody may agree. */
export interface PlanStep {
  readonly instalments: number;
  /** Of the usual instalment. */
  readonly amountMinor: number;
  readonly needs: Authority;
}

export interface PlanQuotation {
  /** Inside the authority: the nearest to the wish first, then faster ones. */
  readonly offers: readonly QuotedTerms[];
  /** Nearer to the wish, for who may agree more; null where the authority asked for is enough. */
  readonly beyond: QuotedTerms | null;
  readonly steps: readonly PlanStep[];
}

const MOST_OFFERS = 3;
/** A scale of more steps cannot be read. */
const MOST_STEPS = 60;

/** What can be offered, worked out by the one solver of terms. Throws `ARRANGEMENT.NOTHING_OWED` without a balance. */
export function quotePlans(request: QuoteRequest): PlanQuotation {
  const nearest = nearestTerms(request, request.authority);
  const offers = distinct([nearest, ...fasterThan(nearest, request)])
    .map((terms) => needing(terms, request))
    .filter((quoted) => quoted !== null)
    .filter(({ needs }) => mayAgree(request.authority, needs))
    .slice(0, MOST_OFFERS);
  return { offers, beyond: beyondAuthority(request, nearest), steps: stepsOf(request) };
}

/** Whether somebody with this authority may agree what needs that one. */
export const mayAgree = (authority: Authority, needs: Authority): boolean =>
  AUTHORITIES.indexOf(needs) <= AUTHORITIES.indexOf(authority);

/** The least authority within whose limits the terms lie; null where they lie in nobody's. */
export const authorityFor = (
  terms: PlanTerms,
  { limits, balance, bucket, today }: Pick<QuoteRequest, 'limits' | 'balance' | 'bucket' | 'today'>,
): Authority | null =>
  AUTHORITIES.find(
    (authority) => termsWithinLimits(terms, limits[authority], balance, bucket, today) === null,
  ) ?? null;

const needing = (terms: PlanTerms, request: QuoteRequest): QuotedTerms | null => {
  const needs = authorityFor(terms, request);
  return needs && { terms, needs };
};

function nearestTerms(request: QuoteRequest, authority: Authority): PlanTerms {
  const { balance, bucket, today } = request;
  const limits = limitsFor(request, authority);
  return proposeTerms({ balance, bucket, today, limits, wish: wishOf(request, limits) });
}

/** Of the frequencies only the one that was asked for where it is allowed. */
function limitsFor({ limits, wish }: QuoteRequest, authority: Authority): ArrangementLimits {
  const own = limits[authority];
  const { frequency } = wish;
  return {
    ...own,
    ...(frequency && own.frequencies.includes(frequency) ? { frequencies: [frequency] } : {}),
  };
}

function wishOf({ wish, balance }: QuoteRequest, limits: ArrangementLimits): PlanWish {
  const { instalments, amountMinor, firstPaymentMinor, firstDueOn, payDay, discountPerMille } = wish;
  const asked: PlanWish = {
    ...(instalments === undefined ? {} : { installments: instalments }),
    ...(amountMinor === undefined ? {} : { amount: money(amountMinor, balance.currency) }),
    ...(firstPaymentMinor === undefined ? {} : { downPayment: money(firstPaymentMinor, balance.currency) }),
    ...(firstDueOn === undefined ? {} : { date: firstDueOn }),
    ...(payDay === undefined ? {} : { payDay }),
    ...(discountPerMille ? { ratio: 1 - discountPerMille / 1000 } : {}),
  };
  return Object.keys(asked).length > 0 ? asked : { installments: limits.maximumInstalments };
}

/** Shorter plans with the same start, within the limits of who asks. */
function fasterThan(nearest: PlanTerms, request: QuoteRequest): PlanTerms[] {
  const count = nearest.instalments.length;
  const [first] = nearest.instalments;
  if (count < 2 || !first) return [];
  return [Math.ceil(count * 0.75), Math.ceil(count / 2)]
    .filter((fewer) => fewer < count)
    .map((fewer) => planOf(fewer, request, request.authority, first.dueOn))
    .filter((terms) => terms !== null);
}

function planOf(
  count: number,
  request: QuoteRequest,
  authority: Authority,
  firstOn: LocalDate,
): PlanTerms | null {
  const limits = limitsFor(request, authority);
  const frequency = limits.frequencies.includes('monthly') ? 'monthly' : (limits.frequencies[0] ?? null);
  const firstMinor = request.wish.firstPaymentMinor ?? null;
  const { payDay } = request.wish;
  const shape = {
    count,
    frequency,
    firstOn,
    firstMinor: count === 1 ? null : firstMinor,
    eachMinor: null,
    ...(payDay === undefined ? {} : { payDay }),
  };
  const terms = buildTerms(request.balance, limits, request.today, shape);
  return terms.instalments.length === count ? terms : null;
}

function beyondAuthority(request: QuoteRequest, nearest: PlanTerms): QuotedTerms | null {
  for (const authority of AUTHORITIES.slice(AUTHORITIES.indexOf(request.authority) + 1)) {
    const terms = nearestTerms(request, authority);
    if (sameAs(terms)(nearest)) continue;
    const quoted = needing(terms, request);
    if (quoted && !mayAgree(request.authority, quoted.needs)) return quoted;
  }
  return null;
}

function stepsOf(request: QuoteRequest): PlanStep[] {
  const most = Math.min(MOST_STEPS, Math.max(1, request.limits.lead.maximumInstalments));
  const firstOn = request.wish.firstDueOn ?? request.today;
  const steps: PlanStep[] = [];
  for (let count = 1; count <= most; count += 1) {
    const terms = planOf(count, request, 'lead', firstOn);
    const quoted = terms && needing(terms, request);
    const usual = terms?.instalments[count > 1 ? 1 : 0];
    if (quoted && usual) {
      steps.push({ instalments: count, amountMinor: usual.amountMinor, needs: quoted.needs });
    }
  }
  return steps;
}

const sameAs =
  (terms: PlanTerms) =>
  (other: PlanTerms): boolean =>
    JSON.stringify(terms) === JSON.stringify(other);

const distinct = (all: readonly PlanTerms[]): PlanTerms[] =>
  all.filter((terms, place) => all.findIndex(sameAs(terms)) === place);
