import type { ArrangementLimits } from '../../src/domain/arrangement/limits.js';
import { policyOf } from './policy-of.js';
import type { Debtor, SimPolicy } from './simulator.js';

const LIMITS: ArrangementLimits = {
  maximumInstalments: 13,
  minimumInstalmentMinor: 10_000,
  minimumFirstPaymentPerMille: 50,
  startWithinDays: 30,
  frequencies: ['monthly'],
  lumpDiscountPerMille: { '91-180': 100, '181-360': 200, 'over-360': 350 },
  maximumRounds: 6,
  promiseWithinDays: 30,
  graceDays: 3,
  selfServiceDateMoves: 1,
};

/** Instalments after the first payment, by balance, as the simulator's lender has them. */
const COUNTS = [
  [200_000, 6],
  [1_000_000, 12],
  [5_000_000, 24],
  [Infinity, 36],
] as const;

/** The simulator's lender, as far as the product can say it: no reduction of instalments. */
export function limitsInWords({ balance }: Pick<Debtor, 'balance'>): ArrangementLimits {
  const after = COUNTS.find(([most]) => balance <= most)?.[1] ?? 0;
  return { ...LIMITS, maximumInstalments: after + 1 };
}

/** The same limits for the simulator. */
export const policyInWords = (usual: SimPolicy): SimPolicy => ({
  ...policyOf(() => LIMITS, usual),
  maxInstalments: COUNTS,
});
