import type { Instant } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { ConversationId, DebtId, DisputeId } from '../shared/ids.js';

export type DisputeKind = 'not-mine' | 'wrong-amount' | 'identity-theft' | 'prove-it' | 'payment-claimed';
export type DisputeOutcome = 'upheld' | 'partly-upheld' | 'rejected';

export interface Dispute {
  readonly id: DisputeId;
  /** What the debtor is told, e.g. `D-2026-000042`; unique in the tenant. */
  readonly number: string;
  readonly debtId: DebtId;
  readonly conversationId: ConversationId;
  readonly kind: DisputeKind;
  readonly state: 'open' | 'decided';
  readonly outcome: DisputeOutcome | null;
  readonly openedAt: Instant;
  /** Last local day to answer, by the pack's complaint clock. */
  readonly answerByOn: LocalDate;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly version: number;
}
