import type { Approval, ApprovalState } from '../../domain/arrangement/approval.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { LenderReach } from '../../domain/people/access.js';
import type { ApprovalId, PlanQuoteId } from '../../domain/shared/ids.js';

export abstract class Approvals {
  abstract byId(id: ApprovalId): Promise<Approval | null>;
  abstract ofQuote(id: PlanQuoteId): Promise<Approval[]>;
  /** What is due first comes first, after `after`. */
  abstract list(
    state: ApprovalState,
    reach: LenderReach,
    page: {
      readonly after: { readonly answerBy: Instant; readonly id: ApprovalId } | null;
      readonly limit: number;
    },
  ): Promise<Approval[]>;
  abstract add(approval: Approval): Promise<void>;
  /** Throws `APPROVAL.CHANGED_MEANWHILE` unless it still has the version it was read with. */
  abstract update(approval: Approval): Promise<void>;
}
