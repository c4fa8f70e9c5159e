import { localDate, type LocalDate } from '../../domain/calendar/local-date.js';
import { zoneId } from '../../domain/calendar/zone.js';
import type {
  AgencyNotice,
  Cap,
  ContactPolicyPack,
  CoveredCalendar,
  RequiredDisclosure,
  TimeBar,
} from '../../domain/contact-policy/pack.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { HolidaysFile, PackFile } from './policy-packs-schema.js';
import { invalid } from './validated-yaml.js';

/** A pack as the domain works with it. Throws `CONFIG.INVALID` for a zone that does not exist. */
export function packOf(file: PackFile, calendars: readonly CoveredCalendar[]): ContactPolicyPack {
  return {
    id: file.id,
    version: file.version,
    countries: file.countries,
    fixedZone:
      file.timezone.strategy === 'fixed'
        ? inFile(`${file.id}.yaml`, 'timezone.zone', zoneId, file.timezone.zone)
        : null,
    windows: file.contactWindows
      .filter(({ channelGroups }) => channelGroups.some((group) => group !== 'call'))
      .map(({ days, from, to }) => ({ weekdays: days, from, to })),
    calendars,
    caps: file.caps.filter(({ channelGroup }) => channelGroup !== 'call').map((cap) => capOf(file, cap)),
    minGapMinutes: file.minGap.minutes,
    replyPolicy: file.replyPolicy,
    rightParty: { hours: file.rightParty.hours, maximumTries: file.rightParty.maximumTries },
    consent: file.channelConsent.requires,
    reassignedNumber: file.reassignedNumber
      ? { everyDays: file.reassignedNumber.everyDays, channels: new Set(file.reassignedNumber.channels) }
      : null,
    agencyNotices: file.requiredDisclosures.flatMap((entry): AgencyNotice[] =>
      entry.enforcedAs === 'gate' ? [{ ruleId: entry.ruleId, stops: entry.stops }] : [],
    ),
    disclosures: file.requiredDisclosures.flatMap((entry): RequiredDisclosure[] =>
      entry.enforcedAs === 'text' ? [{ ...entry, channels: new Set(entry.channels) }] : [],
    ),
    optOut: {
      keywords: Object.values(file.optOut.keywords).flat(),
      scope: file.optOut.scope,
      confirmWithinMinutes: file.optOut.confirm.withinMinutes,
    },
    timeBar: timeBarOf(file),
    vulnerabilityHoldDays: file.vulnerability.holdDays,
    complaintDays: file.complaint.days,
    retentionYears: file.retention.years,
  };
}

const capOf = (file: PackFile, cap: PackFile['caps'][number]): Cap => ({
  id: cap.id,
  scope: cap.scope,
  perLender: cap.partitionBy.includes('lender'),
  channels: new Set(file.channelGroups.message),
  max: cap.max,
  days: cap.per.days,
});

const timeBarOf = ({ timeBar }: PackFile): TimeBar | null =>
  timeBar.demand === 'none' || timeBar.years === null
    ? null
    : { years: timeBar.years, demand: timeBar.demand, textKey: timeBar.textKey ?? '' };

/** The calendars by id. Throws `CONFIG.INVALID` for a day that does not exist or lies outside `from`..`through`. */
export function calendarsOf(file: HolidaysFile, name: string): Map<string, CoveredCalendar> {
  return new Map(
    Object.entries(file.calendars).map(([id, calendar]) => {
      const place = `calendars.${id}`;
      const from = inFile(name, `${place}.from`, localDate, calendar.from);
      const through = inFile(name, `${place}.through`, localDate, calendar.through);
      const covered = (days: Readonly<Record<string, string>>, field: string): Set<LocalDate> =>
        new Set(
          Object.keys(days).map((text) => {
            const date = inFile(name, `${place}.${field}.${text}`, localDate, text);
            if (date < from || date > through) {
              throw invalid(name, 1, `${place}.${field}.${text}`, 'lies outside from..through');
            }
            return date;
          }),
        );
      return [
        id,
        {
          id,
          from,
          through,
          holidays: covered(calendar.holidays, 'holidays'),
          makeUpDays: covered(calendar.makeUpDays, 'makeUpDays'),
        },
      ];
    }),
  );
}

function inFile<Value>(name: string, place: string, read: (text: string) => Value, text: string): Value {
  try {
    return read(text);
  } catch (error) {
    throw invalid(name, 1, place, error instanceof DomainError ? error.message : 'not what is expected here');
  }
}

/** The keys of all sources that any basis in the file cites. */
export function citedSources(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(citedSources);
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  const own =
    'confidence' in value && 'sources' in value && Array.isArray(value.sources) ? value.sources : [];
  return [...own.map(String), ...entries.flatMap(([, inner]) => citedSources(inner))];
}
