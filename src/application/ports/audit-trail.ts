import type { Instant } from '../../domain/calendar/instant.js';
import type { Message } from '../../domain/message/message.js';
import type { SendOutcome } from '../../domain/message/send-outcome.js';
import type { ContactPointId, MessageId } from '../../domain/shared/ids.js';

/** One hand-over to a provider, with the message it was for. */
export interface HandOver {
  readonly attemptId: string;
  readonly messageId: MessageId;
  readonly at: Instant;
  readonly outcome: SendOutcome['kind'] | null;
  readonly message: Pick<
    Message,
    | 'contactPointId'
    | 'channel'
    | 'debtorId'
    | 'lenderId'
    | 'debtId'
    | 'origin'
    | 'purpose'
    | 'templateVersionId'
    | 'answersId'
  >;
}

/** A span of time in which a contact point was a confirmed right party. */
export interface Confirmation {
  readonly contactPointId: ContactPointId;
  readonly from: Instant;
  readonly until: Instant;
}

/** Counts of records that do not add up; all zero when the ledger is sound. */
export interface LedgerFaults {
  /** Debts whose paid amount is not the sum of their payments. */
  readonly debts: number;
  /** Payments whose allocations do not add up to their amount. */
  readonly payments: number;
  /** Plans whose instalments do not add up to their total. */
  readonly arrangements: number;
}

/** What an auditor reads: everything that left, and whether the books add up. Inside a unit of work. */
export abstract class AuditTrail {
  /** In the order of handing over, after the attempt `after`. */
  abstract handOvers(after: string | null, limit: number): Promise<HandOver[]>;
  abstract confirmations(): Promise<Confirmation[]>;
  abstract ledgerFaults(): Promise<LedgerFaults>;
  /** Messages whose state is not explained: still being checked, or not sent without a reason. */
  abstract unexplained(): Promise<number>;
}
