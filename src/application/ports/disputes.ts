import type { Dispute } from '../../domain/conversation/dispute.js';
import type { LenderReach } from '../../domain/people/access.js';
import type { DebtId } from '../../domain/shared/ids.js';

export abstract class Disputes {
  abstract byNumber(number: string): Promise<Dispute | null>;
  abstract openOf(debtIds: readonly DebtId[]): Promise<Dispute[]>;
  /** In the order of their numbers, after `after`; only of debts of the lenders within reach. */
  abstract list(
    state: Dispute['state'],
    reach: LenderReach,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<Dispute[]>;
  /** The next free number of the tenant in that year, e.g. `D-2026-000042`. */
  abstract nextNumber(year: number): Promise<string>;
  abstract add(dispute: Dispute): Promise<void>;
  abstract update(dispute: Dispute): Promise<void>;
}
