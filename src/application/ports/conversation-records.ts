import type { PromiseToPay } from '../../domain/arrangement/promise-to-pay.js';
import type { Instant } from '../../domain/calendar/instant.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { Dispute } from '../../domain/conversation/dispute.js';
import type { HandOff } from '../../domain/conversation/hand-off.js';
import type { Hold } from '../../domain/debtor/hold.js';
import type { Message } from '../../domain/message/message.js';
import type { Payment } from '../../domain/payment/payment.js';
import type { ConversationId, DebtId, DebtorId, InboundMessageId } from '../../domain/shared/ids.js';
import type { Understanding } from '../../domain/understanding/understanding.js';
import type { InboundMessage } from './inbound-messages.js';
import type { OlderThan } from './notes.js';

/** What the debtor sent, with how it was understood; without the bytes of media. */
export interface HeardMessage extends Omit<InboundMessage, 'media'> {
  /** Null before it was read, and where there was nothing to read. */
  readonly understanding: Understanding | null;
  /** When the debtor took it back. */
  readonly recalledAt: Instant | null;
}

export interface PastHold extends Hold {
  readonly releasedAt: Instant | null;
}

/** An item of the queue without what people wrote about it. */
export type PastHandOff = Pick<
  HandOff,
  | 'id'
  | 'reason'
  | 'priority'
  | 'state'
  | 'openedAt'
  | 'answerBy'
  | 'claimedBy'
  | 'closedAt'
  | 'closedBy'
  | 'outcome'
  | 'afterClose'
>;

/** What happened around one conversation, kind by kind, newest first: the ids of all kinds are one order of time. */
export abstract class ConversationRecords {
  /** Including messages of the contact point that were not processed yet. */
  abstract heard(
    conversation: Pick<Conversation, 'id' | 'contactPointId'>,
    page: OlderThan<string>,
  ): Promise<HeardMessage[]>;
  /** The newest of those; null when the debtor never wrote. */
  abstract newestHeard(
    conversation: Pick<Conversation, 'id' | 'contactPointId'>,
  ): Promise<InboundMessageId | null>;
  abstract messages(id: ConversationId, page: OlderThan<string>): Promise<Message[]>;
  /** Holds on the debtor and on these debts. */
  abstract holds(
    debtorId: DebtorId,
    debtIds: readonly DebtId[],
    page: OlderThan<string>,
  ): Promise<PastHold[]>;
  abstract handOffs(id: ConversationId, page: OlderThan<string>): Promise<PastHandOff[]>;
  abstract promises(debtIds: readonly DebtId[], page: OlderThan<string>): Promise<PromiseToPay[]>;
  abstract disputes(debtIds: readonly DebtId[], page: OlderThan<string>): Promise<Dispute[]>;
  abstract payments(debtIds: readonly DebtId[], page: OlderThan<string>): Promise<Payment[]>;
}
