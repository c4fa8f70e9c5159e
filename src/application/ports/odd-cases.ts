import type { DebtId, LenderId } from '../../domain/shared/ids.js';
import type { Locale } from '../../domain/shared/locale.js';

/** What makes a case one that a text is likely to get wrong. */
export const ODDITIES = ['no-name', 'longest-amount', 'overpaid', 'other-language', 'several-debts'] as const;
export type Oddity = (typeof ODDITIES)[number];

/** Finds real cases by which a text is tried out. */
export abstract class OddCases {
  /** The oddest debt of the lender of each kind that there is; `locale` is the text's. */
  abstract of(lenderId: LenderId, locale: Locale): Promise<ReadonlyMap<Oddity, DebtId>>;
}
