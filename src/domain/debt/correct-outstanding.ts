import type { Instant } from '../calendar/instant.js';
import { DomainError } from '../shared/domain-error.js';
import type { Debt } from './debt.js';
import { outstanding } from './debt.js';

/**
 * The debt with `correctedMinor` still owed: what is too much is taken off fees first, then interest, then
 * principal. Throws `DEBT.CORRECTION_TOO_HIGH` when more would be owed than before; zero closes the debt.
 */
export const correctOutstanding = (debt: Debt, correctedMinor: number, now: Instant): Debt => {
  const owed = outstanding(debt).minor;
  if (!Number.isSafeInteger(correctedMinor) || correctedMinor < 0 || correctedMinor > owed) {
    throw new DomainError(
      'DEBT.CORRECTION_TOO_HIGH',
      `The corrected amount must lie between 0 and ${owed} minor units.`,
    );
  }
  let excess = owed - correctedMinor;
  const reduce = (component: number): number => {
    const taken = Math.min(component, excess);
    excess -= taken;
    return component - taken;
  };
  const feesMinor = reduce(debt.components.feesMinor);
  const interestMinor = reduce(debt.components.interestMinor);
  const principalMinor = reduce(debt.components.principalMinor);
  return {
    ...debt,
    components: { ...debt.components, feesMinor, interestMinor, principalMinor },
    ...(correctedMinor === 0 ? { state: 'settled' as const, closedAt: now } : {}),
  };
};
