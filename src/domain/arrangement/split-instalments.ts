import type { LocalDate } from '../calendar/local-date.js';
import type { Debt } from '../debt/debt.js';
import { outstanding } from '../debt/debt.js';
import { allocate, money } from '../shared/money.js';
import type { PlanTerms } from './arrangement.js';
import { planInterest } from './arrangement.js';

/** One instalment as a screen shows it. */
export interface InstalmentRow {
  readonly number: number;
  readonly dueOn: LocalDate;
  readonly principalMinor: number;
  /** Interest and fees, those of the debt and the interest of the plan. */
  readonly chargesMinor: number;
  readonly totalMinor: number;
}

/**
 * The instalments with the share of the principal in each, in proportion. What was paid so far went to fees and
 * interest first; a discount is taken from what is left of these first. Interest of the plan is where it arises.
 */
export function splitInstalments(terms: PlanTerms, debt: Debt): readonly InstalmentRow[] {
  const { interestMinor, feesMinor, paidMinor } = debt.components;
  const chargesLeft = Math.min(outstanding(debt).minor, Math.max(0, interestMinor + feesMinor - paidMinor));
  const balanceMinor = terms.totalMinor - planInterest(terms);
  const charges = Math.min(balanceMinor, Math.max(0, chargesLeft - terms.discountMinor));
  const weights = terms.instalments.map(({ amountMinor, interestMinor = 0 }) => amountMinor - interestMinor);
  const shares = allocate(money(charges, terms.currency), weights);
  return terms.instalments.map(({ dueOn, amountMinor, interestMinor = 0 }, place) => {
    const chargesMinor = interestMinor + (shares[place]?.minor ?? 0);
    return {
      number: place + 1,
      dueOn,
      principalMinor: amountMinor - chargesMinor,
      chargesMinor,
      totalMinor: amountMinor,
    };
  });
}
