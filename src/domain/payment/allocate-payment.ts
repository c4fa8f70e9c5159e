import { payInstalments } from '../arrangement/follow-arrangement.js';
import type { Arrangement } from '../arrangement/arrangement.js';
import { planInterest } from '../arrangement/arrangement.js';
import type { Instant } from '../calendar/instant.js';
import type { Debt } from '../debt/debt.js';
import { outstanding } from '../debt/debt.js';
import { DomainError } from '../shared/domain-error.js';
import type { InstalmentId } from '../shared/ids.js';
import { money } from '../shared/money.js';

/** What one part of a payment was for. */
export interface Allocation {
  readonly target: 'instalment' | 'fees' | 'interest' | 'principal' | 'overpayment';
  /** Set for instalments only. */
  readonly instalmentId: InstalmentId | null;
  readonly amountMinor: number;
}

export interface PaymentToAllocate {
  readonly amountMinor: number;
  readonly debt: Debt;
  /** The plan in force, if any; one that is not active is left alone. */
  readonly arrangement: Arrangement | null;
  readonly now: Instant;
}

export interface AllocatedPayment {
  /** Never empty; they add up to the payment exactly. */
  readonly allocations: readonly Allocation[];
  readonly debt: Debt;
  readonly arrangement: Arrangement | null;
  /** The part of this payment that nobody owed. */
  readonly overpaidMinor: number;
}

/**
 * Puts a payment where it belongs: on the instalments of the plan, oldest first; what they do not need, and all of it
 * without a plan, on fees, then interest, then principal (the order of Civil Code of the PRC art. 561, which is also the
 * default where lenders name none). The debt closes as `paid` when nothing is left of it, as `settled` when a plan with
 * a discount completes. A plan ends with its debt. Interest of a plan comes onto the debt with each instalment that is
 * paid; who pays the whole balance sooner is spared the rest of it. Throws `PAYMENT.BAD_AMOUNT` unless the amount is above 0.
 */
export function allocatePayment({
  amountMinor,
  debt,
  arrangement,
  now,
}: PaymentToAllocate): AllocatedPayment {
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) {
    throw new DomainError('PAYMENT.BAD_AMOUNT', 'A payment must be a whole number of minor units above 0.');
  }
  const interestMinor = arrangement ? earnedInterest(arrangement, debt, amountMinor, now) : 0;
  const owedMinor = debt.state === 'settled' ? 0 : outstanding(debt).minor + interestMinor;
  const onInstalments = arrangement
    ? payInstalments(arrangement, Math.min(amountMinor, owedMinor), now)
    : { arrangement: null, payments: [], leftMinor: 0 };
  const allocations: Allocation[] = onInstalments.payments.map((payment) => ({
    target: 'instalment',
    ...payment,
  }));
  const takenMinor = sum(allocations);

  const completed = arrangement?.state === 'active' && onInstalments.arrangement?.state === 'completed';
  const waived = completed && (arrangement?.discountMinor ?? 0) > 0;
  if (owedMinor > 0 && !waived) {
    allocations.push(...onComponents(debt, takenMinor, Math.min(amountMinor, owedMinor) - takenMinor));
  }
  const overpaidMinor = amountMinor - sum(allocations);
  if (overpaidMinor > 0)
    allocations.push({ target: 'overpayment', instalmentId: null, amountMinor: overpaidMinor });

  const paidMinor = money(debt.components.paidMinor + amountMinor, debt.currency).minor;
  const earnedMinor = debt.components.interestMinor + interestMinor;
  const components = { ...debt.components, interestMinor: earnedMinor, paidMinor };
  const paid = closeIfDone({ ...debt, components }, waived, now);
  return {
    allocations,
    debt: paid,
    arrangement: endWith(paid, onInstalments.arrangement, now),
    overpaidMinor,
  };
}

/** Interest of the plan that this payment brings onto the debt. */
function earnedInterest(arrangement: Arrangement, debt: Debt, amountMinor: number, now: Instant): number {
  if (arrangement.state !== 'active' || debt.state !== 'open') return 0;
  const owedMinor = outstanding(debt).minor;
  const still = arrangement.instalments.filter(({ state }) => state !== 'paid');
  if (amountMinor >= owedMinor) return Math.min(interestOf(still), amountMinor - owedMinor);
  const { payments, arrangement: after } = payInstalments(arrangement, amountMinor, now);
  const touched = new Set(payments.map(({ instalmentId }) => instalmentId));
  return interestOf(after.instalments.filter(({ id, state }) => state === 'paid' && touched.has(id)));
}

const interestOf = (instalments: Arrangement['instalments']): number => planInterest({ instalments });

const sum = (allocations: readonly Allocation[]): number =>
  allocations.reduce((total, allocation) => total + allocation.amountMinor, 0);

/** Lays `amountMinor` on the components after what was paid before and what this payment put on instalments. */
function onComponents(debt: Debt, takenMinor: number, amountMinor: number): Allocation[] {
  const { feesMinor, interestMinor, principalMinor, paidMinor } = debt.components;
  const targets = [
    ['fees', feesMinor],
    ['interest', interestMinor],
    ['principal', principalMinor],
  ] as const;
  let covered = paidMinor + takenMinor;
  let left = amountMinor;
  const allocations: Allocation[] = [];
  for (const [target, owed] of targets) {
    const part = Math.min(left, Math.max(0, owed - covered));
    covered = Math.max(0, covered - owed);
    left -= part;
    if (part > 0) allocations.push({ target, instalmentId: null, amountMinor: part });
  }
  return allocations;
}

function closeIfDone(debt: Debt, waived: boolean, now: Instant): Debt {
  if (debt.state !== 'open') return debt;
  if (waived) return { ...debt, state: 'settled', closedAt: now };
  return outstanding(debt).minor === 0 ? { ...debt, state: 'paid', closedAt: now } : debt;
}

function endWith(debt: Debt, arrangement: Arrangement | null, now: Instant): Arrangement | null {
  const ends = arrangement?.state === 'active' && debt.state === 'paid';
  return ends ? { ...arrangement, state: 'completed', endedAt: now } : arrangement;
}
