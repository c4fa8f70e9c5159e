import { addDays, daysBetween } from '../calendar/local-date.js';
import type { LocalDate } from '../calendar/local-date.js';
import { money } from '../shared/money.js';
import type { PlanTerms } from './arrangement.js';
import { buildTerms, singlePayment, startWithin } from './build-terms.js';
import type { ArrangementLimits, Frequency } from './limits.js';
import type { DebtToday } from './negotiation/ground-of.js';
import { termsOf } from './negotiation/ground-of.js';
import type { Proposal } from './negotiation/proposal.js';
import { instalmentOf } from './negotiation/proposal.js';
import { startOnPayDay } from './payment-days.js';
import { termsWithinLimits } from './terms-within-limits.js';

const DAYS_OF_MONTH = 30;
export const WEEKS_OF_MONTH = DAYS_OF_MONTH / 7;
const DAYS: Readonly<Record<Frequency, number>> = { weekly: 7, fortnightly: 14, monthly: DAYS_OF_MONTH };
/** An offer can be taken for two days; its first payment lies no earlier, where the debtor named no day. */
const LEAST_START_DAYS = 2;
/** Another rhythm may take so much more of a month than the monthly plan, for rounding's sake. */
const MONTH_ROUNDED = 1.1;

/** Instalments are rounded to tens of the currency at most, to less where they are small. In minor units. */
const LARGEST_UNIT = 1_000;

/** In how many months so many payments are made, at least one. */
export const monthsOf = (payments: number, frequency: Frequency): number =>
  Math.max(1, Math.round((payments * DAYS[frequency]) / DAYS_OF_MONTH));

/** Terms without their dates, as monthly amounts: a plan by weeks becomes the plan of as many months. */
export function proposalOf(terms: PlanTerms, { balance, today }: DebtToday): Proposal {
  const { frequency, instalments, discountMinor } = terms;
  const [first, ...others] = instalments;
  const totalMinor = balance.minor - discountMinor;
  const startDays = first ? daysBetween(today, first.dueOn) : 0;
  if (!first || frequency === 'once' || others.length === 0) {
    return { kind: 'lump', totalMinor, downMinor: totalMinor, count: 0, startDays };
  }
  const count = monthsOf(others.length, frequency);
  return { kind: 'instalments', totalMinor, downMinor: first.amountMinor, count, startDays };
}

/** What the debtor asked for that an offer keeps where the limits allow it and nothing becomes harder by it. */
export interface AskedShape {
  readonly per: 'week' | 'month' | null;
  readonly firstOn: LocalDate | null;
  /** A first payment that the debtor offered, in minor units; null: none. */
  readonly firstMinor: number | null;
  /** In need the first payment lies as late as the lender allows, where no day was named. */
  readonly inNeed: boolean;
}

/** The proposal with dates, as near to what was asked as the limits allow; null where they do not allow it at all. */
export function shapeTerms(
  proposal: Proposal,
  asked: AskedShape,
  limits: ArrangementLimits,
  debt: DebtToday,
): PlanTerms | null {
  const { balance, bucket, today } = debt;
  const onPayDay = debt.payDay === undefined ? null : startOnPayDay(limits, today, debt.payDay);
  const startDays = asked.inNeed ? limits.startWithinDays : Math.max(LEAST_START_DAYS, proposal.startDays);
  const wanted = asked.firstOn ?? onPayDay ?? addDays(today, startDays);
  const firstOn = startWithin(limits, today, wanted);
  const dated = { ...proposal, startDays: daysBetween(today, firstOn) };
  const legal = (terms: PlanTerms): PlanTerms | null =>
    termsWithinLimits(terms, limits, balance, bucket, today) === null ? terms : null;
  if (proposal.kind === 'lump') {
    return legal(singlePayment(balance, balance.minor - proposal.totalMinor, firstOn));
  }
  const most = limits.maximumInstalments - 1;
  const own = withFirst(dated, asked.firstMinor, most);
  const monthly = limits.frequencies.includes('monthly');
  if (asked.per === 'week' || !monthly) {
    const inWeeks = inRhythm(own ?? dated, limits, debt, firstOn);
    if (inWeeks) return legal(inWeeks);
  }
  for (const shape of [own, inRoundFigures(dated), dated]) {
    const terms = monthly && shape ? termsOf(shape, limits, debt, 'monthly') : null;
    if (terms) return terms;
  }
  return null;
}

/** With the first payment that was offered: the rest takes as many months as it needs, each about what it was. */
function withFirst(proposal: Proposal, firstMinor: number | null, most: number): Proposal | null {
  if (firstMinor === null || firstMinor >= proposal.totalMinor) return null;
  const needed = Math.ceil((proposal.totalMinor - firstMinor) / instalmentOf(proposal));
  return { ...proposal, downMinor: firstMinor, count: Math.max(1, Math.min(needed, most)) };
}

/** Instalments in figures that are easy to keep in mind; never larger ones: the first payment takes up the difference. */
function inRoundFigures(proposal: Proposal): Proposal | null {
  const { totalMinor, downMinor, count } = proposal;
  const each = (totalMinor - downMinor) / count;
  const unit = Math.min(LARGEST_UNIT, 10 ** Math.max(0, Math.floor(Math.log10(each)) - 1));
  const rounded = { ...proposal, downMinor: totalMinor - Math.floor(each / unit) * unit * count };
  return rounded.downMinor > 0 && rounded.downMinor < totalMinor ? rounded : null;
}

/** By weeks, where a month takes no more then than in the monthly plan. */
function inRhythm(
  proposal: Proposal,
  limits: ArrangementLimits,
  { balance, today }: DebtToday,
  firstOn: LocalDate,
): PlanTerms | null {
  const frequency = (['weekly', 'fortnightly'] as const).find((one) => limits.frequencies.includes(one));
  if (!frequency || proposal.totalMinor !== balance.minor) return null;
  const count = Math.ceil((proposal.count * DAYS_OF_MONTH) / DAYS[frequency]);
  const shape = { count: 1 + count, frequency, firstOn, firstMinor: proposal.downMinor, eachMinor: null };
  const terms = buildTerms(money(proposal.totalMinor, balance.currency), limits, today, shape);
  const largest = Math.max(...terms.instalments.slice(1).map(({ amountMinor }) => amountMinor));
  const ofMonth = (largest * DAYS_OF_MONTH) / DAYS[frequency];
  const fits = !limits.frequencies.includes('monthly') || ofMonth <= instalmentOf(proposal) * MONTH_ROUNDED;
  return terms.frequency === frequency && fits ? terms : null;
}
