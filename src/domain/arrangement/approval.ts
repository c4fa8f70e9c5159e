import type { Instant } from '../calendar/instant.js';
import { DomainError } from '../shared/domain-error.js';
import type { ApprovalId, ConversationId, DebtId, LenderId, PlanQuoteId } from '../shared/ids.js';

export const APPROVAL_STATES = ['open', 'approved', 'refused'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** What a person asks a lead for: a plan beyond the person's own authority. */
export interface Approval {
  readonly id: ApprovalId;
  readonly planQuoteId: PlanQuoteId;
  readonly conversationId: ConversationId | null;
  readonly debtId: DebtId;
  readonly lenderId: LenderId;
  readonly state: ApprovalState;
  readonly askedBy: string;
  readonly reason: string;
  readonly askedAt: Instant;
  readonly answerBy: Instant;
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  readonly decidedAt: Instant | null;
  readonly version: number;
}

/** Throws `APPROVAL.DECIDED`, or `APPROVAL.SAME_PERSON` when who asked would decide. */
export function decideApproval(
  approval: Approval,
  decision: Exclude<ApprovalState, 'open'>,
  by: { readonly login: string; readonly reason: string; readonly at: Instant },
): Approval {
  if (approval.state !== 'open') {
    throw new DomainError('APPROVAL.DECIDED', `This was ${approval.state} already.`);
  }
  if (approval.askedBy === by.login) {
    throw new DomainError('APPROVAL.SAME_PERSON', 'Who asked for an approval cannot give it.');
  }
  return {
    ...approval,
    state: decision,
    decidedBy: by.login,
    decisionReason: by.reason,
    decidedAt: by.at,
  };
}
