import type { Lender } from '../../domain/debt/lender.js';
import type { LenderId } from '../../domain/shared/ids.js';

export abstract class Lenders {
  abstract all(): Promise<Lender[]>;
  abstract byIds(ids: readonly LenderId[]): Promise<Map<LenderId, Lender>>;
  abstract byCode(code: string): Promise<Lender | null>;
  /** Adds it, or replaces the stored profile of the same id. */
  abstract save(lender: Lender): Promise<void>;
}
