import { epochDay } from '../calendar/local-date.js';
import type { ZoneId } from '../calendar/zone.js';
import { DomainError } from '../shared/domain-error.js';
import type { Channel } from '../shared/channel.js';
import type {
  AgencyNotice,
  Cap,
  ConsentRule,
  ContactPolicyPack,
  OptOutScope,
  ReplyPolicy,
  RequiredDisclosure,
  TimeBar,
} from './pack.js';
import { normaliseKeyword } from './normalise-keyword.js';

/** Minutes of one weekday in which contact is allowed, `from` ≤ time < `to`, in order. */
export type DayWindows = readonly { readonly from: number; readonly to: number }[];

/** The windows and caps of one pack: they hold in every zone the pack looks at. */
export interface PackHours {
  readonly packId: string;
  readonly fixedZone: ZoneId | null;
  readonly fixedZones: readonly ZoneId[];
  /** Index 1 = Monday … 7 = Sunday. */
  readonly byWeekday: readonly DayWindows[];
  /** Days since 1970-01-01. */
  readonly holidays: ReadonlySet<number>;
  /** The days since 1970-01-01 for which every calendar of the pack is published; all days when it has none. */
  readonly calendarsFrom: number;
  readonly calendarsThrough: number;
  readonly caps: readonly Cap[];
}

/** The intersection of the packs of lender and debtor: where they differ, the stricter value holds. */
export interface ResolvedPolicy {
  /** `<pack id>@<version>` of every pack. */
  readonly packVersions: readonly string[];
  readonly hours: readonly PackHours[];
  readonly minGapMinutes: number;
  readonly replyPolicy: ReplyPolicy;
  /** For how long a confirmation holds, and how often a person may fail before staff takes over. */
  readonly rightParty: { readonly hours: number; readonly maximumTries: number };
  /** Every rule that a channel has to meet. */
  readonly consent: Readonly<Record<Channel, readonly ConsentRule[]>>;
  readonly reassignedNumber: ReadonlyMap<Channel, number>;
  readonly agencyNotices: readonly AgencyNotice[];
  readonly disclosures: readonly RequiredDisclosure[];
  readonly optOut: {
    /** Normalised; a whole message equal to one of them is an opt-out. */
    readonly keywords: ReadonlySet<string>;
    readonly scope: OptOutScope;
    /** A confirmation goes out within this many minutes or not at all. */
    readonly confirmWithinMinutes: number;
  };
  readonly timeBars: readonly TimeBar[];
  readonly vulnerabilityHoldDays: number;
  /** Calendar days within which a complaint is answered. */
  readonly complaintDays: number;
  readonly retentionYears: number;
}

/** Throws `POLICY.NO_PACK` when there is nothing to resolve. The order of the packs does not matter. */
export function resolvePolicy(given: readonly ContactPolicyPack[]): ResolvedPolicy {
  const packs = [...new Map(given.map((pack) => [pack.id, pack])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  if (packs.length === 0) throw new DomainError('POLICY.NO_PACK', 'No contact policy pack was given.');
  const strictest = (value: (pack: ContactPolicyPack) => number): number => Math.min(...packs.map(value));
  const longest = (value: (pack: ContactPolicyPack) => number): number => Math.max(...packs.map(value));
  return {
    packVersions: packs.map((pack) => `${pack.id}@${pack.version}`),
    hours: packs.map(hoursOf),
    minGapMinutes: longest((pack) => pack.minGapMinutes),
    replyPolicy: {
      ttlMinutes: strictest((pack) => pack.replyPolicy.ttlMinutes),
      maxRepliesPerInbound: strictest((pack) => pack.replyPolicy.maxRepliesPerInbound),
      maxReactivePerHour: strictest((pack) => pack.replyPolicy.maxReactivePerHour),
      outsideWindowContent: (packs[0]?.replyPolicy.outsideWindowContent ?? []).filter((content) =>
        packs.every((pack) => pack.replyPolicy.outsideWindowContent.includes(content)),
      ),
    },
    rightParty: {
      hours: strictest((pack) => pack.rightParty.hours),
      maximumTries: strictest((pack) => pack.rightParty.maximumTries),
    },
    consent: {
      sms: consentRules(packs, 'sms'),
      wechat: consentRules(packs, 'wechat'),
      telegram: consentRules(packs, 'telegram'),
      simulator: consentRules(packs, 'simulator'),
    },
    reassignedNumber: reassignedNumberDays(packs),
    agencyNotices: packs.flatMap((pack) => pack.agencyNotices),
    disclosures: distinctDisclosures(packs),
    optOut: {
      keywords: new Set(packs.flatMap((pack) => pack.optOut.keywords.map(normaliseKeyword))),
      scope: packs.some((pack) => pack.optOut.scope === 'debtor') ? 'debtor' : 'contact-point',
      confirmWithinMinutes: strictest((pack) => pack.optOut.confirmWithinMinutes),
    },
    timeBars: packs.flatMap((pack) => pack.timeBar ?? []),
    vulnerabilityHoldDays: longest((pack) => pack.vulnerabilityHoldDays),
    complaintDays: strictest((pack) => pack.complaintDays),
    retentionYears: longest((pack) => pack.retentionYears),
  };
}

function hoursOf(pack: ContactPolicyPack): PackHours {
  const byWeekday = Array.from({ length: 8 }, (_, weekday) =>
    pack.windows
      .filter((window) => window.weekdays.includes(weekday))
      .map(({ from, to }) => ({ from, to }))
      .sort((a, b) => a.from - b.from),
  );
  return {
    packId: pack.id,
    fixedZone: pack.fixedZone,
    fixedZones: pack.fixedZone === null ? [] : [pack.fixedZone],
    byWeekday,
    holidays: new Set(pack.calendars.flatMap((calendar) => [...calendar.holidays].map(epochDay))),
    calendarsFrom: Math.max(-Infinity, ...pack.calendars.map((calendar) => epochDay(calendar.from))),
    calendarsThrough: Math.min(Infinity, ...pack.calendars.map((calendar) => epochDay(calendar.through))),
    caps: pack.caps,
  };
}

const consentRules = (packs: readonly ContactPolicyPack[], channel: Channel): ConsentRule[] => [
  ...new Set(packs.map((pack) => pack.consent[channel])),
];

function reassignedNumberDays(packs: readonly ContactPolicyPack[]): Map<Channel, number> {
  const days = new Map<Channel, number>();
  for (const { reassignedNumber } of packs) {
    if (reassignedNumber === null) continue;
    for (const channel of reassignedNumber.channels) {
      days.set(channel, Math.min(days.get(channel) ?? Infinity, reassignedNumber.everyDays));
    }
  }
  return days;
}

function distinctDisclosures(packs: readonly ContactPolicyPack[]): RequiredDisclosure[] {
  const found = new Map<string, RequiredDisclosure>();
  for (const pack of packs) {
    for (const disclosure of pack.disclosures) {
      found.set(`${disclosure.textKey} ${disclosure.id} ${disclosure.when}`, disclosure);
    }
  }
  return [...found.values()];
}
