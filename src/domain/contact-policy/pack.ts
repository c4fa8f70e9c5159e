import type { HolidayCalendar } from '../calendar/holiday-calendar.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { ZoneId } from '../calendar/zone.js';
import type { Channel } from '../shared/channel.js';
import type { ReplyContent } from './contact-facts.js';

/** A holiday calendar and the days it knows. Outside them nobody knows whether a day is a holiday. */
export interface CoveredCalendar extends HolidayCalendar {
  readonly from: LocalDate;
  readonly through: LocalDate;
}

/** A contact window on some weekdays (1 = Monday … 7 = Sunday), minutes after midnight, `from` ≤ time < `to`. */
export interface ContactWindow {
  readonly weekdays: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** At most `max` counted messages in `days` local calendar days, today included. */
export interface Cap {
  readonly id: string;
  readonly scope: 'debt' | 'debtor' | 'contactPoint';
  readonly perLender: boolean;
  readonly channels: ReadonlySet<Channel>;
  readonly max: number;
  readonly days: number;
}

/**
 * What must be recorded before a proactive message may go out on a channel:
 * `recorded-consent` = a consent of the debtor; `provided-number` = that, or an address the debtor gave (contract,
 * reserved, authorised); `debtor-bound` = a consent, or the debtor wrote here first — for an agency a consent in any
 * case; `debtor-initiated` = the debtor wrote here first.
 */
export const CONSENT_RULES = [
  'recorded-consent',
  'provided-number',
  'debtor-bound',
  'debtor-initiated',
] as const;
export type ConsentRule = (typeof CONSENT_RULES)[number];

/** Messages that a disclosure is left out of, because it would be untrue or unkind there. */
export const DISCLOSURE_EXCEPTIONS = ['crisisSupport', 'optoutConfirm', 'wrongPerson', 'staff'] as const;
export type DisclosureException = (typeof DISCLOSURE_EXCEPTIONS)[number];

/** `conversationStart` and `firstMessage` = the first to a contact point for a lender; `everyLaterMessage` = the others. */
export const DISCLOSURE_MOMENTS = [
  'conversationStart',
  'firstMessage',
  'everyMessage',
  'everyLaterMessage',
] as const;
export type DisclosureMoment = (typeof DISCLOSURE_MOMENTS)[number];

export interface RequiredDisclosure {
  readonly id: string;
  readonly textKey: string;
  readonly when: DisclosureMoment;
  readonly channels: ReadonlySet<Channel>;
  /** As what the tenant collects when this disclosure is due. */
  readonly roles: readonly ('creditor' | 'agency')[];
  /** Tells that there is a debt: left out of messages that do not, and "first" means first of those that do. */
  readonly revealsDebt: boolean;
  readonly exceptions: readonly DisclosureException[];
}

export interface ReplyPolicy {
  readonly ttlMinutes: number;
  readonly maxRepliesPerInbound: number;
  readonly maxReactivePerHour: number;
  readonly outsideWindowContent: readonly ReplyContent[];
}

/** A notice that must be on record before an agency writes: any proactive message, or any that tells of the debt. */
export interface AgencyNotice {
  readonly ruleId: string;
  readonly stops: 'proactive-and-debt' | 'debt';
}

/** What happens to a demand of a debt older than its limitation period. */
export interface TimeBar {
  readonly years: number;
  readonly demand: 'block' | 'disclose';
  readonly textKey: string;
}

export type OptOutScope = 'contact-point' | 'debtor';

/** One jurisdiction's rules as the decision needs them; made from a reviewed file. */
export interface ContactPolicyPack {
  readonly id: string;
  readonly version: string;
  /** ISO 3166-1 alpha-2 codes the pack is for; empty for the pack of all others. */
  readonly countries: readonly string[];
  /** A zone that counts in any case; null where only the debtor's zones count, which must then be known. */
  readonly fixedZone: ZoneId | null;
  readonly windows: readonly ContactWindow[];
  /** Calendars whose holidays take no proactive message. */
  readonly calendars: readonly CoveredCalendar[];
  readonly caps: readonly Cap[];
  readonly minGapMinutes: number;
  readonly replyPolicy: ReplyPolicy;
  readonly rightParty: { readonly hours: number; readonly maximumTries: number };
  readonly consent: Readonly<Record<Channel, ConsentRule>>;
  readonly reassignedNumber: { readonly everyDays: number; readonly channels: ReadonlySet<Channel> } | null;
  readonly agencyNotices: readonly AgencyNotice[];
  readonly disclosures: readonly RequiredDisclosure[];
  readonly optOut: {
    readonly keywords: readonly string[];
    readonly scope: OptOutScope;
    readonly confirmWithinMinutes: number;
  };
  readonly timeBar: TimeBar | null;
  readonly vulnerabilityHoldDays: number;
  readonly complaintDays: number;
  readonly retentionYears: number;
}
