import type { Instant } from '../../domain/calendar/instant.js';
import type { OptOutScope } from '../../domain/contact-policy/pack.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { DebtFacts } from '../../domain/conversation/conversation-facts.js';
import type { ContactPoint } from '../../domain/debtor/contact-point.js';
import type { Debtor } from '../../domain/debtor/debtor.js';
import type { InboundMessage } from '../ports/inbound-messages.js';

/** The case a decision is applied to, as it was when it was decided. */
export interface DecidedCase {
  readonly conversation: Conversation;
  readonly contactPoint: ContactPoint;
  readonly debtor: Debtor;
  readonly debts: readonly DebtFacts[];
  /** How far an opt-out reaches, by the policy of this case. */
  readonly optOutScope: OptOutScope;
  readonly inbound: InboundMessage;
  readonly now: Instant;
}
