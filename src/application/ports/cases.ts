import type { Arrangement } from '../../domain/arrangement/arrangement.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { LocalDate } from '../../domain/calendar/local-date.js';
import type { Dispute } from '../../domain/conversation/dispute.js';
import type { InboundContent } from '../../domain/conversation/inbound-content.js';
import type { Debt, DebtState } from '../../domain/debt/debt.js';
import type { HoldReason } from '../../domain/debtor/hold.js';
import type { Message } from '../../domain/message/message.js';
import type { Allocation } from '../../domain/payment/allocate-payment.js';
import type { LenderReach } from '../../domain/people/access.js';
import type { Channel } from '../../domain/shared/channel.js';
import type { ContactPointId, DebtId, LenderId, PaymentId } from '../../domain/shared/ids.js';
import type { Understanding } from '../../domain/understanding/understanding.js';
import type { PastHandOff } from './conversation-records.js';
import type { OlderThan } from './notes.js';

/** The longest overdue first or last; the latest or the first to come in. */
export const CASE_SORTS = ['due-first', 'due-last', 'newest', 'oldest'] as const;
export type CaseSort = (typeof CASE_SORTS)[number];

export interface CaseFilter {
  readonly reach: LenderReach | undefined;
  readonly lenderId: LenderId | null;
  readonly state: DebtState | null;
  /** Due dates, both included; null: without end. */
  readonly dueFrom: LocalDate | null;
  readonly dueTo: LocalDate | null;
  /** With such a hold in force, with any, or with none. */
  readonly hold: HoldReason | 'any' | 'none' | null;
  readonly now: Instant;
}

/** Where a page of the list goes on. */
export type CasePlace = Pick<Debt, 'dueOn' | 'id'>;

export interface CasesFound {
  readonly debts: readonly Debt[];
  /** False: there were more people than one search looks at. */
  readonly complete: boolean;
}

/** What the debtor sent, as the case shows it. */
export interface HeardInCase {
  readonly id: string;
  readonly channel: Channel;
  readonly receivedAt: Instant;
  /** When the debtor took it back. */
  readonly recalledAt: Instant | null;
  readonly content: InboundContent;
  /** Null before it was read, and where there was nothing to read. */
  readonly understanding: Understanding | null;
}

/** One look into a case that the log kept. */
export interface CaseAccess {
  readonly id: string;
  readonly at: Instant;
  readonly actor: string;
  readonly type: 'case.viewed' | 'case.revealed';
  readonly field: string | null;
  readonly contactPointId: ContactPointId | null;
  readonly reason: string | null;
}

/** Debts for reading, with what belongs to each. */
export abstract class Cases {
  abstract page(filter: CaseFilter, sort: CaseSort, after: CasePlace | null, limit: number): Promise<Debt[]>;
  /** Exact. */
  abstract total(filter: CaseFilter): Promise<number>;
  /** By reference, ID or address; else by a part of the name, or the last four of an ID or telephone. */
  abstract search(reach: LenderReach | undefined, text: string, limit: number): Promise<CasesFound>;
  /** Messages about the debt, or about no debt of the same lender; newest first, like the others. */
  abstract messages(debt: Debt, page: OlderThan<string>): Promise<Message[]>;
  abstract heard(debt: Debt, page: OlderThan<string>): Promise<HeardInCase[]>;
  abstract handOffs(debt: Debt, page: OlderThan<string>): Promise<PastHandOff[]>;
  abstract arrangements(debtId: DebtId, page: OlderThan<string>): Promise<Arrangement[]>;
  abstract disputes(debtId: DebtId): Promise<Dispute[]>;
  abstract allocations(ids: readonly PaymentId[]): Promise<Map<PaymentId, Allocation[]>>;
  /** Who looked into the case, newest first. */
  abstract accesses(debtId: DebtId, page: OlderThan<string>): Promise<CaseAccess[]>;
  /** Whether that actor's looking was noted since. */
  abstract viewedSince(debtId: DebtId, actor: string, since: Instant): Promise<boolean>;
}
