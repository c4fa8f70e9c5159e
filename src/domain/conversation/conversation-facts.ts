import type { Arrangement } from '../arrangement/arrangement.js';
import type { ArrangementLimits } from '../arrangement/limits.js';
import type { PromiseToPay } from '../arrangement/promise-to-pay.js';
import type { Instant } from '../calendar/instant.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { ZoneId } from '../calendar/zone.js';
import type { ReplyContent } from '../contact-policy/contact-facts.js';
import type { DebtState } from '../debt/debt.js';
import type { RightParty } from '../debtor/contact-point.js';
import type { ContactPreference } from '../debtor/contact-preference.js';
import type { CheckFacts } from '../debtor/debtor.js';
import type { Channel } from '../shared/channel.js';
import type { DebtId } from '../shared/ids.js';
import type { Locale } from '../shared/locale.js';
import type { Currency } from '../shared/money.js';

/** One debt of this debtor at the lender of the conversation, closed ones included. */
export interface DebtFacts {
  readonly id: DebtId;
  readonly reference: string;
  readonly product: string;
  readonly currency: Currency;
  readonly state: DebtState;
  readonly outstandingMinor: number;
  readonly dueOn: LocalDate;
  /** Negative before the due date. */
  readonly daysPastDue: number;
  /** The lender's limits for the product of this debt. */
  readonly limits: ArrangementLimits;
  readonly openPromise: PromiseToPay | null;
  readonly activeArrangement: Arrangement | null;
  /** Payments received in the last 60 days, any order. */
  readonly recentPayments: readonly {
    readonly amountMinor: number;
    readonly currency: Currency;
    readonly receivedOn: LocalDate;
  }[];
}

/** Everything a decision looks at besides the conversation and the message: plain values, no look-ups. */
export interface ConversationFacts {
  readonly locale: Locale;
  /** The debtor's zone, or the lender's where the debtor's is unknown. */
  readonly zone: ZoneId;
  /** The local day in `zone`. */
  readonly today: LocalDate;
  readonly contactPoint: { readonly channel: Channel; readonly rightParty: RightParty };
  readonly checkFacts: CheckFacts;
  readonly debts: readonly DebtFacts[];
  readonly preference: ContactPreference | null;
  readonly policy: {
    /** How long a confirmed right party stays confirmed. */
    readonly rightPartyHours: number;
    readonly maximumTries: number;
    readonly vulnerabilityHoldDays: number;
    /** Days within which a complaint or dispute is answered. */
    readonly complaintDays: number;
  };
  /** What a reply may contain now; outside the contact window only some contents. */
  readonly allowedReplies: readonly ReplyContent[] | 'all';
  readonly desk: {
    readonly openNow: boolean;
    /** When a person is there next; now when the desk is open. */
    readonly nextOpening: Instant;
    /** When a person has answered at the latest, counted in working hours. */
    readonly answersBy: Instant;
  };
  /** Whether the plan that a person put on the table was handed over to the debtor. */
  readonly personsOfferSent?: boolean;
  /** Name of the template that was sent last in this conversation; null when nothing was sent yet. */
  readonly lastTemplate: string | null;
}
