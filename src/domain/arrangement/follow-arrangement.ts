import type { Instant } from '../calendar/instant.js';
import { DAY } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import { addDays } from '../calendar/local-date.js';
import type { InstalmentId } from '../shared/ids.js';
import type { Arrangement, Instalment } from './arrangement.js';

/** Days that a debtor has to catch up after a missed instalment before the plan counts as broken. */
export const CURE_DAYS = 7;

/** What followed for a plan from the passing of time. */
export type ArrangementTransition =
  | {
      readonly kind: 'instalment-missed';
      readonly instalmentId: InstalmentId;
      readonly missingMinor: number;
      /** Last local day on which paying it saves the plan, when the offer to catch up is made today. */
      readonly cureUntil: LocalDate;
    }
  | { readonly kind: 'broken'; readonly instalmentId: InstalmentId };

export interface InstalmentPayment {
  readonly instalmentId: InstalmentId;
  readonly amountMinor: number;
}

export interface PaidArrangement {
  readonly arrangement: Arrangement;
  readonly payments: readonly InstalmentPayment[];
  /** What no instalment needed. */
  readonly leftMinor: number;
}

const missing = (instalment: Instalment): number => instalment.amountMinor - instalment.paidMinor;

/** What is still to pay on the plan, in minor units. */
export const remainingMinor = (arrangement: Arrangement): number =>
  arrangement.instalments.reduce((sum, instalment) => sum + missing(instalment), 0);

/** The oldest instalment that is not fully paid. */
export const nextInstalment = (arrangement: Arrangement): Instalment | null =>
  arrangement.instalments.find((instalment) => missing(instalment) > 0) ?? null;

/** Puts money on the instalments, the oldest first; the plan is completed when the last of them is paid. */
export function payInstalments(arrangement: Arrangement, amountMinor: number, now: Instant): PaidArrangement {
  if (arrangement.state !== 'active') return { arrangement, payments: [], leftMinor: amountMinor };
  const payments: InstalmentPayment[] = [];
  let leftMinor = amountMinor;
  const instalments = arrangement.instalments.map((instalment) => {
    const taken = Math.min(leftMinor, missing(instalment));
    if (taken <= 0) return instalment;
    leftMinor -= taken;
    payments.push({ instalmentId: instalment.id, amountMinor: taken });
    const paid: Instalment = { ...instalment, paidMinor: instalment.paidMinor + taken };
    return missing(paid) === 0 ? { ...paid, state: 'paid' as const } : paid;
  });
  const completed = instalments.every((instalment) => missing(instalment) === 0);
  return {
    arrangement: completed
      ? { ...arrangement, instalments, state: 'completed', endedAt: now }
      : { ...arrangement, instalments },
    payments,
    leftMinor,
  };
}

/**
 * Lets time pass for a plan: an instalment unpaid `graceDays` after its date is missed, and one still unpaid
 * `CURE_DAYS` after that, and after the offer to catch up where one was made, breaks the plan. An instalment that
 * is found late is always missed first, so the debtor can be asked before anything breaks.
 */
export function followArrangement(
  arrangement: Arrangement,
  when: { readonly today: LocalDate; readonly now: Instant; readonly graceDays: number },
): { readonly arrangement: Arrangement; readonly transitions: readonly ArrangementTransition[] } {
  if (arrangement.state !== 'active') return { arrangement, transitions: [] };
  const breaking = arrangement.instalments.find((instalment) => cureIsOver(instalment, when));
  if (breaking) {
    return {
      arrangement: { ...arrangement, state: 'broken', endedAt: when.now },
      transitions: [{ kind: 'broken', instalmentId: breaking.id }],
    };
  }
  const transitions: ArrangementTransition[] = [];
  const instalments = arrangement.instalments.map((instalment) => {
    const late = missing(instalment) > 0 && when.today > addDays(instalment.dueOn, when.graceDays);
    if (instalment.state !== 'due' || !late) return instalment;
    transitions.push({
      kind: 'instalment-missed',
      instalmentId: instalment.id,
      missingMinor: missing(instalment),
      cureUntil: addDays(when.today, CURE_DAYS),
    });
    return { ...instalment, state: 'missed' as const };
  });
  return { arrangement: transitions.length > 0 ? { ...arrangement, instalments } : arrangement, transitions };
}

function cureIsOver(
  instalment: Instalment,
  when: { readonly today: LocalDate; readonly now: Instant; readonly graceDays: number },
): boolean {
  if (missing(instalment) === 0 || when.today <= addDays(instalment.dueOn, when.graceDays + CURE_DAYS))
    return false;
  if (instalment.state === 'missed') return true;
  return instalment.state === 'cure-offered' && when.now > (instalment.remindedAt ?? 0) + CURE_DAYS * DAY;
}

/** Records that the debtor was asked to catch up on a missed instalment; its cure period starts with that. */
export const offerCure = (
  arrangement: Arrangement,
  instalmentId: InstalmentId,
  now: Instant,
): Arrangement => ({
  ...arrangement,
  instalments: arrangement.instalments.map((instalment) =>
    instalment.id === instalmentId && instalment.state === 'missed'
      ? { ...instalment, state: 'cure-offered', remindedAt: now }
      : instalment,
  ),
});
