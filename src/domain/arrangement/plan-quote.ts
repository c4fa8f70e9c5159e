import type { Instant } from '../calendar/instant.js';
import { HOUR } from '../calendar/instant.js';
import type { ConversationId, DebtId, DebtorId, LenderId, PlanQuoteId } from '../shared/ids.js';
import type { PlanTerms } from './arrangement.js';
import type { Authority } from './limits.js';

/** How long a quoted plan can be put to the debtor. */
export const QUOTE_VALID = 48 * HOUR;

/** Terms that the limits allow, worked out for a person and not yet put to the debtor. */
export interface PlanQuote {
  readonly id: PlanQuoteId;
  readonly conversationId: ConversationId | null;
  readonly debtId: DebtId;
  readonly debtorId: DebtorId;
  readonly lenderId: LenderId;
  readonly terms: PlanTerms;
  /** The least authority that may agree them. */
  readonly needs: Authority;
  readonly askedBy: string;
  readonly quotedAt: Instant;
  readonly validUntil: Instant;
  readonly sentAt: Instant | null;
}
