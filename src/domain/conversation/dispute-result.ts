import type { Instant } from '../calendar/instant.js';
import { correctOutstanding } from '../debt/correct-outstanding.js';
import type { Debt } from '../debt/debt.js';
import { DomainError } from '../shared/domain-error.js';
import type { Dispute, DisputeOutcome } from './dispute.js';

const RESULT_TEMPLATES: Readonly<Record<'payment' | 'dispute', Readonly<Record<DisputeOutcome, string>>>> = {
  dispute: {
    upheld: 'dispute-upheld',
    'partly-upheld': 'dispute-partly-upheld',
    rejected: 'dispute-rejected',
  },
  payment: {
    upheld: 'payment-check-found',
    'partly-upheld': 'dispute-partly-upheld',
    rejected: 'payment-check-not-found',
  },
};

/** The template by which the debtor is told the result. */
export const resultTemplate = ({ kind }: Pick<Dispute, 'kind'>, outcome: DisputeOutcome): string =>
  RESULT_TEMPLATES[kind === 'payment-claimed' ? 'payment' : 'dispute'][outcome];

/**
 * The debt after the decision: withdrawn (upheld), corrected (partly upheld) or as it was. Throws
 * `DISPUTE.AMOUNT_MISSING` where a partly upheld dispute comes without the corrected amount.
 */
export function debtAfterDispute(
  { kind }: Pick<Dispute, 'kind'>,
  debt: Debt,
  outcome: DisputeOutcome,
  correctedMinor: number | undefined,
  now: Instant,
): Debt {
  if (outcome === 'partly-upheld') {
    if (correctedMinor === undefined) {
      throw new DomainError('DISPUTE.AMOUNT_MISSING', 'A partly upheld dispute needs the corrected amount.');
    }
    return correctOutstanding(debt, correctedMinor, now);
  }
  return outcome === 'upheld' && kind !== 'payment-claimed'
    ? { ...debt, state: 'withdrawn', closedAt: now }
    : debt;
}
