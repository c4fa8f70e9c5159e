import type { Instant } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { PlanTerms } from '../arrangement/arrangement.js';
import type { ReplyContent } from '../contact-policy/contact-facts.js';
import type { ContactPreference } from '../debtor/contact-preference.js';
import type { HoldReason } from '../debtor/hold.js';
import type { MessageFields, Purpose } from '../message/message.js';
import type { DebtId, InstalmentId } from '../shared/ids.js';
import type { Money } from '../shared/money.js';
import type { DisputeKind } from './dispute.js';
import type { HandOffPriority, HandOffReason } from './hand-off.js';

/** Everything a decision can ask for. Applied in order, all in one transaction. */
export type Action =
  | {
      readonly kind: 'reply';
      /** Template purpose name, e.g. `identity-ask`. */
      readonly template: string;
      readonly fields: MessageFields;
      readonly purpose: Purpose;
      readonly content: ReplyContent;
      /** Said for the person who has the conversation, not by the assistant. */
      readonly forPerson?: true;
    }
  | {
      readonly kind: 'place-hold';
      readonly scope: 'debtor' | 'debt';
      readonly reason: HoldReason;
      readonly until: Instant | null;
    }
  | { readonly kind: 'release-hold'; readonly scope: 'debtor' | 'debt'; readonly reason: HoldReason }
  | {
      readonly kind: 'cancel-queued';
      readonly scope: 'debtor' | 'debt' | 'contact-point';
      readonly reason: string;
    }
  | { readonly kind: 'confirm-right-party'; readonly expiresAt: Instant }
  | { readonly kind: 'count-failed-check' }
  | { readonly kind: 'mark-wrong-party' }
  | { readonly kind: 'opt-out' }
  | { readonly kind: 'choose-debt'; readonly debtId: DebtId }
  | { readonly kind: 'record-promise'; readonly amount: Money; readonly dueOn: LocalDate }
  | { readonly kind: 'agree-arrangement'; readonly terms: PlanTerms }
  | { readonly kind: 'move-instalment'; readonly instalmentId: InstalmentId; readonly dueOn: LocalDate }
  | { readonly kind: 'open-dispute'; readonly dispute: DisputeKind }
  | { readonly kind: 'record-vulnerability'; readonly sign: string }
  | { readonly kind: 'record-preference'; readonly preference: ContactPreference }
  | { readonly kind: 'keep-evidence' }
  | { readonly kind: 'hand-off'; readonly reason: HandOffReason; readonly priority: HandOffPriority };
