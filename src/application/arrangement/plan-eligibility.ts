import type { Debt } from '../../domain/debt/debt.js';
import { outstanding } from '../../domain/debt/debt.js';
import { holdsDebt } from '../../domain/debtor/hold.js';
import type { HoldReason } from '../../domain/debtor/hold.js';
import type { DeskCase } from '../desk/desk-case.js';

/** While one of these is in force no plan is put to the debtor. */
const NO_PLAN_WHILE: ReadonlySet<HoldReason> = new Set<HoldReason>([
  'crisis',
  'deceased',
  'minor',
  'cease-contact',
  'representation',
  'moratorium',
  'insolvency',
  'dispute',
  'complaint',
  'payment-claimed',
]);

/** Why no plan can be put to the debtor now; a stable code, null where one can. */
export function whyNoPlan(
  { holds, confirmed }: Pick<DeskCase, 'holds' | 'confirmed'>,
  debt: Debt,
  hasActivePlan: boolean,
): string | null {
  if (debt.state !== 'open' || outstanding(debt).minor === 0) return 'PLAN.NOTHING_OWED';
  if (hasActivePlan) return 'PLAN.ONE_IS_ACTIVE';
  const stop = holds.find(
    (hold) => NO_PLAN_WHILE.has(hold.reason) && holdsDebt(hold, debt.debtorId, debt.id),
  );
  if (stop) return stop.reason === 'crisis' ? 'PLAN.CRISIS' : 'PLAN.ON_HOLD';
  return confirmed ? null : 'PLAN.NOT_CONFIRMED';
}

export const NO_PLAN_SENTENCES: Readonly<Record<string, string>> = {
  'PLAN.NOTHING_OWED': 'Nothing is owed on this debt, so there is no plan to put to the debtor.',
  'PLAN.ONE_IS_ACTIVE': 'A plan is active on this debt; it must end before another is agreed.',
  'PLAN.CRISIS': 'The debtor may be in danger; nothing about money is said now.',
  'PLAN.ON_HOLD': 'A hold on this debt stops plans; see the holds of the case.',
  'PLAN.NOT_CONFIRMED': 'The reader is not confirmed to be the debtor, so nothing may tell of a debt.',
};
