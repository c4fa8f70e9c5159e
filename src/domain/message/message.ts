import type { Instant } from '../calendar/instant.js';
import type { Channel } from '../shared/channel.js';
import type {
  ContactPointId,
  ConversationId,
  DebtId,
  DebtorId,
  InboundMessageId,
  LenderId,
  MessageId,
  TemplateVersionId,
  TouchId,
} from '../shared/ids.js';
import type { Locale } from '../shared/locale.js';

/**
 * Who or what wanted the message. `elsewhere`: a person typed it outside Parley, on the telephone of the account or in
 * the provider's own program; it is kept as it was seen, and never took the outbound line.
 */
export type MessageOrigin = 'cadence' | 'reply' | 'staff' | 'api' | 'system' | 'elsewhere';

/** What a message is for; the contact policy treats each differently. */
export const PURPOSES = ['demand', 'service', 'reactive', 'receipt', 'confirmation'] as const;
export type Purpose = (typeof PURPOSES)[number];

export type MessageState =
  | 'queued'
  | 'checking'
  | 'deferred'
  | 'cancelled'
  | 'suppressed'
  | 'too-old'
  | 'sent'
  | 'sent-unconfirmed'
  | 'failed'
  | 'unknown'
  | 'delivered'
  | 'read';

/** What makes a message that waits needless: money came, or the debtor wrote. */
export const CANCEL_CAUSES = ['payment', 'inbound'] as const;
export type CancelCause = (typeof CANCEL_CAUSES)[number];

/** Values a template needs beyond what the case itself provides, e.g. the amount of a promise. Strings are final text. */
export type MessageFields = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One text to one contact point. */
export interface Message {
  readonly id: MessageId;
  readonly contactPointId: ContactPointId;
  readonly channel: Channel;
  readonly debtorId: DebtorId;
  readonly lenderId: LenderId;
  readonly debtId: DebtId | null;
  readonly conversationId: ConversationId | null;
  readonly touchId: TouchId | null;
  readonly origin: MessageOrigin;
  readonly purpose: Purpose;
  readonly templateVersionId: TemplateVersionId;
  readonly locale: Locale;
  readonly fields: MessageFields;
  /** The inbound message that this one answers; set for reactive messages. */
  readonly answersId: InboundMessageId | null;
  readonly state: MessageState;
  /** Why it is in that state: a rule id, a cancel reason, a provider's reason. */
  readonly stateReason: string | null;
  readonly queuedAt: Instant;
  /** Not to be claimed before. */
  readonly notBefore: Instant;
  /** Too old to send from this moment on. */
  readonly expiresAt: Instant;
  /** Withdrawn when one of these happens before it went; absent: by none of them. */
  readonly cancelIf?: readonly CancelCause[];
  /** The text as it was handed over; null until then. */
  readonly body: string | null;
  readonly sentAt: Instant | null;
  readonly version: number;
}
